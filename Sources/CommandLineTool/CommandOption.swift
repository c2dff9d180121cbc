/// One option of a command, declared once: parsing, help and errors all come from this.
///
/// `Settings` is what the command collects its options in.
public struct CommandOption<Settings> {
    /// The name without its two dashes.
    public let name: String
    /// A letter for the short form, if there is one.
    public let letter: Character?
    /// What the help calls the option's value; `nil` if it takes none.
    public let value: String?
    /// What the option does.
    public let help: String
    let apply: (inout Settings, String) throws -> Void

    /// An option without a value.
    public static func flag(
        _ name: String, letter: Character? = nil, help: String, apply: @escaping (inout Settings) -> Void
    ) -> CommandOption {
        CommandOption(name: name, letter: letter, value: nil, help: help) { settings, _ in apply(&settings) }
    }

    /// An option with a text for its value.
    public static func text(
        _ name: String, letter: Character? = nil, value: String, help: String,
        apply: @escaping (inout Settings, String) throws -> Void
    ) -> CommandOption {
        CommandOption(name: name, letter: letter, value: value, help: help, apply: apply)
    }

    /// An option with a whole number in a range for its value.
    public static func integer(
        _ name: String, value: String = "N", in range: ClosedRange<Int>, help: String,
        apply: @escaping (inout Settings, Int) -> Void
    ) -> CommandOption {
        CommandOption(name: name, letter: nil, value: value, help: help) { settings, text in
            guard let number = Int(text), range.contains(number) else {
                throw OptionValueError(
                    expected: "a whole number from \(range.lowerBound) to \(range.upperBound)")
            }
            apply(&settings, number)
        }
    }

    /// An option with a number in a range for its value.
    public static func number(
        _ name: String, value: String = "X", in range: ClosedRange<Double>, help: String,
        apply: @escaping (inout Settings, Double) -> Void
    ) -> CommandOption {
        CommandOption(name: name, letter: nil, value: value, help: help) { settings, text in
            guard let number = Double(text), range.contains(number) else {
                throw OptionValueError(
                    expected: "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))")
            }
            apply(&settings, number)
        }
    }

    /// A bound as people write it: `50`, not `50.0`.
    private static func plain(_ bound: Double) -> String {
        Int(exactly: bound).map(String.init) ?? "\(bound)"
    }

    /// An option with one of an enumeration's raw values for its value.
    public static func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, of _: Choice.Type, help: String, apply: @escaping (inout Settings, Choice) -> Void
    ) -> CommandOption where Choice.RawValue == String {
        let names = Choice.allCases.map(\.rawValue)
        return CommandOption(name: name, letter: nil, value: names.joined(separator: "|"), help: help) {
            settings, text in
            guard let choice = Choice(rawValue: text) else {
                throw OptionValueError(expected: names.joined(separator: ", "))
            }
            apply(&settings, choice)
        }
    }
}

/// A value that its option cannot take; the parser adds which option and which word it was.
struct OptionValueError: Error {
    var expected: String
}
