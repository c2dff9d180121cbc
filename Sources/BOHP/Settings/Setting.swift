/// Which values a setting takes.
public enum SettingKind: Equatable, Sendable {
    /// A whole number in a range.
    case integer(ClosedRange<Int>)
    /// A finite number in a range.
    case number(ClosedRange<Double>)
    /// Yes or no.
    case flag
    /// One of some names.
    case choice([SettingChoice])
    /// Any text; what the help calls it.
    case text(String)
}

/// A value of a setting of the kind `choice`.
public struct SettingChoice: Equatable, Sendable {
    /// The name in files and on the command line.
    public var name: String
    /// What tables call it.
    public var words: String

    /// A choice; `words` are its name if not given.
    public init(_ name: String, words: String? = nil) {
        self.name = name
        self.words = words ?? name
    }
}

/// One setting of a `Root`, declared once.
///
/// From a declaration come the command-line option with its help and printed default, the key in JSON files, the range
/// check with its message, the row of the report's configuration table, the template value and the axis of a sweep.
public struct Setting<Root>: Sendable {
    /// The key in JSON files and sweep files, in snake case.
    public let key: String
    /// The name of the JSON object that the key stands in; `nil` at the top.
    public internal(set) var group: String?
    /// The command-line option, without dashes. The option of a flag takes no value and sets the flag to the opposite
    /// of its default.
    public let option: String
    /// What tables call the setting.
    public let words: String
    /// What it does: a sentence without its full stop.
    public let help: String
    /// The unit of its numbers, if they have one.
    public let unit: String?
    /// Which values it takes.
    public let kind: SettingKind
    private let get: @Sendable (Root) -> SettingValue
    private let set: @Sendable (inout Root, SettingValue) -> Void
    private let matters: @Sendable (Root) -> Bool

    /// A setting with accessors of its own.
    ///
    /// - Parameters:
    ///   - option: the command-line option; the key with dashes if not given.
    ///   - matters: whether the setting decides anything, given the others; always if not given.
    ///   - set: stores a value of this kind and within its range.
    public init(
        _ key: String, _ kind: SettingKind, option: String? = nil, unit: String? = nil, words: String,
        help: String,
        matters: @escaping @Sendable (Root) -> Bool = { _ in true },
        get: @escaping @Sendable (Root) -> SettingValue,
        set: @escaping @Sendable (inout Root, SettingValue) -> Void
    ) {
        self.key = key
        self.option = option ?? key.replacing("_", with: "-")
        self.words = words
        self.help = help
        self.unit = unit
        self.kind = kind
        self.matters = matters
        self.get = get
        self.set = set
    }

    /// A whole number.
    public init(
        _ key: String, _ path: any WritableKeyPath<Root, Int> & Sendable, in range: ClosedRange<Int>,
        unit: String? = nil, words: String, help: String
    ) {
        self.init(
            key, .integer(range), unit: unit, words: words, help: help, get: { .integer($0[keyPath: path]) },
            set: { if case .integer(let value) = $1 { $0[keyPath: path] = value } })
    }

    /// A number.
    public init(
        _ key: String, _ path: any WritableKeyPath<Root, Double> & Sendable, in range: ClosedRange<Double>,
        unit: String? = nil, words: String, help: String
    ) {
        self.init(
            key, .number(range), unit: unit, words: words, help: help, get: { .number($0[keyPath: path]) },
            set: { if case .number(let value) = $1 { $0[keyPath: path] = value } })
    }

    /// A flag.
    public init(
        _ key: String, _ path: any WritableKeyPath<Root, Bool> & Sendable, option: String, words: String,
        help: String
    ) {
        self.init(
            key, .flag, option: option, words: words, help: help, get: { .flag($0[keyPath: path]) },
            set: { if case .flag(let value) = $1 { $0[keyPath: path] = value } })
    }

