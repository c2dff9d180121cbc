import Text

/// Converts LaTeX formulas to MathML, which browsers display without a script.
///
/// Supported are letters, numbers and operators, `_` and `^`, `\frac`, `\sqrt`, `\left…\right`, sums, functions,
/// accents, some alphabets, `aligned`, `cases` and matrices, which suffice for network equations and a methods
/// section. Anything else is an error, because a wrong formula would be worse.
enum MathML {
    /// The `<math>` element for `latex`, as a displayed or an inline formula.
    ///
    /// - Throws: ``TemplateProblem`` with the line in `latex`.
    static func element(for latex: String, isBlock: Bool) throws -> String {
        var parser = MathParser(latex, isBlock: isBlock)
        let content = try parser.formula()
        let display = isBlock ? " display=\"block\"" : ""
        let source = latex.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        // The annotation is the source, so that a formula that is copied from the page can be used again.
        return "<math\(display)><semantics>\(content)<annotation encoding=\"application/x-tex\">"
            + "\(HTML.escaped(source))</annotation></semantics></math>"
    }
}

private struct MathParser {
    private enum Token: Equatable {
        case letter(Unicode.Scalar)
        case number(String)
        case command(String)
        case symbol(Unicode.Scalar)
        case newLine
        case end
    }

    /// The end of a row of terms.
    private enum Stop: Equatable {
        case end
        case brace
        case bracket
        case right
        case environment(String)
    }

    /// The deepest nesting that is accepted. Deeper nesting could exhaust the stack.
    private static let deepestNesting = 60

    private let letters: [Unicode.Scalar]
    private let isBlock: Bool
    private var index = 0
    private var depth = 0

    init(_ latex: String, isBlock: Bool) {
        letters = Array(latex.unicodeScalars)
        self.isBlock = isBlock
    }

    // MARK: Tokens

    private func problem(_ message: String, at place: Int? = nil) -> TemplateProblem {
        TemplateProblem(
            message: "in the formula, " + message,
            lineOffset: letters[..<min(place ?? index, letters.count)].count { $0 == "\n" })
    }

    private mutating func skipSpace() {
        while index < letters.count, letters[index].properties.isWhitespace { index += 1 }
    }

    private static func isLetter(_ letter: Unicode.Scalar) -> Bool { letter.properties.isAlphabetic }
    private static func isDigit(_ letter: Unicode.Scalar) -> Bool { ("0"..."9").contains(letter) }

