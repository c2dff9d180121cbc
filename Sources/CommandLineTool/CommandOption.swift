import Text

/// One option of a command, declared once: parsing, help and error messages come from this value.
///
/// `Settings` is what the command collects its options in.
public struct CommandOption<Settings>: Sendable {
    /// What an option takes.
    public enum Kind: Equatable, Sendable {
        /// No value.
        case flag
        /// Any text.
        case text
        /// A whole number.
        case integer(ClosedRange<Int>)
        /// A number.
        case number(ClosedRange<Double>)
        /// One of the names.
        case choice([String])
    }

    /// The name, without its two dashes.
    public let name: String
    /// The letter of the short form, if there is one.
    public let letter: Character?
    /// What the option takes.
    public let kind: Kind
    /// What the help calls the option's value; empty for a flag.
    public let placeholder: String
    /// What the option does: a sentence without its full stop, because the help adds limits and default to it.
    public let words: String
    /// The value that holds if the option is not given, as it would be typed; `nil` if the help names none.
    public let defaultValue: String?
    let apply: @Sendable (inout Settings, OptionValue) throws -> Void

    /// An option.
    ///
    /// - Parameters:
    ///   - placeholder: `N` for a whole number, `X` for a number and `NAME` otherwise, unless another one is given.
    ///   - apply: changes the settings by a value of the option's kind.
    public init(
        _ name: String, letter: Character? = nil, _ kind: Kind, placeholder: String? = nil, _ words: String,
        default defaultValue: String? = nil,
        apply: @escaping @Sendable (inout Settings, OptionValue) throws -> Void
    ) {
        self.name = name
        self.letter = letter
        self.kind = kind
        self.placeholder =
            switch kind {
            case .flag: ""
            case .integer: placeholder ?? "N"
            case .number: placeholder ?? "X"
            case .text, .choice: placeholder ?? "NAME"
            }
        self.words = words
        self.defaultValue = defaultValue
        self.apply = apply
    }

    /// The value that a text stands for; `nil` if the option cannot take it.
    func value(of text: String) -> OptionValue? {
        switch kind {
        case .flag: nil
        case .text: .text(text)
        case .integer(let range): Int(text).flatMap { range.contains($0) ? .integer($0) : nil }
        case .number(let range): Double(text).flatMap { range.contains($0) ? .number($0) : nil }
        case .choice(let names): names.contains(text) ? .text(text) : nil
        }
    }

    /// What the option takes, in an error's words.
    var expectation: String {
        switch kind {
        case .flag: "no value"
        case .text: "a text"
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range):
            "a number from \(Self.plain(range.lowerBound)) to \(Self.plain(range.upperBound))"
        case .choice(let names): Phrase.list(names, "or")
        }
    }

    /// The option's sentence in the help.
    var help: String {
        let details = [limits, defaultValue.map { "default \($0)" }].compactMap(\.self)
        return words + (details.isEmpty ? "." : " (\(details.joined(separator: "; "))).")
    }

    /// What may be given; `nil` for everything. Bounds from a million on only keep numbers finite, and are left out.
    private var limits: String? {
        switch kind {
        case .flag, .text: nil
        case .integer(let range): Self.limits(Double(range.lowerBound), Double(range.upperBound))
        case .number(let range): Self.limits(range.lowerBound, range.upperBound)
        case .choice(let names): Phrase.list(names, "or")
        }
    }

    private static func limits(_ lower: Double, _ upper: Double) -> String? {
        if upper < 1e6 { return "\(plain(lower)) to \(plain(upper))" }
        return lower > -1e6 ? "at least \(plain(lower))" : nil
    }

    /// A number as people write it: `50`, not `50.0`.
    static func plain(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? "\(number)" }
}

/// The value of an option on a command line.
public enum OptionValue: Equatable, Sendable {
    /// A flag was given.
    case flag
    /// A text, or one of an option's names.
    case text(String)
    /// A whole number within the option's range.
    case integer(Int)
    /// A number within the option's range.
    case number(Double)
}

extension CommandOption {
    /// An option without a value.
    public static func flag(
        _ name: String, letter: Character? = nil, _ words: String,
        apply: @escaping @Sendable (inout Settings) -> Void
    ) -> CommandOption {
        CommandOption(name, letter: letter, .flag, words) { settings, _ in apply(&settings) }
    }

    /// An option that takes any text.
    public static func text(
        _ name: String, letter: Character? = nil, _ placeholder: String, _ words: String,
        default: String? = nil,
        apply: @escaping @Sendable (inout Settings, String) throws -> Void
    ) -> CommandOption {
        CommandOption(name, letter: letter, .text, placeholder: placeholder, words, default: `default`) {
            if case .text(let text) = $1 { try apply(&$0, text) }
        }
    }

    /// An option that takes a whole number.
    public static func integer(
        _ name: String, _ placeholder: String? = nil, in range: ClosedRange<Int>, _ words: String,
        default: Int? = nil,
        apply: @escaping @Sendable (inout Settings, Int) throws -> Void
    ) -> CommandOption {
        CommandOption(
            name, .integer(range), placeholder: placeholder, words, default: `default`.map(String.init)
        ) {
            if case .integer(let number) = $1 { try apply(&$0, number) }
        }
    }

    /// An option that takes a number.
    public static func number(
        _ name: String, _ placeholder: String? = nil, in range: ClosedRange<Double>, _ words: String,
        default: Double? = nil, apply: @escaping @Sendable (inout Settings, Double) throws -> Void
    ) -> CommandOption {
        CommandOption(name, .number(range), placeholder: placeholder, words, default: `default`.map(plain)) {
            if case .number(let number) = $1 { try apply(&$0, number) }
        }
    }

    /// An option that takes one of an enumeration's raw values.
    public static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ name: String, of _: Choice.Type, _ words: String, default: Choice? = nil,
        apply: @escaping @Sendable (inout Settings, Choice) throws -> Void
    ) -> CommandOption where Choice.RawValue == String {
        CommandOption(name, .choice(Choice.allCases.map(\.rawValue)), words, default: `default`?.rawValue) {
            if case .text(let text) = $1, let choice = Choice(rawValue: text) { try apply(&$0, choice) }
        }
    }
}
