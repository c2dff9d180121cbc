import Text

/// An option of a figure or table without the type of its setting, for lists of options. Only ``DirectiveOption``
/// conforms.
public protocol AnyDirectiveOption: Sendable {
    /// The name between the colons of a template's `:name: value` line.
    var name: String { get }
    /// What the option sets, in a few words.
    var summary: String { get }
    /// What may stand after the name: `a number from 1 to 50`.
    var form: String { get }
    /// Whether `text` is of the option's form.
    func accepts(_ text: String) -> Bool
}

/// One option of a figure or table, which a template sets by a line `:name: value`.
///
/// A figure keeps its options as constants and reads them by subscript, so that a value always exists and has its
/// type:
///
///     let scale = DirectiveOption.choice("scale", ["linear", "log"], "spacing of the error axis")
///     …
///     request.settings[scale]
public struct DirectiveOption<Setting: Sendable>: AnyDirectiveOption {
    public let name: String
    public let summary: String
    public let form: String
    /// The setting if the template has no such line.
    public let defaultSetting: Setting
    /// Reads the text after the option's name; `nil` if it is not of the option's form.
    let read: @Sendable (String) -> Setting?

    public func accepts(_ text: String) -> Bool { read(text) != nil }
}

extension DirectiveOption {
    /// One of the options of every document, which is `nil` if it is not set.
    init<Wrapped>(_ name: String, form: String, read: @escaping @Sendable (String) -> Wrapped?)
    where Setting == Wrapped? {
        self.init(name: name, summary: "", form: form, defaultSetting: nil) { read($0).map(Optional.some) }
    }
}

extension DirectiveOption where Setting == Double {
    /// A number in `range`, both ends included.
    public static func number(
        _ name: String, _ defaultSetting: Double, in range: ClosedRange<Double>, _ summary: String
    ) -> Self {
        Self(
            name: name, summary: summary, form: "a number from \(bounds(of: range))",
            defaultSetting: defaultSetting, read: { Double($0).flatMap { range.contains($0) ? $0 : nil } })
    }
}

extension DirectiveOption where Setting == Int {
    /// A whole number in `range`, both ends included.
    public static func integer(
        _ name: String, _ defaultSetting: Int, in range: ClosedRange<Int>, _ summary: String
    ) -> Self {
        Self(
            name: name, summary: summary,
            form: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            defaultSetting: defaultSetting, read: { Int($0).flatMap { range.contains($0) ? $0 : nil } })
    }
}

extension DirectiveOption where Setting == Bool {
    /// `yes` or `no`, `true` or `false`, in upper or lower case.
    public static func flag(_ name: String, _ defaultSetting: Bool, _ summary: String) -> Self {
        Self(
            name: name, summary: summary, form: "yes or no", defaultSetting: defaultSetting,
            read: { ["yes": true, "true": true, "no": false, "false": false][$0.lowercased()] })
    }
}

extension DirectiveOption where Setting == String {
    /// One of `choices`, the first of them by default.
    public static func choice(_ name: String, _ choices: [String], _ summary: String) -> Self {
        Self(
            name: name, summary: summary, form: Phrase.list(choices, "or"),
            defaultSetting: choices.first ?? "", read: { choices.contains($0) ? $0 : nil })
    }
}

/// The two ends of a range: `50 to 2400`.
func bounds(of range: ClosedRange<Double>) -> String {
    "\(NumberText.general(range.lowerBound)) to \(NumberText.general(range.upperBound))"
}

/// The options that a template sets for one figure or table. Every other option has its default.
public struct DirectiveSettings: Hashable, Sendable {
    /// The text of every option that is set, by the option's name.
    private var texts: [String: String] = [:]

    public init() {}

    /// The setting of `option`.
    public subscript<Setting>(_ option: DirectiveOption<Setting>) -> Setting {
        texts[option.name].flatMap(option.read) ?? option.defaultSetting
    }

    /// - Throws: ``TemplateProblem`` if the text is not of the option's form, or the option is set already.
    mutating func set(_ option: any AnyDirectiveOption, to text: String) throws {
        guard option.accepts(text) else {
            throw TemplateProblem(message: "\(option.name) must be \(option.form), not \"\(text)\"")
        }
        guard texts.updateValue(text, forKey: option.name) == nil else {
            throw TemplateProblem(message: "\(option.name) is set twice")
        }
    }

    /// The settings of `options` alone.
    func only(_ options: [any AnyDirectiveOption]) -> Self {
        var result = self
        result.texts = texts.filter { text in options.contains { $0.name == text.key } }
        return result
    }
}
