/// The components that configurations can name: the lists that a new one is added to.
public struct Repertoire: Sendable {
    /// The tasks.
    public var tasks: [any EpisodicTask.Type] = [
        AssociativeMemory.self, Regurgitation.self, Completion.self, OneShot.self, Reversal.self,
        Maximizer.self, Images.self,
    ]
    /// The architectures of networks.
    public var architectures: [any TrainableArchitecture.Type] = [Recurrent.self, FeedForward.self]
    /// The rules of plasticity.
    public var rules: [any PlasticityRule.Type] = [DecayingHebb.self, AdditiveHebb.self, Oja.self]
    /// The optimizers.
    public var optimizers: [any Optimizer.Type] = [
        Adam.self, Adam2017.self, ClippedGradientDescent.self, RMSprop.self,
    ]

    /// The components of this package.
    public init() {}

    /// Some settings under a heading: those of every configuration, or those of one component.
    public struct Section: Sendable {
        /// The component that brings the settings; `nil` for those of every configuration.
        public var component: (any Component.Type)?
        /// The settings, as settings of the configuration.
        public var settings: [Setting<Configuration>]
    }

    /// All settings: first those of every configuration, then those of each component.
    public var sections: [Section] {
        let common = Configuration.entries.map { (entry) -> Setting<Configuration> in
            switch entry {
            case .setting(let setting): setting
            case .component(let place): place.choice(in: self)
            }
        }
        let components = Configuration.places.flatMap { place in
            place.candidates(self).map { Section(component: $0, settings: place.settings(of: $0)) }
        }
        return [Section(component: nil, settings: common)] + components
    }

    /// The settings of a configuration, each component's behind the choice of it.
    public func settings(of configuration: Configuration) -> [Setting<Configuration>] {
        Configuration.entries.flatMap { (entry) -> [Setting<Configuration>] in
            switch entry {
            case .setting(let setting): return [setting]
            case .component(let place):
                let component: any Component.Type = type(of: place.get(configuration))
                return [place.choice(in: self, or: component)] + place.settings(of: component)
            }
        }
    }

    /// Changes settings of a configuration, in an order that does not matter: components are chosen first.
    ///
    /// - Parameter values: by key (`patterns`) or path (`task.patterns`); the choice of a component by its place (`task`).
    /// - Throws: `ConfigurationError`.
    public func apply(
        _ values: [(key: String, value: SettingValue)], to configuration: inout Configuration
    ) throws {
        func isChoice(_ key: String, of place: ComponentPlace) -> Bool {
            place.key == key || "\(place.key).name" == key
        }
        // In the order of the places, because a task also chooses what suits it.
        for place in Configuration.places {
            for (key, value) in values where isChoice(key, of: place) {
                try place.choice(in: self).write(value, to: &configuration)
            }
        }
        let rest = values.filter { value in !Configuration.places.contains { isChoice(value.key, of: $0) } }
        let settings = settings(of: configuration)
        for (key, value) in rest {
            guard let setting = settings.first(where: { $0.key == key || $0.path == key }) else {
                throw unknown(key, in: settings)
            }
            try setting.write(value, to: &configuration)
        }
    }

    private func unknown(_ key: String, in settings: [Setting<Configuration>]) -> ConfigurationError {
        let owners = sections.filter { $0.settings.contains { $0.key == key || $0.path == key } }
            .compactMap { $0.component?.name }
        guard owners.isEmpty else {
            return ConfigurationError(
                setting: key,
                problem: "is a setting of \(owners.joined(separator: " or ")), which is not chosen")
        }
        return ConfigurationError(
            setting: key, problem: "is not a setting",
            known: settings.map { $0.key == "name" ? $0.option : $0.path }.sorted())
    }

    /// The configuration that a tree of settings describes; settings that it leaves out have their defaults.
    ///
    /// - Throws: `ConfigurationError` for unknown settings and for invalid values.
    public func configuration(_ tree: [String: SettingTree]) throws -> Configuration {
        var values: [(key: String, value: SettingValue)] = []
        for (key, member) in tree {
            switch member {
            case .value(let value): values.append((key, value))
            case .group(let members):
                for (name, member) in members {
                    guard case .value(let value) = member else {
                        throw ConfigurationError(setting: "\(key).\(name)", problem: "must be a single value")
                    }
                    values.append(("\(key).\(name)", value))
                }
            }
        }
        var configuration = Configuration()
        // Sorted, because the first error should not depend on the order of a dictionary.
        try apply(values.sorted { $0.key < $1.key }, to: &configuration)
        try configuration.validate()
        return configuration
    }

    /// The tree of all settings of a configuration.
    public func tree(of configuration: Configuration) -> [String: SettingTree] {
        var tree: [String: SettingTree] = [:]
        var groups: [String: [String: SettingTree]] = [:]
        for setting in settings(of: configuration) {
            let value = SettingTree.value(setting.value(in: configuration))
            if let group = setting.group {
                groups[group, default: [:]][setting.key] = value
            } else {
                tree[setting.key] = value
            }
        }
        for (name, members) in groups { tree[name] = .group(members) }
        return tree
    }
}
