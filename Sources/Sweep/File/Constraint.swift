import BOHP
import Text

/// A condition on the settings of a run, such as `patterns < pattern_size / 4 and not learn_eta`.
///
/// Operators, loosest first: `or`, `and`, `not`, comparisons (`<`, `<=`, `>`, `>=`, `==`, `!=`), `+` and `-`, `*` and `/`,
/// the sign. Operands: numbers, `yes` and `no`, texts in quotes, settings by key or path, and expressions in parentheses.
struct Constraint: Sendable {
    /// The condition as written.
    let text: String
    /// Its line in the sweep file.
    let line: Int
    private let expression: Expression

    /// The largest number of operators and operands, because reading them recurses.
    private static let longest = 200

    /// Reads a condition.
    ///
    /// - Throws: `LineError`.
    init(_ node: TextNode) throws {
        text = try node.text("a constraint")
        line = node.line
        do {
            var parser = Parser(tokens: try Self.tokens(text)[...])
            expression = try parser.expression()
            guard parser.tokens.isEmpty else { throw Problem("“\(parser.tokens.joined(separator: " "))”") }
        } catch let problem as Problem {
            throw LineError(
                line: line, problem: "the constraint “\(text)” cannot be read from \(problem.words) on")
        }
    }

    /// Whether the condition holds.
    ///
    /// - Throws: `LineError` for a setting that the configuration lacks, and for a result that is not yes or no.
    func holds(for configuration: Configuration, _ repertoire: Repertoire) throws -> Bool {
        let settings = repertoire.settings(of: configuration)
        do {
            let result = try expression.value { name in
                let path = name == "task" ? "task.name" : name
                guard let setting = settings.first(where: { $0.key == path || $0.path == path }) else {
                    let known = Set(settings.map(\.path) + settings.map(\.key))
                    throw Problem(
                        "there is no setting “\(name)”" + NearestNames.suggestion(for: name, among: known))
                }
                return setting.value(in: configuration)
            }
            guard case .flag(let holds) = result else { throw Problem("it is \(result), not yes or no") }
            return holds
        } catch let problem as Problem {
            throw LineError(line: line, problem: "the constraint “\(text)”: \(problem.words)")
        }
    }

    private struct Problem: Error {
        var words: String
        init(_ words: String) { self.words = words }
    }

    private indirect enum Expression: Sendable {
        case literal(SettingValue)
        case setting(String)
        case unary(String, Expression)
        case binary(String, Expression, Expression)

        func value(_ lookup: (String) throws -> SettingValue) throws -> SettingValue {
            switch self {
            case .literal(let value): return value
            case .setting(let name): return try lookup(name)
            case .unary(let name, let operand):
                let value = try operand.value(lookup)
                if name == "not" { return .flag(!(try Self.flag(value, name))) }
                return .number(-(try Self.number(value, name)))
            case .binary(let name, let left, let right):
                let first = try left.value(lookup)
                // The right side of a decided `and` or `or` may have no value.
                if name == "and", try !Self.flag(first, name) { return .flag(false) }
                if name == "or", try Self.flag(first, name) { return .flag(true) }
                return try Self.value(name, first, right.value(lookup))
            }
        }

        private static func value(_ name: String, _ first: SettingValue, _ second: SettingValue) throws
            -> SettingValue
        {
            switch (name, first, second) {
            case ("and", _, _), ("or", _, _): return .flag(try flag(second, name))
            case ("==", .text, .text), ("==", .flag, .flag): return .flag(first == second)
            case ("!=", .text, .text), ("!=", .flag, .flag): return .flag(first != second)
            default: break
            }
            let (a, b) = (try number(first, name), try number(second, name))
            return switch name {
            case "+": .number(a + b)
            case "-": .number(a - b)
            case "*": .number(a * b)
            case "/": .number(a / b)
            case "<": .flag(a < b)
            case "<=": .flag(a <= b)
            case ">": .flag(a > b)
            case ">=": .flag(a >= b)
            case "==": .flag(a == b)
            default: .flag(a != b)
            }
        }

        private static func flag(_ value: SettingValue, _ name: String) throws -> Bool {
            guard case .flag(let flag) = value else {
                throw Problem("“\(name)” needs yes or no, not \(value)")
            }
            return flag
        }

        private static func number(_ value: SettingValue, _ name: String) throws -> Double {
            switch value {
            case .integer(let number): return Double(number)
            case .number(let number): return number
            case .flag, .text: throw Problem("“\(name)” needs a number, not \(value)")
            }
        }
    }

    private static func tokens(_ text: String) throws -> [String] {
        let token =
            /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|[A-Za-z_][A-Za-z0-9_.]*|"[^"]*"|'[^']*'|[<>=!]=|[-+*\/<>()]/
        var tokens: [String] = []
        var rest = text[...].drop(while: \.isWhitespace)
        while !rest.isEmpty {
            guard let match = rest.prefixMatch(of: token) else { throw Problem("“\(rest)”") }
            tokens.append(String(match.output))
            rest = rest[match.range.upperBound...].drop(while: \.isWhitespace)
            guard tokens.count <= longest else {
                throw Problem("part \(longest + 1), which is one too many,")
            }
        }
        return tokens
    }

    /// Parses by precedence climbing.
    private struct Parser {
        var tokens: ArraySlice<String>

        private static let levels: [Set<String>] = [
            ["or"], ["and"], [], ["<", "<=", ">", ">=", "==", "!="], ["+", "-"], ["*", "/"],
        ]
        private static let levelOfNot = 2
        private static let levelOfComparisons = 3

        mutating func expression(level: Int = 0) throws -> Expression {
            if level == Self.levelOfNot, tokens.first == "not" {
                tokens.removeFirst()
                return .unary("not", try expression(level: level))
            }
            guard level < Self.levels.count else { return try operand() }
            var left = try expression(level: level + 1)
            while let name = tokens.first, Self.levels[level].contains(name) {
                tokens.removeFirst()
                left = .binary(name, left, try expression(level: level + 1))
                if level == Self.levelOfComparisons { break }
            }
            return left
        }

        private mutating func operand() throws -> Expression {
            guard let token = tokens.popFirst() else { throw Problem("its end") }
            switch token {
            case "-", "+":
                let operand = try operand()
                return token == "-" ? .unary("-", operand) : operand
            case "(":
                let inner = try expression()
                guard let end = tokens.popFirst(), end == ")" else { throw Problem("a missing “)”") }
                return inner
            case "yes", "true": return .literal(.flag(true))
            case "no", "false": return .literal(.flag(false))
            case "and", "or", "not": throw Problem("“\(token)”")
            default: break
            }
            if let number = Double(token) { return .literal(.number(number)) }
            guard let first = token.first else { throw Problem("its end") }
            if first == "\"" || first == "'" { return .literal(.text(String(token.dropFirst().dropLast()))) }
            guard first.isLetter || first == "_" else { throw Problem("“\(token)”") }
            return .setting(token)
        }
    }
}
