/// The content of `{{ … }}`: the name of a value or a quoted text, and filters.
///
/// `run.seed`, `final.bit_error_rate | percent(2)`, `run.finished | default("still running")`
struct Expression: Equatable {
    enum Source: Equatable {
        case name(String)
        case literal(Value)
    }

    struct FilterCall: Equatable {
        var name: String
        var arguments: [Value]
    }

    var source: Source
    var filters: [FilterCall]

    /// - Throws: ``TemplateProblem`` with the line in `text` at which it cannot be understood.
    init(parsing text: String) throws {
        var scanner = try ExpressionScanner(text)
        source = try scanner.source()
        filters = []
        while !scanner.isAtEnd {
            guard scanner.take(symbol: "|") else {
                throw scanner.problem("expected | and a filter, or the end, but found \(scanner.rest)")
            }
            filters.append(try scanner.filterCall())
        }
    }
}

/// The condition of an `{if}` block: names of values, comparisons with numbers or texts, and `not`, `and`, `or`.
///
/// `evaluation`, `not run.interrupted`, `final.bit_error_rate < 0.02 and run.status == "finished"`.
/// `and` binds tighter than `or`; there are no parentheses.
struct Condition: Equatable {
    enum Comparison: String, CaseIterable {
        case equal = "=="
        case different = "!="
        case atMost = "<="
        case atLeast = ">="
        case below = "<"
        case above = ">"
    }

    struct Term: Equatable {
        var isNegated: Bool
        var source: Expression.Source
        var comparison: Comparison?
        var other: Expression.Source?
    }

    /// The condition is true if all terms of at least one group are true.
    var groups: [[Term]]

    /// - Throws: ``TemplateProblem`` if `text` is no condition.
    init(parsing text: String) throws {
        var scanner = try ExpressionScanner(text)
        groups = [[]]
        repeat {
            var term = Term(isNegated: false, source: .literal(.missing))
            while scanner.take(word: "not") { term.isNegated.toggle() }
            term.source = try scanner.source()
            if let comparison = Comparison.allCases.first(where: { scanner.take(symbol: $0.rawValue) }) {
                term.comparison = comparison
                term.other = try scanner.source()
            }
            groups[groups.count - 1].append(term)
            if scanner.isAtEnd { return }
            if scanner.take(word: "or") {
                groups.append([])
            } else if !scanner.take(word: "and") {
                throw scanner.problem("expected and, or, or the end, but found \(scanner.rest)")
            }
        } while true
    }

    /// Whether the condition is true if names have the values that `look` returns.
    func holds(_ look: (String) throws -> Value) throws -> Bool {
        func value(_ source: Expression.Source) throws -> Value {
            switch source {
            case .name(let name): try look(name)
            case .literal(let value): value
            }
        }
        // Every name is looked up, even if the result is known already, so that a misspelt name is always found.
        var result = false
        for group in groups {
            var holds = true
            for term in group {
                let left = try value(term.source)
                let outcome =
                    if let comparison = term.comparison, let other = term.other {
                        try compare(left, comparison, value(other))
                    } else {
                        left.isTrue
                    }
                if outcome == term.isNegated { holds = false }
            }
            if holds { result = true }
        }
        return result
    }

    private func compare(_ left: Value, _ comparison: Comparison, _ right: Value) throws -> Bool {
        // A missing value differs from every value and is neither smaller nor larger.
        if left == .missing || right == .missing { return comparison == .different }
        if let a = left.asNumber, let b = right.asNumber {
            return switch comparison {
            case .equal: a == b
            case .different: a != b
            case .atMost: a <= b
            case .atLeast: a >= b
            case .below: a < b
            case .above: a > b
            }
        }
        switch (comparison, left.asNumber, right.asNumber) {
        case (.equal, nil, nil): return left.plainText == right.plainText
        case (.different, nil, nil): return left.plainText != right.plainText
        default:
            throw TemplateProblem(
                message: "\(left.kind) and \(right.kind) cannot be compared by \(comparison.rawValue)")
        }
    }
}

/// Cuts an expression into names, numbers, quoted texts and symbols.
private struct ExpressionScanner {
    private enum Token: Equatable {
        case word(String)
        case text(String)
        case number(Value)
        case symbol(String)

