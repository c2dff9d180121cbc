/// A way to compute the gradient of an episode's loss.
///
/// A class, because its memory is reused from episode to episode.
public protocol GradientEngine<Scalar>: AnyObject {
    associatedtype Scalar: NetworkScalar

    /// Runs a network through an episode.
    ///
    /// - Parameter gradient: overwritten with the gradient of everything that is learned. Its block has no other owner.
    /// - Returns: the numbers that the objective logs.
    func lossGradient(
        of network: PlasticNetwork<Scalar>, episode: Episode, into gradient: Parameters<Scalar>
    ) -> [Double]
}

/// How the gradient of the loss is computed.
public enum GradientMethod: String, Codable, CaseIterable, Sendable {
    /// Backpropagation through time, backward in time: O(N²) operations per step.
    case bptt
    /// Real-time recurrent learning, forward in time, as the 2017 program did: O(N⁴) operations per step.
    case rtrl
    /// Backpropagation through time with two deviations of the programs of 2016; see `FeedForwardEngine`.
    case published2016 = "published-2016"
}

extension GradientMethod {
    /// An engine for networks of the given description.
    ///
    /// - Parameter team: the threads that share the work on an episode.
    func start<Scalar: NetworkScalar>(
        _: Scalar.Type, _ network: NetworkDescription, objective: any Objective,
        traceMemory: TraceMemory, team: WorkerTeam = WorkerTeam(size: 1)
    ) -> any GradientEngine<Scalar> {
        guard let architecture = network.architecture as? any TrainableArchitecture else {
            preconditionFailure("there are no gradients of such a network")
        }
        return architecture.startEngine(
            Scalar.self, network, method: self, objective: objective, traceMemory: traceMemory, team: team)
    }

    /// How many parts the work on an episode falls into; more threads would only wait for each other.
    func parts(neurons: Int) -> Int {
        switch self {
        case .bptt, .published2016: RecurrentPass<Double>.chunks(neurons: neurons)
        case .rtrl: RealTimeRecurrentLearning<Double>.blocks(neurons: neurons)
        }
    }
}

extension PlasticNetwork {
    /// The gradient of an episode's loss with respect to everything that the network's description says is learned; of
    /// the shapes of `parameters`.
    ///
    /// - Parameters:
    ///   - episode: the inputs, which are rounded to the network's precision, and the targets.
    ///   - objective: the loss, and the numbers to log.
    ///   - engine: the method; exact methods agree up to rounding.
    ///   - traceMemory: what backpropagation keeps of the trace; `reversed` needs eta^-T to stay small.
    /// - Returns: the gradient, and the numbers that the objective logs.
    public func lossGradient(
        of episode: Episode, objective: any Objective = SquaredError(), engine: GradientMethod = .bptt,
        traceMemory: TraceMemory = .automatic
    ) -> (gradient: Parameters<Scalar>, measures: [Double]) {
        let engine = engine.start(Scalar.self, description, objective: objective, traceMemory: traceMemory)
        let gradient = parameters.zeros
        let measures = engine.lossGradient(of: self, episode: episode, into: gradient)
        return (gradient, measures)
    }
}
