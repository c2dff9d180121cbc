/// The place of a component in a configuration.
struct ComponentPlace: Sendable {
    /// The key of the component's name.
    var key: String
    /// Whether the component's settings stand in a JSON object of this key, beside `name`, or beside the key itself.
    var isGroup: Bool
    var words: String
    var help: String
    var candidates: @Sendable (Repertoire) -> [any Component.Type]
    var get: @Sendable (Configuration) -> any Component
    /// Stores a component that is one of the candidates.
    var set: @Sendable (inout Configuration, any Component) -> Void

    /// The choice of the component as a setting. A newly chosen component has its defaults.
    ///
    /// - Parameter present: a component that may be chosen even if the repertoire does not know it.
    func choice(in repertoire: Repertoire, or present: (any Component.Type)? = nil) -> Setting<Configuration>
    {
        let known = candidates(repertoire)
        let candidates = known + [present].compactMap(\.self).filter { one in !known.contains { $0 == one } }
        var setting = Setting<Configuration>(
            isGroup ? "name" : key,
            .choice(candidates.map { SettingChoice($0.name, words: $0.words) }), option: key, words: words,
            help: help,
            get: { .text(type(of: get($0)).name) },
            set: { configuration, value in
                guard value != .text(type(of: get(configuration)).name),
                    let chosen = candidates.first(where: { .text($0.name) == value })
                else { return }
                let component = chosen.init()
                set(&configuration, component)
                (component as? any ConfigurationAdapting)?.adapt(&configuration)
            })
        setting.group = isGroup ? key : nil
        return setting
    }

    /// A component's settings as settings of the configuration that holds it.
    func settings<Kind: Component>(of _: Kind.Type) -> [Setting<Configuration>] {
        Kind.settings.map {
            $0.lifted(
                group: isGroup ? key : nil, get: { get($0) as? Kind ?? Kind() }, set: { set(&$0, $1) })
        }
    }
}

/// A component that suits only some settings of other parts.
protocol ConfigurationAdapting {
    /// Changes settings of other parts. Called when the component is chosen by its name, before other settings are applied.
    func adapt(_ configuration: inout Configuration)
}
