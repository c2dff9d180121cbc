/// Everything that decides the numbers of a training run: two runs of one configuration are equal to the bit
/// on machines with the same instruction set.
public struct Configuration: Sendable {
    /// The floating-point type that the network is computed in.
    public enum Precision: String, Codable, CaseIterable, Sendable {
        case double
        case float
    }

    /// What is learned.
    public var task: any EpisodicTask = AssociativeMemory()
    /// How many episodes are trained on.
    public var episodes = 10_000
    /// The seed of the random stream that draws the network and the episodes.
    public var seed: UInt32 = 0
    /// Episodes whose gradients are averaged for one update.
    public var batch = 1
    /// How neurons are connected.
    public var architecture: any TrainableArchitecture = Recurrent()
    /// How the Hebbian trace follows the activity.
    public var rule: any PlasticityRule = DecayingHebb()
    /// Whether connections are plastic; if not, alpha stays zero.
    public var plastic = true
    /// Whether plasticity coefficients are kept from being negative.
    public var positiveAlpha = false
    /// How the gradient is computed.
    public var engine = GradientMethod.bptt
    /// What backpropagation keeps of the trace.
    public var traceMemory = TraceMemory.automatic
    /// How the parameters follow the gradient.
    public var optimizer: any Optimizer = Adam()
    /// L1 penalty: how much every update reduces the magnitude of every weight and plasticity coefficient.
    public var l1Penalty = 0.0
    /// L2 penalty: by which share of itself every update reduces every weight and plasticity coefficient.
    public var l2Penalty = 0.0
    /// The last episodes, which the network is not updated after.
    public var frozenEpisodes = 0
    /// The floating-point type.
    public var precision = Precision.double

    /// The defaults: the 2017 program's task, with textbook Adam.
    public init() {}

    /// The network that is trained.
    public var network: NetworkDescription {
        NetworkDescription(
            architecture, rule: rule, task: task.shape, plastic: plastic, positiveAlpha: positiveAlpha)
    }

    /// The names of the numbers that training logs of each episode.
    public var columns: [String] { task.objective.columns + ["gradient_norm"] }
}

extension Configuration {
    /// A line of the list of settings.
    enum Entry: Sendable {
        case setting(Setting<Configuration>)
        /// The choice of a component, with the component's settings behind it.
        case component(ComponentPlace)
    }

