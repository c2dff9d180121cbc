import Foundation
import Text

/// One value of a run as a template can print it: always placed as text, never read as markup.
public enum Value: Equatable, Sendable {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)
    case date(Date)
    /// A length of time in seconds.
    case duration(Double)
    /// Text set as code: a command, a path, a name.
    case code(String)
    /// The run has no such value, though another run might.
    case missing

    /// What a condition takes the value for: nothing, no, zero and empty text are false.
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

    /// The value as a number, if it is one.
    public var asNumber: Double? {
        switch self {
        case .integer(let number): Double(number)
        case .number(let number), .duration(let number): number
        default: nil
        }
    }

    /// How the value reads when the template asks for nothing else.
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

    /// The kind of value in an error's words.
    var kind: String {
        switch self {
        case .text, .code: "text"
        case .integer: "a whole number"
        case .number: "a number"
        case .flag: "yes or no"
        case .date: "a date"
        case .duration: "a length of time"
        case .missing: "nothing"
        }
    }
}

extension Optional {
    /// The value that `make` makes of what there is, or ``Value/missing``.
    package func value(_ make: (Wrapped) -> Value) -> Value { map(make) ?? .missing }
}
