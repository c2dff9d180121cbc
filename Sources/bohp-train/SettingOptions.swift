import BOHP
import CommandLineTool
import Text

/// The options that change the configuration. Each is derived from a setting.
struct SettingOptions {
    private let repertoire: Repertoire
    private let sections: [Repertoire.Section]

    init(_ repertoire: Repertoire) {
        self.repertoire = repertoire
        sections = repertoire.sections
    }

    /// The options under their headings: first the options of every configuration and those that several components
    /// share, then the options of each component.
    var groups: [(heading: String, options: [CommandOption<TrainSettings>])] {
        var shown: Set<String> = []
        func options(_ settings: [Setting<Configuration>]) -> [CommandOption<TrainSettings>] {
            settings.compactMap { shown.insert($0.option).inserted ? option($0) : nil }
        }
        let components = sections.filter { $0.component != nil }
        let shared = components.flatMap(\.settings).filter { owners(of: $0).count > 1 }
        let common = sections.filter { $0.component == nil }.flatMap(\.settings)
        return [("What is trained", options(common + shared))]
            + components.map { ($0.component?.words ?? "", options($0.settings)) }.filter { !$0.1.isEmpty }
    }

    private func owners(of setting: Setting<Configuration>) -> [Repertoire.Section] {
        sections.filter { section in
            section.component != nil && section.settings.contains { $0.path == setting.path }
        }
    }

    private func option(_ setting: Setting<Configuration>) -> CommandOption<TrainSettings> {
        let kind: OptionKind<SettingValue>
        switch setting.kind {
        case .flag:
            let opposite: SettingValue = .flag(setting.value(in: Configuration()) == .flag(false))
            return .flag(setting.option, setting.help) {
                $0.changes.append((setting.option, setting.path, opposite))
            }
        case .integer(let range): kind = OptionKind<Int>.integer(range).map { .integer($0) }
        case .number(let range): kind = OptionKind<Double>.number(range).map { .number($0) }
        case .text(let placeholder): kind = OptionKind<String>.text(placeholder).map { .text($0) }
        case .choice(let choices): kind = OptionKind<String>.choice(choices.map(\.name)).map { .text($0) }
        }
        return CommandOption(setting.option, kind, setting.help, default: defaultValue(of: setting)) {
            $0.changes.append((setting.option, setting.path, $1))
        }
    }

    /// The default as a user would type it. Where components differ, it names the component: `20, 1 for regurgitation`.
    private func defaultValue(of setting: Setting<Configuration>) -> String? {
        let standard = setting.value(in: Configuration()).description
        guard setting.kind != .flag, !standard.isEmpty else { return nil }
        let unit =
            setting.unit.map { " " + (standard == "1" && $0.hasSuffix("s") ? $0.dropLast() : $0[...]) } ?? ""
        let others = owners(of: setting).compactMap { section -> String? in
            guard let component = section.component, let own = ownDefault(of: setting, component),
                own != standard
            else { return nil }
            return "\(own) for \(component.name)"
        }
        return ([standard + unit] + others).joined(separator: ", ")
    }

    /// The default of the setting in one component.
    private func ownDefault(of setting: Setting<Configuration>, _ component: any Component.Type) -> String? {
        func value<Kind: Component>(_: Kind.Type) -> String? {
            Kind.settings.first { $0.key == setting.key }?.value(in: Kind()).description
        }
        return value(component)
    }
}
