/// One option of a command, declared once: parsing, help and error messages come from this value.
///
/// `Settings` is what the command collects its options in.
public struct CommandOption<Settings>: Sendable {
    /// The name, without its two dashes.
    let name: String
    /// The letter of the short form, if there is one.
    let letter: Character?
    /// What the help calls the option's value; `nil` for a flag, which takes none.
    let placeholder: String?
    /// The option's sentence in the help, with limits and default.
    let help: String
    /// What the option takes, in an error's words.
    let expectation: String
    /// Changes the settings by the text of a value; returns whether the option takes the value.
    let apply: @Sendable (inout Settings, String) throws -> Bool

    var takesValue: Bool { placeholder != nil }
}

extension CommandOption {
    /// An option that takes a value.
    ///
    /// - Parameters:
    ///   - kind: which values it takes.
    ///   - words: what it does: a sentence without its full stop, because the help adds limits and default.
    ///   - defaultValue: the value, as it would be typed, that holds if the option is not given; `nil` if the help is to
    ///     name none.
    ///   - apply: changes the settings by a value of the kind.
    public init<Value>(
        _ name: String, letter: Character? = nil, _ kind: OptionKind<Value>, _ words: String,
        default defaultValue: String? = nil, apply: @escaping @Sendable (inout Settings, Value) throws -> Void
    ) {
        let details = [kind.limits, defaultValue.map { "default \($0)" }].compactMap(\.self)
        self.init(
            name: name, letter: letter, placeholder: kind.placeholder,
            help: words + (details.isEmpty ? "." : " (\(details.joined(separator: "; ")))."),
            expectation: kind.expectation
        ) { settings, text in
            guard let value = kind.read(text) else { return false }
            try apply(&settings, value)
            return true
        }
    }

    /// An option without a value.
    public static func flag(
        _ name: String, letter: Character? = nil, _ words: String,
        apply: @escaping @Sendable (inout Settings) -> Void
    ) -> CommandOption {
        CommandOption(
            name: name, letter: letter, placeholder: nil, help: words + ".", expectation: "no value"
        ) { settings, _ in
            apply(&settings)
            return true
        }
    }
}
