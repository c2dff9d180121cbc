/// The value of a setting, as files, command lines and tables hold it.
public enum SettingValue: Equatable, Hashable, Sendable {
    case integer(Int)
    case number(Double)
    case flag(Bool)
    /// The name of a choice, or any value as a user typed it, before its setting has read it.
    case text(String)

    /// What `yes`, `true`, `on`, `no`, `false` and `off` mean, in any case; `nil` for other words.
    public static func switchPosition(_ word: String) -> Bool? {
        ["yes": true, "true": true, "on": true, "no": false, "false": false, "off": false][word.lowercased()]
    }
}

extension SettingValue: CustomStringConvertible {
    /// The value as a person types it; a whole number has no fraction.
    public var description: String {
        switch self {
        case .integer(let value): "\(value)"
        case .number(let value): Int(exactly: value).map(String.init) ?? "\(value)"
        case .flag(let value): value ? "yes" : "no"
        case .text(let value): value
        }
    }
}

/// A tree of settings, as a JSON file holds it: values by key, and groups of them.
public enum SettingTree: Equatable, Sendable {
    case value(SettingValue)
    case group([String: SettingTree])
}

extension SettingTree: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if let flag = try? container.decode(Bool.self) {
            self = .value(.flag(flag))
        } else if let integer = try? container.decode(Int.self) {
            self = .value(.integer(integer))
        } else if let number = try? container.decode(Double.self) {
            self = .value(.number(number))
        } else if let text = try? container.decode(String.self) {
            self = .value(.text(text))
        } else {
            self = .group(try container.decode([String: SettingTree].self))
        }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .value(.flag(let value)): try container.encode(value)
        case .value(.integer(let value)): try container.encode(value)
        case .value(.number(let value)): try container.encode(value)
        case .value(.text(let value)): try container.encode(value)
        case .group(let members): try container.encode(members)
        }
    }
}