    /// One of an enumeration's cases, by their raw values.
    ///
    /// - Parameter name: what tables call a case; its raw value if not given.
    public init<Value: RawRepresentable<String> & CaseIterable & Sendable>(
        _ key: String, _ path: any WritableKeyPath<Root, Value> & Sendable, words: String, help: String,
        naming name: (Value) -> String = \.rawValue,
        matters: @escaping @Sendable (Root) -> Bool = { _ in true }
    ) {
        self.init(
            key, .choice(Value.allCases.map { SettingChoice($0.rawValue, words: name($0)) }), words: words,
            help: help,
            matters: matters, get: { .text($0[keyPath: path].rawValue) },
            set: {
                if case .text(let name) = $1, let value = Value(rawValue: name) { $0[keyPath: path] = value }
            })
    }

    /// The key with its group: `task.patterns`.
    public var path: String { group.map { "\($0).\(key)" } ?? key }

    /// The setting's value.
    public func value(in root: Root) -> SettingValue { get(root) }

    /// Whether the setting decides anything, given the others.
    public func matters(in root: Root) -> Bool { matters(root) }

    /// Changes the setting.
    ///
    /// - Parameter value: of the setting's kind, or the text of such a value.
    /// - Throws: `ConfigurationError` for any other value, and for one outside the range.
    public func write(_ value: SettingValue, to root: inout Root) throws {
        guard let value = converted(value) else {
            throw ConfigurationError(setting: path, problem: "must be \(expected), not \(value)")
        }
        set(&root, value)
    }

    /// Throws `ConfigurationError` if the setting's value is out of its range; a NaN is in no range. A choice and a
    /// text are valid by their types.
    public func check(_ root: Root) throws {
        switch kind {
        case .choice, .text: return
        case .integer, .number, .flag: break
        }
        let value = get(root)
        guard converted(value) != nil else {
            throw ConfigurationError(setting: path, problem: "must be \(expected), not \(value)")
        }
    }

    /// What the setting takes: `a whole number from 1 to 1000`.
    public var expected: String {
        func bound(_ value: Double) -> String { SettingValue.number(value).description }
        return switch kind {
        case .integer(let range): "a whole number from \(range.lowerBound) to \(range.upperBound)"
        case .number(let range): "a number from \(bound(range.lowerBound)) to \(bound(range.upperBound))"
        case .flag: "yes or no"
        case .choice(let choices):
            choices.dropLast().map(\.name).joined(separator: ", ") + " or " + (choices.last?.name ?? "")
        case .text: "a text"
        }
    }

    /// A value as this setting keeps it; `nil` if it takes no such value.
    public func converted(_ value: SettingValue) -> SettingValue? {
        switch (kind, value) {
        case (.integer(let range), .integer(let number)):
            range.contains(number) ? value : nil
        case (.integer, .number(let number)):
            Int(exactly: number).flatMap { converted(.integer($0)) }
        case (.integer, .text(let text)):
            Int(text).flatMap { converted(.integer($0)) }
        case (.number(let range), .number(let number)):
            range.contains(number) ? value : nil
        case (.number, .integer(let number)):
            converted(.number(Double(number)))
        case (.number, .text(let text)):
            Double(text).flatMap { converted(.number($0)) }
        case (.flag, .flag):
            value
        case (.flag, .text(let text)):
            SettingValue.switchPosition(text).map(SettingValue.flag)
        case (.choice(let choices), .text(let text)):
            choices.contains { $0.name == text } ? value : nil
        case (.text, .text):
            value
        default:
            nil
        }
    }

    /// The same setting of a larger value that holds a `Root`.
    func lifted<Whole>(
        group: String?, get part: @escaping @Sendable (Whole) -> Root,
        set store: @escaping @Sendable (inout Whole, Root) -> Void
    ) -> Setting<Whole> {
        var setting = Setting<Whole>(
            key, kind, option: option, unit: unit, words: words, help: help,
            matters: { matters(part($0)) }, get: { get(part($0)) },
            set: {
                var changed = part($0)
                set(&changed, $1)
                store(&$0, changed)
            })
        setting.group = group
        return setting
    }
}