    /// The settings, in the order in which tables show them: the list that a new one is added to.
    static let entries: [Entry] = [
        .component(
            ComponentPlace(
                key: "task", isGroup: true, words: "Task", help: "What is learned",
                candidates: { $0.tasks }, get: { $0.task },
                set: { if let task = $1 as? any EpisodicTask { $0.task = task } })),
        .component(
            ComponentPlace(
                key: "network", isGroup: false, words: "Network", help: "How neurons are connected",
                candidates: { $0.architectures }, get: { $0.architecture },
                set: {
                    if let architecture = $1 as? any TrainableArchitecture { $0.architecture = architecture }
                })),
        .component(
            ComponentPlace(
                key: "rule", isGroup: false, words: "Rule of plasticity",
                help: "How the Hebbian trace follows the activity",
                candidates: { $0.rules }, get: { $0.rule },
                set: { if let rule = $1 as? any PlasticityRule { $0.rule = rule } })),
        .setting(
            Setting(
                "plastic", \.plastic, option: "no-plasticity", words: "Connections are plastic",
                help: "Keep the plasticity coefficients alpha at zero")),
        .setting(
            Setting(
                "positive_alpha", \.positiveAlpha, option: "positive-alpha",
                words: "Plasticity is never negative",
                help: "Keep the plasticity coefficients alpha from being negative")),
        .setting(
            Setting(
                "episodes", \.episodes, in: 1...1_000_000_000, words: "Episodes", help: "Episodes to train on"
            )),
        .setting(
            Setting(
                "batch", \.batch, in: 1...100_000, words: "Episodes per update",
                help: "Episodes whose gradients are averaged for one update")),
        .setting(
            Setting(
                "frozen_episodes", \.frozenEpisodes, in: 0...1_000_000_000,
                words: "Last episodes without update",
                help: "Last episodes that the network is not updated after")),
        .setting(
            Setting(
                "seed", .integer(0...Int(UInt32.max)), words: "Seed", help: "Seed of all random numbers",
                get: { .integer(Int($0.seed)) },
                set: { if case .integer(let value) = $1 { $0.seed = UInt32(clamping: value) } })),
        .setting(
            Setting(
                "engine", \.engine, words: "Gradient", help: "How the gradient is computed",
                naming: {
                    switch $0 {
                    case .bptt: "backpropagation through time"
                    case .rtrl: "real-time recurrent learning"
                    case .published2016: "backpropagation through time as published in 2016"
                    }
                })),
        .setting(
            Setting(
                "trace_memory", \.traceMemory, words: "Trace memory",
                help: "What backpropagation keeps of the trace; reversed needs the least memory",
                matters: { $0.engine == .bptt })),
        .component(
            ComponentPlace(
                key: "optimizer", isGroup: false, words: "Optimizer",
                help: "How parameters follow the gradient",
                candidates: { $0.optimizers }, get: { $0.optimizer },
                set: { if let optimizer = $1 as? any Optimizer { $0.optimizer = optimizer } })),
        .setting(
            Setting(
                "l1_penalty", \.l1Penalty, in: 0...1e6, words: "L1 penalty",
                help: "Reduction of the magnitude of every weight and plasticity coefficient per update")),
        .setting(
            Setting(
                "l2_penalty", \.l2Penalty, in: 0...1, words: "L2 penalty",
                help: "Share by which an update reduces every weight and plasticity coefficient")),
        .setting(
            Setting("precision", \.precision, words: "Precision", help: "Floating-point type of the network")),
    ]

    /// The places of components.
    static let places: [ComponentPlace] = entries.compactMap {
        if case .component(let place) = $0 { place } else { nil }
    }

    /// Throws `ConfigurationError` for the first setting with an invalid value.
    public func validate() throws {
        for setting in Repertoire().settings(of: self) { try setting.check(self) }
        for place in Self.places { try place.get(self).validate() }
        // With more, the inputs of one episode take more than 8 GB.
        guard (1...1_000_000_000).contains(task.neurons * task.steps) else {
            throw ConfigurationError(
                setting: "task",
                problem: "neurons times steps must be from 1 to 1000000000, not \(task.neurons * task.steps)")
        }
        switch precision {
        case .double: try validateGradient(Double.self)
        case .float: try validateGradient(Float.self)
        }
    }

    private func validateGradient<Scalar: NetworkScalar>(_: Scalar.Type) throws {
        try architecture.validate(
            Scalar.self, network, steps: task.steps, method: engine, traceMemory: traceMemory)
    }
}

extension Configuration: Equatable {
    /// Equal if all settings are equal. A NaN equals nothing.
    public static func == (one: Configuration, other: Configuration) -> Bool {
        let settings = Repertoire().settings(of: one)
        return places.allSatisfy { $0.get(one).isEqual(to: $0.get(other)) }
            && settings.allSatisfy { $0.value(in: one) == $0.value(in: other) }
    }
}

extension Configuration: Codable {
    /// The key under which a decoder's `userInfo` may hold the `Repertoire` that names are looked up in.
    public static let repertoireKey = CodingUserInfoKey(rawValue: "repertoire")

    /// Reads a tree of settings; throws what `Repertoire.configuration(_:)` throws.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let tree = try container.decode([String: SettingTree].self)
        let repertoire = Self.repertoireKey.flatMap { decoder.userInfo[$0] as? Repertoire } ?? Repertoire()
        self = try repertoire.configuration(tree)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(Repertoire().tree(of: self))
    }
}
