import Foundation
import Text

/// A function that formats a value in a substitution: `{{ final.loss | fixed(3) }}`.
///
/// A new filter is a new entry of ``all``.
public struct Filter: Sendable {
    /// The name as a template writes it, with arguments: `fixed(n)`.
    public let usage: String
    /// What the filter does, in a few words.
    public let summary: String
    /// The allowed numbers of arguments.
    var arguments = 0...0
    /// Formats the value of a call. Only `default` receives a missing value.
    let apply: @Sendable (FilterInput) throws -> Value

    var name: String { String(usage.prefix { $0 != "(" }) }
}

/// A value to be formatted, and the arguments of the filter.
struct FilterInput {
    let value: Value
    let call: Expression.FilterCall

    private func mismatch(_ wanted: String) -> TemplateProblem {
        TemplateProblem(message: "the filter \(call.name) takes \(wanted), but this value is \(value.kind)")
    }

    func number() throws -> Double {
        guard let number = value.asNumber else { throw mismatch("a number") }
        return number
    }

    func integer() throws -> Int {
        guard let integer = value.asNumber.flatMap(Int.init(exactly:)) else {
            throw mismatch("a whole number")
        }
        return integer
    }

    func date() throws -> Date {
        guard case .date(let date) = value else { throw mismatch("a date") }
        return date
    }

    /// The argument at `index`; `nil` if there are fewer.
    func text(_ index: Int) throws -> String? {
        guard call.arguments.indices.contains(index) else { return nil }
        guard case .text(let text) = call.arguments[index] else {
            throw TemplateProblem(message: "the argument of \(call.name) must be in quotes")
        }
        return text
    }

    /// The first argument, or 0.
    func digits(_ range: ClosedRange<Int> = 0...15) throws -> Int {
        guard let argument = call.arguments.first else { return 0 }
        guard case .integer(let digits) = argument, range.contains(digits) else {
            throw TemplateProblem(
                message:
                    "the number of digits of \(call.name) must be a whole number from \(range.lowerBound) to "
                    + "\(range.upperBound), not \(argument.plainText)")
        }
        return digits
    }
}

extension Filter {
    /// Every filter.
    public static let all: [Filter] = [
        Filter(usage: "fixed(n)", summary: "exactly n digits after the point", arguments: 1...1) {
            .text(NumberText.fixed(try $0.number(), digits: try $0.digits()))
        },
        Filter(usage: "significant(n)", summary: "n significant digits", arguments: 1...1) {
            .text(NumberText.significant(try $0.number(), digits: try $0.digits(1...15)))
        },
        Filter(
            usage: "scientific(n)", summary: "a power of ten, n digits after the point", arguments: 1...1
        ) { .text(NumberText.scientific(try $0.number(), digits: try $0.digits())) },
        Filter(
            usage: "percent(n)", summary: "a fraction as a percentage, n digits after the point",
            arguments: 0...1
        ) { .text(NumberText.percent(try $0.number(), digits: try $0.digits())) },
        Filter(
            usage: "si(\"s\")", summary: "three significant digits with an SI prefix and the unit",
            arguments: 0...1
        ) { .text(NumberText.si(try $0.number(), unit: try $0.text(0) ?? "")) },
        Filter(usage: "grouped", summary: "a whole number with commas between its thousands") {
            .text(NumberText.grouped(try $0.integer()))
        },
        Filter(usage: "words", summary: "a whole number up to twelve in words") {
            .text(NumberText.words(try $0.integer()))
        },
        Filter(
            usage: "count(\"episode\")",
            summary: "a whole number and its noun; the second argument is an irregular plural",
            arguments: 1...2
        ) {
            let count = try $0.integer()
            let noun = try $0.text(0) ?? ""
            let plural = try $0.text(1) ?? noun + "s"
            return .text(
                NumberText.grouped(count) + NumberText.noBreakSpace + (count == 1 ? noun : plural))
        },
        Filter(
            usage: "date", summary: "a date without its time; date(\"iso\") is the date and time of ISO 8601",
            arguments: 0...1
        ) {
            let date = try $0.date()
            guard let form = $0.call.arguments.first else { return .text(TimeText.date(date)) }
            guard form == .text("iso") else {
                throw TemplateProblem(message: "the argument of date must be \"iso\", not \(form.plainText)")
            }
            return .text(TimeText.iso8601(date))
        },
        Filter(usage: "time", summary: "the time of day of a date, UTC") {
            .text(TimeText.time(try $0.date()))
        },
        Filter(usage: "duration", summary: "a number of seconds as hours, minutes and seconds") {
            .text(TimeText.duration(try $0.number()))
        },
        Filter(usage: "capitalize", summary: "the first letter in upper case") {
            let text = $0.value.plainText
            return .text(Phrase.sentenceStart(text))
        },
        Filter(usage: "code", summary: "set as code") { .code($0.value.plainText) },
        Filter(
            usage: "default(\"none\")", summary: "replaces a value that the run does not have",
            arguments: 1...1
        ) { $0.value == .missing ? $0.call.arguments[0] : $0.value },
    ]

    /// Applies the filter that `call` names to `value`.
    ///
    /// - Throws: ``TemplateProblem`` if there is no such filter, or its arguments or the value do not fit.
    static func apply(_ call: Expression.FilterCall, to value: Value) throws -> Value {
        guard let filter = all.first(where: { $0.name == call.name }) else {
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
        return try filter.apply(FilterInput(value: value, call: call))
    }
}
