/// Everything that decides the numbers of a training run: two runs of one configuration are equal to the bit
/// on machines with the same instruction set.
public struct Configuration: Codable, Equatable, Sendable {
    /// How the gradient of the loss is computed.
    public enum Engine: String, Codable, CaseIterable, Sendable {
        /// Backpropagation through time, backward in time: O(N²) a step.
        case bptt
        /// Real-time recurrent learning, forward in time, as the 2017 program did: O(N⁴) a step.
        case rtrl
    }

    /// How the parameters follow the gradient.
    public enum OptimizerKind: String, Codable, CaseIterable, Sendable {
        /// Adam as published by Kingma & Ba (2015).
        case adam
        /// Adam as the 2017 program had it: the second moment decays by beta1.
        case adam2017 = "adam-2017"
        /// Plain gradient descent with every change clipped to ±3e-4, the 2017 program's other optimizer.
        case sgd

        /// The step size that suits the optimizer.
        public var defaultLearningRate: Double {
            switch self {
            case .adam: 3e-3
            case .adam2017: 3e-4
            case .sgd: 3e-3
            }
        }
    }

    /// The floating-point type that the network is computed in.
    public enum Precision: String, Codable, CaseIterable, Sendable {
        case double
        case float
    }

    /// What is learned.
    public var task: Task = .associativeMemory(AssociativeMemory())
    /// How many episodes are trained on.
    public var episodes = 10_000
    /// The seed of the random stream that draws the network and the episodes.
    public var seed: UInt32 = 0
    /// Episodes whose gradients are averaged for one update.
    public var batch = 1
    /// Whether connections are plastic; if not, alpha stays zero.
    public var plastic = true
    /// Time constant of the Hebbian trace: the share of it that a step keeps.
    public var eta = 0.99
    /// How the gradient is computed.
    public var engine = Engine.bptt
    /// What backpropagation keeps of the trace.
    public var traceMemory = TraceMemory.automatic
    /// How the parameters follow the gradient.
    public var optimizer = OptimizerKind.adam
    /// The optimizer's step size.
    public var learningRate = OptimizerKind.adam.defaultLearningRate
    /// L1 penalty: what every parameter's magnitude loses in an update.
    public var l1Penalty = 0.0
    /// The floating-point type.
    public var precision = Precision.double

    /// The defaults: the 2017 program's task, with textbook Adam.
    public init() {}

    /// The 2017 program's configuration, with its Adam.
    public static var original: Configuration {
        var configuration = Configuration()
        configuration.optimizer = .adam2017
        configuration.learningRate = OptimizerKind.adam2017.defaultLearningRate
        return configuration
    }

    /// Throws `ConfigurationError` for the first number that makes no training run.
    public func validate() throws {
        try task.value.validate()
        try ConfigurationError.require(episodes, in: 1...1_000_000_000, "episodes")
        try ConfigurationError.require(batch, in: 1...100_000, "batch")
        try ConfigurationError.require(eta, in: 0...1, "eta")
        try ConfigurationError.require(learningRate, in: 0...1e6, "learning_rate")
        try ConfigurationError.require(l1Penalty, in: 0...1e6, "l1_penalty")
        // Beyond it an episode's inputs alone take more than 8 GB.
        try ConfigurationError.require(
            task.value.neurons * task.value.steps, in: 1...1_000_000_000, "task: neurons times steps")
        if traceMemory == .reversed, !canReverseTrace {
            throw ConfigurationError(
                setting: "trace_memory",
                problem:
                    "cannot be “reversed” with eta \(eta) over \(task.value.steps) steps: the trace loses "
                    + "half its digits and more on the way back; use “stored”")
        }
    }

    private var canReverseTrace: Bool {
        switch precision {
        case .double: TraceMemory.canReverse(steps: task.value.steps, eta: eta)
        case .float: TraceMemory.canReverse(steps: task.value.steps, eta: Float(eta))
        }
    }
}

/// A setting that makes no training run.
public struct ConfigurationError: Error, Equatable, CustomStringConvertible {
    /// The setting, as it is called in `run.json`.
    public var setting: String
    /// What is wrong with it.
    public var problem: String

    /// An error about `setting`.
    public init(setting: String, problem: String) {
        self.setting = setting
        self.problem = problem
    }

    public var description: String { "\(setting) \(problem)" }

    static func require<Value: Comparable & Sendable>(
        _ value: Value, in range: ClosedRange<Value>, _ setting: String
    ) throws {
        // A NaN is in no range.
        guard range.contains(value) else {
            throw ConfigurationError(
                setting: setting,
                problem: "must be from \(range.lowerBound) to \(range.upperBound), not \(value)")
        }
    }
}
