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
        case letter(String)
        case number(String)
        case command(String)
        case symbol(String)
        case newLine
        case end
    }

    /// What ends a row of terms, and what is wrong if the formula ends before.
    private struct Stop {
        var token: Token
        var unclosed = ""
        /// Whether `&` and `\\` also end a row.
        var isInTable = false
    }

    /// The deepest nesting that is accepted. Deeper nesting could exhaust the stack.
    private static let deepestNesting = 60

    private let latex: String
    private let isBlock: Bool
    private let tokens: [(token: Token, range: Range<String.Index>)]
    private var next = 0
    private var depth = 0

    init(_ latex: String, isBlock: Bool) {
        self.latex = latex
        self.isBlock = isBlock
        // A command without letters is one character: \, or \{.
        let pattern = /(?s)\\\p{Alphabetic}+|\\.?|[0-9]+(?:\.[0-9]+)?|\S/.matchingSemantics(.unicodeScalar)
        tokens = latex.matches(of: pattern).map { match in
            let word = String(match.output)
            let token: Token =
                switch word.unicodeScalars.first {
                case "\\": word == "\\\\" ? .newLine : .command(String(word.dropFirst()))
                case let first? where ("0"..."9").contains(first): .number(word)
                case let first? where first.properties.isAlphabetic: .letter(word)
                default: .symbol(word)
                }
            return (token, match.range)
        }
    }

    // MARK: Tokens

    /// - Parameter place: the index of the wrong token; by default the last one that was taken.
    private func problem(_ message: String, at place: Int? = nil) -> TemplateProblem {
        let place = place ?? next - 1
        let end = place < tokens.count ? tokens[max(0, place)].range.lowerBound : latex.endIndex
        return TemplateProblem(
            message: "in the formula, " + message, lineOffset: latex[..<end].count { $0 == "\n" })
    }

    private var peek: Token { next < tokens.count ? tokens[next].token : .end }

    private mutating func take() -> Token {
        defer { next += 1 }
        return peek
    }

    private mutating func take(_ wanted: Token) -> Bool {
        guard peek == wanted else { return false }
        next += 1
        return true
    }

    // MARK: Rows and tables

    mutating func formula() throws -> String {
        let rows = try rows(until: Stop(token: .end, isInTable: true))
        return rows.count == 1 && rows[0].count == 1 ? rows[0][0] : Self.table(rows, kind: "aligned")
    }

    /// Rows, separated by `\\`, of cells, separated by `&`.
    private mutating func rows(until stop: Stop) throws -> [[String]] {
        var rows: [[String]] = [[]]
        repeat {
            rows[rows.count - 1].append(try row(until: stop))
            if take(.newLine) { rows.append([]) }
        } while rows.last == [] || take(.symbol("&"))
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
        let opening = next - 1
        while peek != stop.token {
            switch peek {
            case .symbol("&") where stop.isInTable, .newLine where stop.isInTable: return Self.row(terms)
            case .symbol("&"), .newLine: throw problem("a line or column ends inside a group", at: next)
            case .end: throw problem(stop.unclosed, at: opening)
            case .symbol("}"): throw problem("a } has no {", at: next)
            case .command("right"): throw problem("a \\right has no \\left", at: next)
            case .command("end"): throw problem("an \\end has no \\begin", at: next)
            default: terms.append(try term())
            }
        }
        return Self.row(terms)
    }

    /// The row up to `stop`, which is consumed.
    private mutating func group(_ stop: Stop) throws -> String {
        defer { next += 1 }
        return try row(until: stop)
    }

    private static func row(_ terms: [String]) -> String {
        terms.count == 1 ? terms[0] : "<mrow>\(terms.joined())</mrow>"
    }

    // MARK: Terms

    /// An atom with its subscript and superscript.
    private mutating func term() throws -> String {
        let command = if case .command(let name) = peek { name } else { "" }
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
            } else if take(.symbol("'")) {
                guard above == nil else { throw problem("a term has two superscripts") }
                var primes = "′"
                while take(.symbol("'")) { primes += "′" }
                above = "<mo>\(primes)</mo>"
            } else {
                break
            }
        }
        let hasLimits = isBlock && MathSymbols.largeOperators[command] != nil
        let (both, under, over) =
            hasLimits ? ("munderover", "munder", "mover") : ("msubsup", "msub", "msup")
        let kind = below == nil ? over : above == nil ? under : both
        let scripts = (below ?? "") + (above ?? "")
        let result = scripts.isEmpty ? base : "<\(kind)>\(base)\(scripts)</\(kind)>"
        return MathSymbols.functions.contains(command) ? result + application() : result
    }

    /// The link between a function and its argument: the invisible application operator, which screen readers speak, and
    /// a thin space. There is no space before a bracket.
    private mutating func application() -> String {
        let isSpaced =
            switch peek {
            case .letter, .number: true
            case .command(let name): MathSymbols.startsTerm(name)
            default: false
            }
        return "<mo>&#x2061;</mo>" + (isSpaced ? "<mspace width=\"0.1667em\"></mspace>" : "")
    }

    /// The argument of a command, `_` or `^`: one atom or a group in braces.
    private mutating func argument() throws -> String {
        if peek == .end { throw problem("something is missing at the end", at: next) }
        return try atom()
    }

    /// One letter, number, operator, command or group.
    private mutating func atom() throws -> String {
        depth += 1
        defer { depth -= 1 }
        guard depth < Self.deepestNesting else { throw problem("groups nest too deeply") }
        switch take() {
        case .letter(let letter): return "<mi>\(HTML.escaped(letter))</mi>"
        case .number(let digits): return "<mn>\(digits)</mn>"
        case .symbol("{"):
            return try group(Stop(token: .symbol("}"), unclosed: "a { is not closed"))
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

    private static func sign(_ sign: String) -> String {
        switch sign {
        case "-": return "<mo>−</mo>"
        case "*": return "<mo>∗</mo>"
        case "(", ")", "[", "]", "|": return "<mo stretchy=\"false\">\(sign)</mo>"
        // A slash has no spaces around it, unlike MathML's default.
        case "/": return "<mo lspace=\"0\" rspace=\"0\">/</mo>"
        case "~": return "<mspace width=\"0.25em\"></mspace>"
        default: return "<mo>\(HTML.escaped(sign))</mo>"
        }
    }

    private mutating func command(_ name: String) throws -> String {
        if let letter = MathSymbols.letters[name] { return "<mi>\(letter)</mi>" }
        if let letter = MathSymbols.uprightLetters[name] {
            return "<mi mathvariant=\"normal\">\(letter)</mi>"
        }
        if let sign = MathSymbols.largeOperators[name] { return "<mo>\(sign)</mo>" }
        if let sign = MathSymbols.operators[name] {
            return
                "<mo\(MathSymbols.brackets.contains(sign) ? " stretchy=\"false\"" : "")>\(HTML.escaped(sign))</mo>"
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
            let degree = try group(Stop(token: .symbol("]"), unclosed: "a [ after \\sqrt is not closed"))
            return "<mroot>\(try argument())\(degree)</mroot>"
        case "left":
            let opening = try fence()
            let content = try group(Stop(token: .command("right"), unclosed: "a \\left has no \\right"))
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
        switch take() {
        case .symbol("."): return ""
        case .symbol(let symbol) where "()[]|/".contains(symbol): return Self.fence(symbol)
        case .command(let name):
            guard let symbol = MathSymbols.operators[name], MathSymbols.brackets.contains(symbol) else {
                throw problem("\\\(name) is not a bracket")
            }
            return Self.fence(symbol)
        default: throw problem("\\left and \\right need a bracket, or a full stop for none")
        }
    }

    private static func fence(_ sign: String) -> String {
        sign.isEmpty ? "" : "<mo fence=\"true\">\(sign)</mo>"
    }

    /// The text in braces after a command, unchanged.
    private mutating func bracedText(after name: String) throws -> String {
        guard take(.symbol("{")) else { throw problem("\\\(name) needs { after it") }
        guard let end = tokens[next...].firstIndex(where: { $0.token == .symbol("}") }) else {
            throw problem("a { is not closed")
        }
        defer { next = end + 1 }
        return String(latex[tokens[next - 1].range.upperBound..<tokens[end].range.lowerBound])
    }

    private mutating func words(in alphabet: String) throws -> String {
        // A single letter needs no braces. A bold Greek letter is a command of its own.
        if alphabet != "text", peek != .symbol("{") {
            if case .letter(let letter) = take() { return Self.words(letter, in: alphabet) }
            throw problem("\\\(alphabet) needs a letter or { after it")
        }
        let text = try bracedText(after: alphabet)
        if text.contains("\\") { throw problem("\\\(alphabet) takes letters only") }
        if alphabet == "text" { return "<mtext>\(HTML.escaped(text))</mtext>" }
        let result = Self.words(text, in: alphabet)
        return alphabet == "operatorname" ? result + application() : result
    }

    private static func words(_ text: String, in alphabet: String) -> String {
        let letters = text.unicodeScalars.map { MathSymbols.letter($0, in: alphabet) }.joined()
        return "<mi mathvariant=\"normal\">\(HTML.escaped(letters))</mi>"
    }

    private mutating func environment() throws -> String {
        let name = try bracedText(after: "begin")
        guard let (opening, ending) = MathSymbols.environments[name] else {
            throw problem(
                "there is no environment \(name)"
                    + NearestNames.suggestion(for: name, among: MathSymbols.environments.keys))
        }
        let unclosed = "\\begin{\(name)} has no \\end{\(name)}"
        let rows = try rows(until: Stop(token: .command("end"), unclosed: unclosed, isInTable: true))
        _ = take()
        let closing = try bracedText(after: "end")
        guard closing == name else { throw problem("\\begin{\(name)} is closed by \\end{\(closing)}") }
        let table = Self.table(rows, kind: name == "aligned" || name == "cases" ? name : "matrix")
        return opening.isEmpty ? table : "<mrow>\(Self.fence(opening))\(table)\(Self.fence(ending))</mrow>"
    }
}