    private static func string(_ letters: some Sequence<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: letters)
        return String(view)
    }

    /// The token at the current position, and the position of the next one.
    private func token() -> (token: Token, next: Int) {
        guard index < letters.count else { return (.end, index) }
        let letter = letters[index]
        if letter == "\\" {
            guard index + 1 < letters.count else { return (.command(""), index + 1) }
            if letters[index + 1] == "\\" { return (.newLine, index + 2) }
            var end = index + 1
            while end < letters.count, Self.isLetter(letters[end]) { end += 1 }
            // A command without letters is one character: \, or \{.
            if end == index + 1 { end += 1 }
            return (.command(Self.string(letters[(index + 1)..<end])), end)
        }
        if Self.isDigit(letter) {
            var end = index
            while end < letters.count, Self.isDigit(letters[end]) { end += 1 }
            if end + 1 < letters.count, letters[end] == ".", Self.isDigit(letters[end + 1]) {
                end += 1
                while end < letters.count, Self.isDigit(letters[end]) { end += 1 }
            }
            return (.number(Self.string(letters[index..<end])), end)
        }
        return (Self.isLetter(letter) ? .letter(letter) : .symbol(letter), index + 1)
    }

    private mutating func peek() -> Token {
        skipSpace()
        return token().token
    }

    private mutating func take() -> Token {
        skipSpace()
        let (token, next) = token()
        index = next
        return token
    }

    private mutating func take(_ wanted: Token) -> Bool {
        guard peek() == wanted else { return false }
        _ = take()
        return true
    }

    // MARK: Rows and tables

    mutating func formula() throws -> String {
        let rows = try rows(until: .end)
        if rows.count == 1, rows[0].count == 1 { return rows[0][0] }
        return Self.table(rows, kind: "aligned")
    }

    /// Rows, separated by `\\`, of cells, separated by `&`.
    private mutating func rows(until stop: Stop) throws -> [[String]] {
        var rows: [[String]] = [[]]
        while true {
            rows[rows.count - 1].append(try row(until: stop))
            if take(.symbol("&")) { continue }
            if take(.newLine) {
                rows.append([])
                continue
            }
            break
        }
        // A line break after the last row does not start another row.
        if rows.count > 1, rows.last == ["<mrow></mrow>"] { rows.removeLast() }
        return rows
    }

    private static func table(_ rows: [[String]], kind: String) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let body = rows.map { row in
            let cells = (0..<columns).map { "<mtd>\($0 < row.count ? row[$0] : "")</mtd>" }
            return "<mtr>\(cells.joined())</mtr>"
        }.joined()
        let display = kind == "aligned" ? " displaystyle=\"true\"" : ""
        return "<mtable class=\"\(kind)\"\(display)>\(body)</mtable>"
    }

    /// The terms up to `stop`, which is not consumed.
    private mutating func row(until stop: Stop) throws -> String {
        var terms: [String] = []
        // The opening token is right before this row.
        let opened = index - 1
        while true {
            switch peek() {
            case .end:
                switch stop {
                case .end: break
                case .brace: throw problem("a { is not closed", at: opened)
                case .bracket: throw problem("a [ after \\sqrt is not closed", at: opened)
                case .right: throw problem("a \\left has no \\right", at: opened)
                case .environment(let name):
                    throw problem("\\begin{\(name)} has no \\end{\(name)}", at: opened)
                }
                return Self.row(terms)
            case .symbol("}"):
                guard stop == .brace else { throw problem("a } has no {") }
                return Self.row(terms)
            case .symbol("]") where stop == .bracket: return Self.row(terms)
            case .command("right"):
                guard stop == .right else { throw problem("a \\right has no \\left") }
                return Self.row(terms)
            case .command("end"):
                guard case .environment = stop else { throw problem("an \\end has no \\begin") }
                return Self.row(terms)
            case .symbol("&"), .newLine:
                switch stop {
                case .end, .environment: return Self.row(terms)
                default: throw problem("a line or column ends inside a group")
                }
            default: terms.append(try term())
            }
        }
    }

    private static func row(_ terms: [String]) -> String {
        terms.count == 1 ? terms[0] : "<mrow>\(terms.joined())</mrow>"
    }

    // MARK: Terms

    /// An atom with its subscript and superscript.
    private mutating func term() throws -> String {
        let start = peek()
        let isLarge =
            if case .command(let name) = start { MathSymbols.largeOperators[name] != nil } else { false }
        let isFunction =
            if case .command(let name) = start { MathSymbols.functions.contains(name) } else { false }
        let base = try atom()
        var below: String?
        var above: String?
        while true {
            if take(.symbol("_")) {
                guard below == nil else { throw problem("a term has two subscripts") }
                below = try argument()
            } else if take(.symbol("^")) {
                guard above == nil else { throw problem("a term has two superscripts") }
                above = try argument()
            } else if peek() == .symbol("'") {
                guard above == nil else { throw problem("a term has two superscripts") }
                var primes = ""
                while take(.symbol("'")) { primes += "′" }
                above = "<mo>\(primes)</mo>"
            } else {
                break
            }
        }
        let (both, under, over) =
            isLarge && isBlock ? ("munderover", "munder", "mover") : ("msubsup", "msub", "msup")
        let result =
            switch (below, above) {
            case (let below?, let above?): "<\(both)>\(base)\(below)\(above)</\(both)>"
            case (let below?, nil): "<\(under)>\(base)\(below)</\(under)>"
            case (nil, let above?): "<\(over)>\(base)\(above)</\(over)>"
            case (nil, nil): base
            }
        return isFunction ? result + application() : result
    }

    /// The link between a function and its argument: the invisible application operator, which screen readers speak, and
    /// a thin space. There is no space before a bracket.
    private mutating func application() -> String {
        let isSpaced =
            switch peek() {
            case .letter, .number: true
            case .command(let name): MathSymbols.startsTerm(name)
            default: false
            }
        return "<mo>&#x2061;</mo>" + (isSpaced ? "<mspace width=\"0.1667em\"></mspace>" : "")
    }

    /// The argument of a command, `_` or `^`: one atom or a group in braces.
    private mutating func argument() throws -> String {
        if peek() == .end { throw problem("something is missing at the end") }
        return try atom()
    }

    /// One letter, number, operator, command or group.
    private mutating func atom() throws -> String {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepestNesting else { throw problem("groups nest too deeply") }
        switch take() {
        case .letter(let letter): return "<mi>\(HTML.escaped(String(Character(letter))))</mi>"
        case .number(let digits): return "<mn>\(digits)</mn>"
        case .symbol("{"):
            let content = try row(until: .brace)
            _ = take(.symbol("}"))
            return content
        case .symbol("_"), .symbol("^"):
            // A script needs a base.
            throw problem("a _ or ^ has nothing before it")
        case .symbol("$"): throw problem("a $ is not needed: the whole block is the formula")
        case .symbol("%"): throw problem("write \\% for a percent sign")
        case .symbol(let sign): return Self.sign(sign)
        case .command(let name): return try command(name)
        case .newLine: throw problem("a line ends where something is needed")
        case .end: throw problem("something is missing at the end")
        }
    }

    private static func sign(_ sign: Unicode.Scalar) -> String {
        switch sign {
        case "-": return "<mo>−</mo>"
        case "*": return "<mo>∗</mo>"
        case "(", ")", "[", "]", "|": return "<mo stretchy=\"false\">\(Character(sign))</mo>"
        // A slash has no spaces around it, unlike MathML's default.
        case "/": return "<mo lspace=\"0\" rspace=\"0\">/</mo>"
        case "~": return "<mspace width=\"0.25em\"></mspace>"
        default: return "<mo>\(HTML.escaped(String(Character(sign))))</mo>"
        }
    }

    private mutating func command(_ name: String) throws -> String {
        if let letter = MathSymbols.letters[name] { return "<mi>\(letter)</mi>" }
        if let letter = MathSymbols.uprightLetters[name] {
            return "<mi mathvariant=\"normal\">\(letter)</mi>"
        }
        if let sign = MathSymbols.largeOperators[name] { return "<mo>\(sign)</mo>" }
        if let sign = MathSymbols.operators[name] {
            let isFence = "{}⟨⟩⌊⌋⌈⌉‖".contains(sign)
            return "<mo\(isFence ? " stretchy=\"false\"" : "")>\(HTML.escaped(sign))</mo>"
        }
        if MathSymbols.functions.contains(name) { return "<mi>\(name)</mi>" }
        if let width = MathSymbols.spaces[name] { return "<mspace width=\"\(width)\"></mspace>" }
        if let mark = MathSymbols.accents[name] {
            return "<mover accent=\"true\">\(try argument())<mo stretchy=\"false\">\(mark)</mo></mover>"
        }
        if MathSymbols.alphabets.contains(name) { return try words(in: name) }
        switch name {
        case "frac": return "<mfrac>\(try argument())\(try argument())</mfrac>"
        case "sqrt":
            guard take(.symbol("[")) else { return "<msqrt>\(try argument())</msqrt>" }
            let degree = try row(until: .bracket)
            _ = take(.symbol("]"))
            return "<mroot>\(try argument())\(degree)</mroot>"
        case "left":
            let opening = try fence()
            let content = try row(until: .right)
            _ = take(.command("right"))
            return "<mrow>\(opening)\(content)\(try fence())</mrow>"
        case "begin": return try environment()
        default:
            throw problem(
                "there is no command \\\(name)"
                    + NearestNames.suggestion(for: "\\" + name, among: MathSymbols.all.map { "\\" + $0 }))
        }
    }

    /// The bracket after `\left` or `\right`; a full stop means no bracket.
    private mutating func fence() throws -> String {
        let sign: String
        switch take() {
        case .symbol("."): return ""
        case .symbol(let symbol) where "()[]|/".unicodeScalars.contains(symbol):
            sign = String(Character(symbol))
        case .command(let name):
            guard let symbol = MathSymbols.operators[name], "{}⟨⟩⌊⌋⌈⌉‖".contains(symbol) else {
                throw problem("\\\(name) is not a bracket")
            }
            sign = symbol
        default: throw problem("\\left and \\right need a bracket, or a full stop for none")
        }
        return "<mo fence=\"true\">\(sign)</mo>"
    }

    /// The text in braces after a command, unchanged.
    private mutating func bracedText(after name: String) throws -> String {
        guard take(.symbol("{")) else { throw problem("\\\(name) needs { after it") }
        guard let end = letters[index...].firstIndex(of: "}") else { throw problem("a { is not closed") }
        defer { index = end + 1 }
        return Self.string(letters[index..<end])
    }

    private mutating func words(in alphabet: String) throws -> String {
        // A single letter needs no braces. A bold Greek letter is a command of its own.
        if alphabet != "text", peek() != .symbol("{") {
            if case .letter(let letter) = take() { return Self.words([letter], in: alphabet) }
            throw problem("\\\(alphabet) needs a letter or { after it")
        }
        let text = try bracedText(after: alphabet)
        if text.contains("\\") { throw problem("\\\(alphabet) takes letters only") }
        if alphabet == "text" { return "<mtext>\(HTML.escaped(text))</mtext>" }
        let result = Self.words(Array(text.unicodeScalars), in: alphabet)
        return alphabet == "operatorname" ? result + application() : result
    }

    private static func words(_ letters: [Unicode.Scalar], in alphabet: String) -> String {
        let text = letters.map { MathSymbols.letter($0, in: alphabet) ?? String(Character($0)) }.joined()
        return "<mi mathvariant=\"normal\">\(HTML.escaped(text))</mi>"
    }

    private mutating func environment() throws -> String {
        let name = try bracedText(after: "begin")
        guard MathSymbols.environments.contains(name) else {
            throw problem(
                "there is no environment \(name)"
                    + NearestNames.suggestion(for: name, among: MathSymbols.environments))
        }
        let rows = try rows(until: .environment(name))
        _ = take(.command("end"))
        let closing = try bracedText(after: "end")
        guard closing == name else { throw problem("\\begin{\(name)} is closed by \\end{\(closing)}") }
        let table = Self.table(rows, kind: name == "aligned" || name == "cases" ? name : "matrix")
        switch name {
        case "cases": return "<mrow><mo fence=\"true\">{</mo>\(table)</mrow>"
        case "pmatrix": return "<mrow><mo fence=\"true\">(</mo>\(table)<mo fence=\"true\">)</mo></mrow>"
        case "bmatrix": return "<mrow><mo fence=\"true\">[</mo>\(table)<mo fence=\"true\">]</mo></mrow>"
        default: return table
        }
    }
}
