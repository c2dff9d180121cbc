import Foundation
import Text

/// One option of a figure or table, as `:name: value` lines set it: its name, what it does, and its default.
///
/// A figure keeps its options as constants and reads them by subscript, so a value always exists and has its
/// type:
///
///     let scale = CatalogueOption.choice("scale", ["linear", "log"], "spacing of the error axis")
///     …
///     request.settings[scale]
public struct CatalogueOption<Setting: Hashable & Sendable>: Sendable {
    public let name: String
    public let summary: String
    public let defaultSetting: Setting
    /// What may stand after the option's name: `a number from 1 to 50`.
    public let form: String
    /// Reads the text after the option's name, `nil` if it is not of that form.
    let read: @Sendable (String) -> Setting?
}

extension CatalogueOption where Setting == Double {
    public static func number(
        _ name: String, _ defaultSetting: Double, in range: ClosedRange<Double>, _ summary: String
    ) -> Self {
        let bounds = "\(NumberText.general(range.lowerBound)) to \(NumberText.general(range.upperBound))"
        return Self(
            name: name, summary: summary, defaultSetting: defaultSetting, form: "a number from \(bounds)",
            read: { Double($0).flatMap { range.contains($0) ? $0 : nil } })
    }
}

extension CatalogueOption where Setting == Int {
    public static func integer(
        _ name: String, _ defaultSetting: Int, in range: ClosedRange<Int>, _ summary: String
    ) -> Self {
        Self(
            name: name, summary: summary, defaultSetting: defaultSetting,
            form: "a whole number from \(range.lowerBound) to \(range.upperBound)",
            read: { Int($0).flatMap { range.contains($0) ? $0 : nil } })
    }
}

extension CatalogueOption where Setting == Bool {
    public static func flag(_ name: String, _ defaultSetting: Bool, _ summary: String) -> Self {
        Self(
            name: name, summary: summary, defaultSetting: defaultSetting, form: "yes or no",
            read: { ["yes": true, "true": true, "no": false, "false": false][$0.lowercased()] })
    }
}

extension CatalogueOption where Setting == String {
    /// One of a few words, the first of them by default.
    public static func choice(_ name: String, _ choices: [String], _ summary: String) -> Self {
        Self(
            name: name, summary: summary, defaultSetting: choices.first ?? "",
            form: choices.joined(separator: " or "), read: { choices.contains($0) ? $0 : nil })
    }
}

/// An option whose type no longer matters: enough to list it, and to read what a template sets it to.
public struct AnyCatalogueOption: Sendable {
    public let name: String
    public let summary: String
    public let form: String
    let read: @Sendable (String) -> (any Hashable & Sendable)?

    public init<Setting>(_ option: CatalogueOption<Setting>) {
        name = option.name
        summary = option.summary
        form = option.form
        read = { text in option.read(text).map { $0 as any Hashable & Sendable } }
    }
}

/// What a template set the options of one figure or table to; the rest have their defaults.
public struct CatalogueSettings: Hashable, Sendable {
    private var chosen: [String: any Hashable & Sendable] = [:]

    public init() {}

    public subscript<Setting>(_ option: CatalogueOption<Setting>) -> Setting {
        chosen[option.name] as? Setting ?? option.defaultSetting
    }

    /// - Throws: ``TemplateProblem`` if the text is not of the option's form.
    mutating func set(_ option: AnyCatalogueOption, to text: String) throws {
        guard let setting = option.read(text) else {
            throw TemplateProblem(
                message: "the option \(option.name) must be \(option.form), not \"\(text)\"")
        }
        chosen[option.name] = setting
    }

    private var comparable: [String: AnyHashable] { chosen.mapValues { AnyHashable($0) } }

    public static func == (one: Self, other: Self) -> Bool { one.comparable == other.comparable }

    public func hash(into hasher: inout Hasher) { hasher.combine(comparable) }
}
