/// What one episode taught: the numbers that training logs.
///
/// The loss whose gradient is followed is L = ½ Σ e², over the outputs that count, e = y - target. What is
/// reported as `loss` is the mean of e² over the same outputs.
public struct EpisodeOutcome: Equatable, Sendable {
    /// The mean squared error over the counted outputs.
    public var loss: Double
    /// The sum of absolute errors over the counted outputs, which is what the 2017 program prints.
    public var absoluteError: Double
    /// The share of counted outputs whose sign is not the target's.
    public var bitErrorRate: Double

    /// The outcome of an episode that the network went through with the given outputs.
    ///
    /// - Parameter output: y at a step and a neuron.
    public init(of episode: Episode, output: (_ step: Int, _ neuron: Int) -> Double) {
        var squares = 0.0
        var absolutes = 0.0
        var wrong = 0
        for (row, step) in episode.countedSteps.enumerated() {
            for (column, neuron) in episode.countedNeurons.enumerated() {
                let target = episode.targets[row, column]
                let value = output(step, neuron)
                let error = value - target
                squares += error * error
                absolutes += abs(error)
                if !(value * target > 0) { wrong += 1 }
            }
        }
        let count = Double(episode.targets.elements.count)
        loss = squares / count
        absoluteError = absolutes
        bitErrorRate = Double(wrong) / count
    }
}

/// The ways to compute the gradient of an episode's loss, ½ Σ e² over the outputs that count.
///
/// An enumeration and not an existential, so that the compiler makes each one's code for each precision. To
/// add an engine: a file with a class of this shape, a case here and in `Configuration.Engine`.
enum GradientEngine<Scalar: NetworkScalar> {
    case bptt(BackpropagationThroughTime<Scalar>)
    case rtrl(RealTimeRecurrentLearning<Scalar>)

    /// - Parameter team: the threads that share the work on an episode.
    init(
        _ kind: Configuration.Engine, neurons: Int, traceMemory: Configuration.TraceMemory,
        team: WorkerTeam = WorkerTeam(size: 1)
    ) {
        switch kind {
        case .bptt:
            self = .bptt(BackpropagationThroughTime(neurons: neurons, traceMemory: traceMemory, team: team))
        case .rtrl: self = .rtrl(RealTimeRecurrentLearning(neurons: neurons, team: team))
        }
    }

    /// How many parts the work on an episode falls into; more threads would only wait for each other.
    static func parts(_ kind: Configuration.Engine, neurons: Int) -> Int {
        switch kind {
        case .bptt: ForwardPass<Scalar>.chunks(neurons: neurons)
        case .rtrl: RealTimeRecurrentLearning<Scalar>.blocks(neurons: neurons)
        }
    }

    /// Runs the network through the episode and overwrites `gradient` with dL/dw and dL/dalpha.
    func lossGradient(
        of parameters: KernelParameters<Scalar>, eta: Scalar, episode: Episode,
        into gradient: KernelParameters<Scalar>
    ) -> EpisodeOutcome {
        switch self {
        case .bptt(let engine):
            engine.lossGradient(of: parameters, eta: eta, episode: episode, into: gradient)
        case .rtrl(let engine):
            engine.lossGradient(of: parameters, eta: eta, episode: episode, into: gradient)
        }
    }
}

extension ForwardPass {
    /// The outcome of the episode just run.
    func outcome(of episode: Episode) -> EpisodeOutcome {
        EpisodeOutcome(of: episode) { step, neuron in Double(y[step + 2][neuron]) }
    }

    /// Adds dL/dy(t) = e(t) at those of the given neurons that count to `adjoint`, if step t counts.
    func addError(
        of episode: Episode, step: Int, neurons: Range<Int>, to adjoint: UnsafeMutablePointer<Scalar>
    ) {
        guard episode.countedSteps.contains(step) else { return }
        let first = (step - episode.countedSteps.lowerBound) * episode.targets.columns
        for neuron in neurons.clamped(to: episode.countedNeurons) {
            let target = episode.targets.elements[first + neuron - episode.countedNeurons.lowerBound]
            adjoint[neuron] += y[step + 2][neuron] - Scalar(target)
        }
    }
}

extension PlasticNetwork {
    /// The gradient of an episode's loss, ½ Σ (y - target)² over the outputs that count.
    ///
    /// - Parameters:
    ///   - episode: what is shown and asked for; its inputs are rounded to the network's precision.
    ///   - engine: how; the engines agree but for rounding.
    ///   - traceMemory: what backpropagation keeps of the trace; `reversed` needs eta^-T to stay small.
    public func lossGradient(
        of episode: Episode, engine: Configuration.Engine = .bptt,
        traceMemory: Configuration.TraceMemory = .automatic
    ) -> (gradient: NetworkGradient<Scalar>, outcome: EpisodeOutcome) {
        let engine = GradientEngine<Scalar>(engine, neurons: neurons, traceMemory: traceMemory)
        let gradient = KernelParameters<Scalar>(neurons: neurons)
        let outcome = engine.lossGradient(
            of: KernelParameters(self), eta: eta, episode: episode, into: gradient)
        return (gradient.gradient, outcome)
    }
}
