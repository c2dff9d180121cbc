import Foundation
import Testing
import Text

@testable import Document

@Suite struct ExpressionTests {
    @Test func namesFiltersAndArguments() throws {
        let expression = try Expression(
            parsing: " final.bit_error_rate | percent(2) | default(\"a, (b) | c\", -1.5e3) ")
        #expect(expression.source == .name("final.bit_error_rate"))
        #expect(
            expression.filters == [
                .init(name: "percent", arguments: [.integer(2)]),
                .init(name: "default", arguments: [.text("a, (b) | c"), .number(-1500)]),
            ])
        #expect(try Expression(parsing: "'{{'").source == .literal(.text("{{")))
    }

    @Test(arguments: [
        ("", "found nothing"), ("a b", "found b"), ("a |", "after |"), ("a | f(", "not closed"),
        ("a | f(1", "found the end"), ("a | f(x)", "in quotes"), ("\"a", "not closed"), ("(a)", "found ("),
    ])
    func mistakesAreNamed(text: String, message: String) {
        let problem = #expect(throws: TemplateProblem.self) { try Expression(parsing: text) }
        #expect(problem?.message.contains(message) == true, "\(problem?.message ?? "")")
    }

    private let values: [String: Value] = [
        "yes": .flag(true), "no": .flag(false), "rate": .number(0.01), "count": .integer(3),
        "word": .text("done"),
        "empty": .text(""), "gone": .missing, "nan": .number(.nan),
    ]

    @Test(arguments: [
        ("yes", true), ("no", false), ("not no", true), ("not not yes", true), ("gone", false),
        ("not gone", true),
        ("empty", false), ("nan", false), ("yes and no", false), ("no or yes", true),
        ("no and no or yes", true),
        ("yes or yes and no", true), ("rate < 0.02", true), ("rate >= 0.02", false), ("count == 3", true),
        ("count == 3.0", true), ("count != 3", false), ("word == \"done\"", true), ("word != 'done'", false),
        ("gone < 1", false), ("gone == 1", false), ("gone != 1", true), ("count > rate", true),
        ("not count > 5", true), ("nan < 1", false),
    ])
    func conditions(text: String, expected: Bool) throws {
        let holds = try Condition.holds(text) { name in try #require(values[name]) }
        #expect(holds == expected)
    }

    @Test func aMisspeltNameIsNotHiddenByAnOr() throws {
        #expect(throws: TemplateProblem.self) {
            try Condition.holds("yes or missspelt") { name in
                guard let value = values[name] else { throw TemplateProblem(message: name) }
                return value
            }
        }
    }

    @Test(arguments: ["", "yes and", "yes yes", "yes &", "word < 1", "== 3"])
    func conditionsThatMakeNoSense(text: String) {
        #expect(throws: TemplateProblem.self) {
            try Condition.holds(text) { values[$0] ?? .missing }
        }
    }
}

@Suite struct FilterTests {
    private func apply(_ text: String, to value: Value) throws -> Value {
        try Expression(parsing: "x | " + text).filters.reduce(value) { try Filter.apply($1, to: $0) }
    }

    @Test(arguments: [
        ("percent(2)", Value.number(0.0089), "0.89\u{A0}%"), ("percent", .number(0.256), "26\u{A0}%"),
        ("percent(1)", .integer(1), "100.0\u{A0}%"), ("fixed(2)", .number(-0.616), "\u{2212}0.62"),
        ("fixed(1)", .number(-0.01), "0.0"), ("fixed(3)", .integer(2), "2.000"),
        ("significant(3)", .number(0.61934), "0.619"), ("significant(2)", .number(9.99), "10"),
        ("significant(3)", .number(123_456_789), "1.23\u{A0}×\u{A0}10⁸"), ("significant(3)", .number(0), "0"),
        ("scientific(1)", .number(1.53e-11), "1.5\u{A0}×\u{A0}10⁻¹¹"),
        ("si(\"s\")", .number(0.00052), "520\u{A0}µs"),
        ("si(\"B\")", .integer(25_276_502_016), "25.3\u{A0}GB"), ("si", .number(999.7), "1.00\u{A0}k"),
        ("grouped", .integer(10_000), "10,000"), ("grouped", .integer(-1_234_567), "\u{2212}1,234,567"),
        ("grouped", .integer(9999), "9999"), ("words", .integer(3), "three"), ("words", .integer(40), "40"),
        ("count(\"step\")", .integer(1), "1\u{A0}step"), ("count(\"step\")", .integer(66), "66\u{A0}steps"),
        ("count(\"axis\", \"axes\")", .integer(2), "2\u{A0}axes"), ("capitalize", .text("done"), "Done"),
        ("date", .date(Date(timeIntervalSince1970: 0)), "1 January 1970"),
        ("date(\"iso\")", .date(Date(timeIntervalSince1970: 1_800_000_000)), "2027-01-15T08:00:00Z"),
        ("time", .date(Date(timeIntervalSince1970: 3600)), "01:00 UTC"),
        ("duration", .integer(3725), "1\u{A0}h 2\u{A0}min"),
        ("default(\"none\")", .missing, "none"), ("percent | default(\"none\")", .missing, "none"),
        ("default(\"none\")", .integer(0), "0"), ("fixed(2)", .number(.nan), "not a number"),
        ("fixed(0)", .number(-.infinity), "\u{2212}∞"),
    ])
    func results(filters: String, value: Value, expected: String) throws {
        #expect(try apply(filters, to: value).plainText == expected)
    }

    @Test(arguments: [
        ("precent(2)", Value.number(1), "did you mean percent?"), ("percent(\"2\")", .number(1), "digits"),
        ("fixed", .number(1), "write fixed(n)"), ("fixed(1, 2)", .number(1), "write fixed(n)"),
        ("fixed(99)", .number(1), "from 0 to 15"), ("percent", .text("a"), "is text"),
        ("grouped", .number(0.5), "whole number"), ("date", .integer(3), "takes a date"),
        ("date(\"us\")", .date(Date()), "not us"), ("count(3)", .integer(3), "in quotes"),
    ])
    func mistakesAreNamed(filters: String, value: Value, message: String) {
        let problem = #expect(throws: TemplateProblem.self) { try apply(filters, to: value) }
        #expect(problem?.message.contains(message) == true, "\(problem?.message ?? "")")
    }

    @Test(arguments: [
        (0.0000032, "3.20\u{A0}µs"), (0.25, "0.25\u{A0}s"), (2.861, "2.9\u{A0}s"),
        (75.3, "1\u{A0}min 15\u{A0}s"),
        (3600, "1\u{A0}h"), (90_000, "1\u{A0}d 1\u{A0}h"), (59.7, "1\u{A0}min"),
    ])
    func durations(seconds: Double, expected: String) { #expect(TimeText.duration(seconds) == expected) }

    @Test(arguments: [
        (0.003, "0.003"), (3e-5, "3\u{A0}×\u{A0}10⁻⁵"), (1e-8, "1\u{A0}×\u{A0}10⁻⁸"), (20, "20"),
        (-0.5, "\u{2212}0.5"),
        (0.012345678, "0.0123457"), (1e21, "1\u{A0}×\u{A0}10²¹"),
    ])
    func numbersThatNobodyFormatted(number: Double, expected: String) {
        #expect(Value.number(number).plainText == expected)
    }
}