        var spelling: String {
            switch self {
            case .word(let word), .symbol(let word): word
            case .text(let text): "\"\(text)\""
            case .number(let value): value.plainText
            }
        }
    }

    private var tokens: [(token: Token, line: Int)] = []
    private var next = 0

    init(_ text: String) throws {
        let letters = Array(text.unicodeScalars)
        var index = 0
        var line = 0
        while index < letters.count {
            let letter = letters[index]
            if letter.properties.isWhitespace {
                if letter == "\n" { line += 1 }
                index += 1
            } else if letter == "\"" || letter == "'" {
                guard let end = letters[(index + 1)...].firstIndex(of: letter) else {
                    throw TemplateProblem(
                        message: "a text that starts with \(letter) is not closed", lineOffset: line)
                }
                tokens.append((.text(Self.string(letters[(index + 1)..<end])), line))
                line += letters[index..<end].count { $0 == "\n" }
                index = end + 1
            } else if Self.isWordLetter(letter) || letter == "-" || letter == "." {
                let end = letters[index...].firstIndex { !Self.isWordLetter($0) && $0 != "-" && $0 != "." }
                let word = Self.string(letters[index..<(end ?? letters.count)])
                if let number = Int(word) {
                    tokens.append((.number(.integer(number)), line))
                } else if let number = Double(word), word.contains(where: \.isNumber) {
                    tokens.append((.number(.number(number)), line))
                } else {
                    tokens.append((.word(word), line))
                }
                index = end ?? letters.count
            } else {
                let pair = Self.string(letters[index..<min(index + 2, letters.count)])
                let symbol = ["==", "!=", "<=", ">="].contains(pair) ? pair : String(letter)
                tokens.append((.symbol(symbol), line))
                index += symbol.unicodeScalars.count
            }
        }
    }

    private static func isWordLetter(_ letter: Unicode.Scalar) -> Bool {
        letter.properties.isAlphabetic || letter == "_" || ("0"..."9").contains(letter)
    }

    private static func string(_ letters: ArraySlice<Unicode.Scalar>) -> String {
        var view = String.UnicodeScalarView()
        view.append(contentsOf: letters)
        return String(view)
    }

    var isAtEnd: Bool { next >= tokens.count }

    /// The token ahead, for a message.
    var rest: String { isAtEnd ? "the end" : tokens[next].token.spelling }

    func problem(_ message: String) -> TemplateProblem {
        let line = (isAtEnd ? tokens.last : tokens[next])?.line ?? 0
        return TemplateProblem(message: message, lineOffset: line)
    }

    private mutating func take(_ token: Token) -> Bool {
        guard !isAtEnd, tokens[next].token == token else { return false }
        next += 1
        return true
    }

    mutating func take(symbol: String) -> Bool { take(.symbol(symbol)) }
    mutating func take(word: String) -> Bool { take(.word(word)) }

    mutating func source() throws -> Expression.Source {
        guard !isAtEnd else { throw problem("expected the name of a value, but found nothing") }
        let token = tokens[next].token
        next += 1
        switch token {
        case .word(let name): return .name(name)
        case .text(let text): return .literal(.text(text))
        case .number(let value): return .literal(value)
        case .symbol(let symbol):
            next -= 1
            throw problem("expected the name of a value, but found \(symbol)")
        }
    }

    mutating func filterCall() throws -> Expression.FilterCall {
        guard !isAtEnd, case .word(let name) = tokens[next].token else {
            throw problem("expected the name of a filter after |, but found \(rest)")
        }
        next += 1
        var arguments: [Value] = []
        if take(symbol: "("), !take(symbol: ")") {
            repeat {
                guard !isAtEnd else { throw problem("the arguments of \(name) are not closed with )") }
                switch tokens[next].token {
                case .text(let text): arguments.append(.text(text))
                case .number(let value): arguments.append(value)
                case .word(let word):
                    throw problem("the argument \(word) of \(name) must be a number or in quotes")
                case .symbol(let symbol): throw problem("\(symbol) is not an argument of \(name)")
                }
                next += 1
            } while take(symbol: ",")
            guard take(symbol: ")") else {
                throw problem("expected , or ) in the arguments of \(name), but found \(rest)")
            }
        }
        return Expression.FilterCall(name: name, arguments: arguments)
    }
}
