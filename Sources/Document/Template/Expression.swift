/// The content of `{{ … }}`: the name of a value or a quoted text, and filters.
///
/// `run.seed`, `final.bit_error_rate | percent(2)`, `run.finished | default("still running")`
struct Expression: Equatable {
    enum Source: Equatable {
        case name(String)
        case literal(Value)

        /// The value, if names have the values that `look` returns.
        func value(_ look: (String) throws -> Value) rethrows -> Value {
            switch self {
            case .name(let name): try look(name)
            case .literal(let value): value
            }
        }
    }

    struct FilterCall: Equatable {
        var name: String
        var arguments: [Value]
    }

    var source: Source
    var filters: [FilterCall] = []

    /// - Throws: ``TemplateProblem`` with the line in `text` at which it cannot be understood.
    init(parsing text: String) throws {
        var scanner = try ExpressionScanner(text)
        source = try scanner.source()
        while !scanner.isAtEnd {
            guard scanner.take("|") else {
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
enum Condition {
    typealias Comparison = (symbol: String, holds: (Double, Double) -> Bool)

    /// The comparisons of two numbers. Two texts are equal or different.
    static var comparisons: [Comparison] {
        [("==", ==), ("!=", !=), ("<=", <=), (">=", >=), ("<", <), (">", >)]
    }

    /// Whether the condition `text` is true if names have the values that `look` returns.
    ///
    /// Every name is looked up, even if the result is known already, so that a misspelt name is always found.
    ///
    /// - Throws: ``TemplateProblem`` if `text` is no condition, and what `look` throws.
    static func holds(_ text: String, _ look: (String) throws -> Value) throws -> Bool {
        var scanner = try ExpressionScanner(text)
        // Whether all terms since the last `or` are true, and whether all terms between two earlier ones are.
        var (group, earlier) = (true, false)
        while true {
            var isNegated = false
            while scanner.take("not") { isNegated.toggle() }
            let left = try scanner.source().value(look)
            var isTrue = left.isTrue
            if let comparison = comparisons.first(where: { scanner.take($0.symbol) }) {
                isTrue = try compare(left, comparison, scanner.source().value(look))
            }
            group = group && isTrue != isNegated
            if scanner.isAtEnd { return earlier || group }
            if scanner.take("or") {
                (group, earlier) = (true, earlier || group)
            } else if !scanner.take("and") {
                throw scanner.problem("expected and, or, or the end, but found \(scanner.rest)")
            }
        }
    }

    private static func compare(_ left: Value, _ comparison: Comparison, _ right: Value) throws -> Bool {
        // A missing value differs from every value and is neither smaller nor larger.
        if left == .missing || right == .missing { return comparison.symbol == "!=" }
        if let left = left.asNumber, let right = right.asNumber { return comparison.holds(left, right) }
        guard left.asNumber == nil, right.asNumber == nil, ["==", "!="].contains(comparison.symbol) else {
            throw TemplateProblem(
                message: "\(left.kind) and \(right.kind) cannot be compared by \(comparison.symbol)")
        }
        return (left.plainText == right.plainText) == (comparison.symbol == "==")
    }
}

/// Cuts an expression into names, numbers, quoted texts and symbols.
private struct ExpressionScanner {
    private enum Token: Equatable {
        case name(String)
        case literal(Value)
        case symbol(String)

        var spelling: String {
            switch self {
            case .name(let word), .symbol(let word): word
            case .literal(.text(let text)): "\"\(text)\""
            case .literal(let value): value.plainText
            }
        }
    }

    private var tokens: [(token: Token, line: Int)] = []
    private var next = 0

    /// The longest expression in bytes.
    private static let longest = 2000

    init(_ text: String) throws {
        guard text.utf8.count <= Self.longest else {
            throw TemplateProblem(message: "an expression has at most \(Self.longest) bytes")
        }
        // By hand, because a report has hundreds of expressions and a regex takes several times as long.
        var rest = text.drop(while: \.isWhitespace)
        while let first = rest.first {
            let line = text[..<rest.startIndex].count { $0 == "\n" }
            let name = rest.prefix { $0.isLetter || $0.isNumber || "_.-".contains($0) }
            var end = name.endIndex
            if first == "\"" || first == "'" {
                guard let closing = rest.dropFirst().firstIndex(of: first) else {
                    throw TemplateProblem(
                        message: "a text that starts with \(first) is not closed", lineOffset: line)
                }
                tokens.append((.literal(.text(String(rest[..<closing].dropFirst()))), line))
                end = rest.index(after: closing)
            } else if let number = Int(name) {
                tokens.append((.literal(.integer(number)), line))
            } else if let number = Double(name), name.contains(where: \.isNumber) {
                tokens.append((.literal(.number(number)), line))
            } else if name.isEmpty {
                let symbol = rest.prefix("=!<>".contains(first) && rest.dropFirst().first == "=" ? 2 : 1)
                tokens.append((.symbol(String(symbol)), line))
                end = symbol.endIndex
            } else {
                tokens.append((.name(String(name)), line))
            }
            rest = rest[end...].drop(while: \.isWhitespace)
        }
    }

    private var token: Token? { next < tokens.count ? tokens[next].token : nil }

    var isAtEnd: Bool { token == nil }

    /// The token ahead, for a message.
    var rest: String { token?.spelling ?? "the end" }

    func problem(_ message: String) -> TemplateProblem {
        TemplateProblem(message: message, lineOffset: (isAtEnd ? tokens.last : tokens[next])?.line ?? 0)
    }

    /// Passes the name or symbol `word` if it is next.
    mutating func take(_ word: String) -> Bool {
        guard token == .name(word) || token == .symbol(word) else { return false }
        next += 1
        return true
    }

    mutating func source() throws -> Expression.Source {
        let source: Expression.Source
        switch token {
        case .name(let name): source = .name(name)
        case .literal(let value): source = .literal(value)
        case .symbol(let symbol): throw problem("expected the name of a value, but found \(symbol)")
        case nil: throw problem("expected the name of a value, but found nothing")
        }
        next += 1
        return source
    }

    mutating func filterCall() throws -> Expression.FilterCall {
        guard case .name(let name) = token else {
            throw problem("expected the name of a filter after |, but found \(rest)")
        }
        next += 1
        var arguments: [Value] = []
        if take("("), !take(")") {
            repeat {
                switch token {
                case .literal(let value): arguments.append(value)
                case .name(let word):
                    throw problem("the argument \(word) of \(name) must be a number or in quotes")
                case .symbol(let symbol): throw problem("\(symbol) is not an argument of \(name)")
                case nil: throw problem("the arguments of \(name) are not closed with )")
                }
                next += 1
            } while take(",")
            guard take(")") else {
                throw problem("expected , or ) in the arguments of \(name), but found \(rest)")
            }
        }
        return Expression.FilterCall(name: name, arguments: arguments)
    }
}
