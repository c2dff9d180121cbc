import Text

/// A function that formats a value in a substitution: `{{ final.loss | fixed(3) }}`.
///
/// A new filter is a new entry of ``all``.
public struct Filter: Sendable {
    var name: String
    /// The name as a template writes it, with arguments: `fixed(n)`.
    public let usage: String
    /// What the filter does, in a few words.
    public let summary: String
    /// The allowed numbers of arguments.
    var arguments: ClosedRange<Int>
    /// Formats a value. Only `default` receives a missing value.
    var apply: @Sendable (Value, [Value]) throws -> Value
}

extension Filter {
    /// Every filter.
    public static let all: [Filter] = [
        Filter(
            name: "fixed", usage: "fixed(n)", summary: "exactly n digits after the point", arguments: 1...1
        ) { .text(NumberText.fixed(try number($0, "fixed"), digits: try digits($1[0], 0...15, "fixed"))) },
        Filter(
            name: "significant", usage: "significant(n)", summary: "n significant digits", arguments: 1...1
        ) {
            .text(
                NumberText.significant(
                    try number($0, "significant"), digits: try digits($1[0], 1...15, "significant")))
        },
        Filter(
            name: "scientific", usage: "scientific(n)", summary: "a power of ten, n digits after the point",
            arguments: 1...1
        ) {
            .text(
                NumberText.scientific(
                    try number($0, "scientific"), digits: try digits($1[0], 0...15, "scientific")))
        },
        Filter(
            name: "percent", usage: "percent(n)",
            summary: "a fraction as a percentage, n digits after the point",
            arguments: 0...1
        ) {
            .text(
                NumberText.percent(
                    try number($0, "percent"),
                    digits: try $1.first.map { try digits($0, 0...15, "percent") } ?? 0))
        },
        Filter(
            name: "si", usage: "si(\"s\")",
            summary: "three significant digits with an SI prefix and the unit",
            arguments: 0...1
        ) { .text(NumberText.si(try number($0, "si"), unit: try $1.first.map { try text($0, "si") } ?? "")) },
        Filter(
            name: "grouped", usage: "grouped", summary: "a whole number with commas between its thousands",
            arguments: 0...0
        ) { value, _ in .text(NumberText.grouped(try integer(value, "grouped"))) },
        Filter(
            name: "words", usage: "words", summary: "a whole number up to twelve in words", arguments: 0...0
        ) { value, _ in .text(NumberText.words(try integer(value, "words"))) },
        Filter(
            name: "count", usage: "count(\"episode\")",
            summary: "a whole number and its noun; the second argument is an irregular plural",
            arguments: 1...2
        ) {
            let count = try integer($0, "count")
            let noun = try text($1[0], "count")
            let plural = try $1.count > 1 ? text($1[1], "count") : noun + "s"
            return .text(
                NumberText.grouped(count) + NumberText.noBreakSpace + (count == 1 ? noun : plural))
        },
        Filter(
            name: "date", usage: "date",
            summary: "a date without its time; date(\"iso\") is the date and time of ISO 8601",
            arguments: 0...1
        ) {
            guard case .date(let date) = $0 else { throw mismatch("date", "a date", $0) }
            guard let form = $1.first else { return .text(TimeText.date(date)) }
            guard form == .text("iso") else {
                throw TemplateProblem(message: "the argument of date must be \"iso\", not \(form.plainText)")
            }
            return .text(TimeText.iso8601(date))
        },
        Filter(name: "time", usage: "time", summary: "the time of day of a date, UTC", arguments: 0...0) {
            value, _ in
            guard case .date(let date) = value else { throw mismatch("time", "a date", value) }
            return .text(TimeText.time(date))
        },
        Filter(
            name: "duration", usage: "duration", summary: "a number of seconds as hours, minutes and seconds",
            arguments: 0...0
        ) { value, _ in .text(TimeText.duration(try number(value, "duration"))) },
        Filter(
            name: "capitalize", usage: "capitalize", summary: "the first letter in upper case",
            arguments: 0...0
        ) { value, _ in
            let text = value.plainText
            return .text(text.prefix(1).uppercased() + text.dropFirst())
        },
        Filter(name: "code", usage: "code", summary: "set as code", arguments: 0...0) { value, _ in
            .code(value.plainText)
        },
        Filter(
            name: "default", usage: "default(\"none\")",
            summary: "replaces a value that the run does not have",
            arguments: 1...1
        ) { $0 == .missing ? $1[0] : $0 },
    ]

    private static let byName = Dictionary(uniqueKeysWithValues: all.map { ($0.name, $0) })

    /// Applies the filter that `call` names to `value`.
    ///
    /// - Throws: ``TemplateProblem`` if there is no such filter, or its arguments or the value do not fit.
    static func apply(_ call: Expression.FilterCall, to value: Value) throws -> Value {
        guard let filter = byName[call.name] else {
            throw TemplateProblem(
                message: "there is no filter \(call.name)"
                    + NearestNames.suggestion(for: call.name, among: all.map(\.name)))
        }
        guard filter.arguments.contains(call.arguments.count) else {
            throw TemplateProblem(
                message:
                    "the filter \(call.name) got \(call.arguments.count) arguments; write \(filter.usage)")
        }
        if value == .missing, filter.name != "default" { return .missing }
        return try filter.apply(value, call.arguments)
    }

    private static func mismatch(_ filter: String, _ wanted: String, _ value: Value) -> TemplateProblem {
        TemplateProblem(message: "the filter \(filter) takes \(wanted), but this value is \(value.kind)")
    }

    private static func number(_ value: Value, _ filter: String) throws -> Double {
        guard let number = value.asNumber else { throw mismatch(filter, "a number", value) }
        return number
    }

    private static func integer(_ value: Value, _ filter: String) throws -> Int {
        guard let number = value.asNumber, let integer = Int(exactly: number) else {
            throw mismatch(filter, "a whole number", value)
        }
        return integer
    }

    private static func text(_ value: Value, _ filter: String) throws -> String {
        guard case .text(let text) = value else {
            throw TemplateProblem(message: "the argument of \(filter) must be in quotes")
        }
        return text
    }

    private static func digits(_ value: Value, _ range: ClosedRange<Int>, _ filter: String) throws -> Int {
        guard case .integer(let digits) = value, range.contains(digits) else {
            throw TemplateProblem(
                message:
                    "the number of digits of \(filter) must be a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound), not \(value.plainText)")
        }
        return digits
    }
}
