/// One option of a command, declared once: parsing, help and error messages come from this value.
///
/// `Settings` is what the command collects its options in.
public struct CommandOption<Settings>: Sendable {
    /// The name, without its two dashes.
    public let name: String
    /// The letter of the short form, if there is one.
    public let letter: Character?
    /// What the help calls the option's value; `nil` for a flag, which takes none.
    public let placeholder: String?
    /// The option's sentence in the help, with limits and default.
    public let help: String
    /// What the option takes, in an error's words.
    let expectation: String
    let accepts: @Sendable (String) -> Bool
    let apply: @Sendable (inout Settings, String) throws -> Void

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
        self.name = name
        self.letter = letter
        placeholder = kind.placeholder
        help = words + (details.isEmpty ? "." : " (\(details.joined(separator: "; "))).")
        expectation = kind.expectation
        accepts = { kind.read($0) != nil }
        self.apply = { settings, text in
            if let value = kind.read(text) { try apply(&settings, value) }
        }
    }

    private init(
        flag name: String, letter: Character?, _ words: String,
        apply: @escaping @Sendable (inout Settings) -> Void
    ) {
        self.name = name
        self.letter = letter
        placeholder = nil
        help = words + "."
        expectation = "no value"
        accepts = { _ in false }
        self.apply = { settings, _ in apply(&settings) }
    }

    /// An option without a value.
    public static func flag(
        _ name: String, letter: Character? = nil, _ words: String,
        apply: @escaping @Sendable (inout Settings) -> Void
    ) -> CommandOption {
        CommandOption(flag: name, letter: letter, words, apply: apply)
    }
}
