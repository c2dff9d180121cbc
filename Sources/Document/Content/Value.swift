import Foundation
import Text

/// A value that a template can print. It is always placed as text and never read as markup.
public enum Value: Equatable, Sendable {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)
    case date(Date)
    /// A duration in seconds.
    case duration(Double)
    /// Text set as code: a command, a path, a name.
    case code(String)
    /// The subject has no such value, though another might.
    case missing

    /// The value as a condition: missing, no, zero, NaN and empty text are false.
    var isTrue: Bool {
        switch self {
        case .missing: false
        case .flag(let flag): flag
        case .integer(let number): number != 0
        case .number(let number), .duration(let number): number != 0 && !number.isNaN
        case .text(let text), .code(let text): !text.isEmpty
        case .date: true
        }
    }

    /// The number, whole number or duration as a `Double`; `nil` for other kinds.
    public var asNumber: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number), .duration(let number): number
        default: nil
        }
    }

    /// The text of the value without a filter; empty for a missing value.
    public var plainText: String {
        switch self {
        case .text(let text), .code(let text): text
        case .integer(let number): NumberText.integer(number)
        case .number(let number): NumberText.general(number)
        case .flag(let flag): flag ? "yes" : "no"
        case .date(let date): TimeText.dateAndTime(date)
        case .duration(let seconds): TimeText.duration(seconds)
        case .missing: ""
        }
    }

    /// The kind of the value, for error messages.
    var kind: String {
        switch self {
        case .text, .code: "text"
        case .integer: "a whole number"
        case .number: "a number"
        case .flag: "yes or no"
        case .date: "a date"
        case .duration: "a duration"
        case .missing: "nothing"
        }
    }
}

extension Optional {
    /// The wrapped value as `make` converts it, or ``Value/missing``.
    package func value(_ make: (Wrapped) -> Value) -> Value { map(make) ?? .missing }
}
