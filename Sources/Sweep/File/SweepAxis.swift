import BOHP
import Foundation
import Text

/// A setting that varies in a sweep.
public struct SweepAxis: Sendable {
    /// The values of an axis.
    enum Values: Sendable {
        /// One value, which does not vary.
        case constant(text: String, line: Int)
        /// The texts of values, each with its line.
        case list([(text: String, line: Int)])
        /// A range.
        case range(Range)
    }

    /// Numbers between two ends.
    struct Range: Sendable {
        var lower: Double
        var upper: Double
        /// Whether the logarithms of the numbers are evenly spread.
        var isLogarithmic: Bool
        /// The distance between neighbours, counted from zero; `nil` if every number is possible.
        var quantum: Double?
        /// The number of points that a grid takes.
        var points: Int?
    }

    /// The key as the sweep file has it.
    public let key: String
    /// Where the key stands.
    let line: Int
    let values: Values

    /// The names of distributions, which are those of Weights & Biases.
    private static let distributions = [
        "uniform", "int_uniform", "q_uniform", "log_uniform_values", "q_log_uniform_values", "categorical",
        "constant",
    ]

    /// Reads an axis: a value, a list of values, or a mapping with `value`, `values`, or `min` and `max`.
    ///
    /// - Parameter isInteger: whether the setting takes whole numbers only.
    /// - Throws: `LineError`.
    init(_ key: String, line: Int, _ node: TextNode, isInteger: Bool) throws {
        self.key = key
        self.line = line
        if let text = node.scalar {
            values = .constant(text: text, line: node.line)
            return
        }
        guard case .mapping = node.content else {
            values = try Self.list(node, key)
            return
        }
        var members: [String: TextNode] = [:]
        let known = ["value", "values", "min", "max", "distribution", "q", "points"]
        for member in try node.members(key) {
            guard known.contains(member.key) else {
                throw LineError(
                    line: member.line,
                    problem: "\(key) takes no “\(member.key)”"
                        + NearestNames.suggestion(for: member.key, among: known))
            }
            members[member.key] = member.value
        }
        if let distribution = members["distribution"] {
            let name = try distribution.text("the distribution")
            guard Self.distributions.contains(name) else {
                throw LineError(
                    line: distribution.line,
                    problem: "there is no distribution “\(name)”"
                        + NearestNames.suggestion(for: name, among: Self.distributions))
            }
        }
        if let value = members["value"] {
            values = .constant(text: try value.text("the value of \(key)"), line: value.line)
            return
        }
        if let list = members["values"] {
            values = try Self.list(list, key)
            return
        }
        guard let lower = members["min"], let upper = members["max"] else {
            throw LineError(line: line, problem: "\(key) needs values, or min and max")
        }
        let name = members["distribution"]?.scalar ?? (isInteger ? "int_uniform" : "uniform")
        let isLogarithmic = name.contains("log")
        let smallest = isLogarithmic ? Double.leastNormalMagnitude : -1e300
        let least = try lower.number("the min of \(key)", in: smallest...1e300)
        let quantum = try members["q"]?.number("the q of \(key)", in: 1e-300...1e300)
        let points = try members["points"]?.number("the points of \(key)", in: 2...1_000_000)
        values = .range(
            Range(
                lower: least, upper: try upper.number("the max of \(key)", in: least...1e300),
                isLogarithmic: isLogarithmic,
                quantum: quantum ?? (isInteger || name.hasPrefix("int") || name.hasPrefix("q") ? 1 : nil),
                points: points))
    }

    private static func list(_ node: TextNode, _ key: String) throws -> Values {
        .list(
            try node.elements("the values of \(key)").map { (try $0.text("a value of \(key)"), $0.line) })
    }

    /// The text of the only value; `nil` for an axis that varies.
    var constant: String? { if case .constant(let text, _) = values { text } else { nil } }

    /// The values of a grid, in their order.
    ///
    /// - Throws: `LineError` for a range of numbers without `points` and without a distance.
    func grid() throws -> [(text: String, line: Int)] {
        switch values {
        case .constant(let text, let line): return [(text, line)]
        case .list(let list): return list
        case .range(let range):
            if let points = range.points {
                return (0..<points).map { (range.text(at: Double($0) / Double(points - 1)), line) }
            }
            guard let quantum = range.quantum, !range.isLogarithmic else {
                throw LineError(
                    line: line,
                    problem:
                        "\(key) is a range, of which a grid takes points: N, or a distance q; or list its values"
                )
            }
            let first = (range.lower / quantum).rounded(.up)
            let last = (range.upper / quantum).rounded(.down)
            guard first <= last, last - first < 1_000_000 else {
                throw LineError(line: line, problem: "\(key) has no value, or more than a million")
            }
            return (0...Int(last - first)).map { (Range.text((first + Double($0)) * quantum), line) }
        }
    }

    /// The value at the place `share` of the axis, 0..<1.
    func value(at share: Double) -> (text: String, line: Int) {
        switch values {
        case .constant(let text, let line): (text, line)
        case .list(let list): list[min(Int(share * Double(list.count)), list.count - 1)]
        case .range(let range): (range.text(at: share), line)
        }
    }
}

extension SweepAxis.Range {
    /// The number at the place `share` of the range, 0...1, as a text.
    ///
    /// Every fourth digit of the number and every ten thousandth part of the range is kept; the rest is rounded away, so
    /// that the name of a run says its settings exactly, and so that all machines have the same settings although their
    /// mathematical libraries round differently.
    func text(at share: Double) -> String {
        var number =
            isLogarithmic
            ? exp(log(lower) + share * (log(upper) - log(lower))) : lower + share * (upper - lower)
        if let quantum {
            // Whole numbers have equal shares of the range, those at its ends too.
            if !isLogarithmic {
                let (first, last) = ((lower / quantum).rounded(.up), (upper / quantum).rounded(.down))
                number = min(first + (share * (last - first + 1)).rounded(.down), last) * quantum
            } else {
                number = (number / quantum).rounded() * quantum
            }
        } else if number != 0, upper > lower {
            // The products are zero for the smallest numbers.
            let step = max(min(abs(number) * 1e-3, (upper - lower) * 1e-4), .leastNonzeroMagnitude)
            let digits = Int(-log10(step).rounded(.down))
            number = Double(String(format: "%.*f", max(digits, 0), number)) ?? number
        }
        return Self.text(min(max(number, lower), upper))
    }

    /// A number as a text; a whole number has no fraction.
    static func text(_ number: Double) -> String {
        SettingValue.number(Double(String(format: "%.12g", number)) ?? number).description
    }
}
