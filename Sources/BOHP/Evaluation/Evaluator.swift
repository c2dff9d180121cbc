import Foundation

/// Measures a trained network on fresh episodes, drawn from a seed of their own, so that measuring never
/// disturbs training.
public struct Evaluator: Sendable {
    /// The largest network of which a whole episode is recorded.
    static let largestRecordedNetwork = 256
    /// The seed that differs from every seed that a run of our own would use by default.
    public static let defaultSeed: UInt32 = 1_000_003

    /// What the network was trained on.
    public var configuration: Configuration
    /// The seed of the measured episodes.
    public var seed: UInt32
    /// Episodes for the main means; each point of a curve gets a fifth of them.
    public var episodes: Int

    /// An evaluator; `episodes` defaults to 1000, and fewer for large networks.
    public init(_ configuration: Configuration, seed: UInt32 = defaultSeed, episodes: Int? = nil) {
        self.configuration = configuration
        self.seed = seed
        let neurons = Double(max(configuration.task.value.neurons, 1))
        self.episodes = episodes ?? max(20, min(1000, Int(1000 * 10_000 / (neurons * neurons))))
    }

    /// Measures `network`. The result does not depend on the number of threads.
    ///
    /// - Parameters:
    ///   - threads: how many threads share the episodes; all processors if `nil`.
    ///   - progress: told the share of the work that is done, 0...1, in between.
    public func evaluate(
        _ network: PlasticNetwork<Double>, threads: Int? = nil, progress: (Double) -> Void = { _ in }
    ) -> Evaluation {
        var drawing = RandomState(seed: configuration.seed)
        var untrained = PlasticNetwork<Double>(
            neurons: network.neurons, eta: configuration.eta, using: &drawing)
        if !configuration.plastic { untrained = untrained.withoutPlasticity }
        var random = RandomState(seed: seed)
        let trial = Trial(trained: network, untrained: untrained, threads: threads)

        let curves = conditions()
        let pointEpisodes = max(2, episodes / 5)
        let total = Double(episodes + (curves.degradation.count + curves.capacity.count) * pointEpisodes)
        var done = 0.0
        func measure(_ task: any EpisodicTask, count: Int) -> Measurement {
            let result = Measurement(trial, task: task, count: count, random: &random)
            done += Double(count)
            progress(done / total)
            return result
        }

        let task = configuration.task.value
        let main = measure(task, count: episodes)
        let degradation = curves.degradation.map { task in
            Evaluation.CurvePoint(
                condition: Double(task.degradedBits) / Double(task.patternSize),
                bitErrorRate: measure(task, count: pointEpisodes).bitErrorRate)
        }
        let capacity = curves.capacity.map { task in
            Evaluation.CurvePoint(
                condition: Double(task.patterns),
                bitErrorRate: measure(task, count: pointEpisodes).bitErrorRate)
        }
        return Evaluation(
            seed: seed, episodes: episodes, bitErrorRate: main.bitErrorRate, accuracy: main.accuracy,
            absoluteError: main.absoluteError, degradation: degradation, capacity: capacity,
            weights: WeightStatistics(of: network, biasNeuron: task.biasNeuron),
            examples: examples(network, count: 6, using: &random), episode: record(network, using: &random))
    }

    /// The tasks along the two curves; empty for a task without patterns.
    private func conditions() -> (degradation: [AssociativeMemory], capacity: [AssociativeMemory]) {
        guard case .associativeMemory(let task) = configuration.task else { return ([], []) }
        let points = min(task.patternSize, 14)
        let degradation = (0...points).map { point in
            var changed = task
            // Half a bit more, so that rounding down cannot lose one.
            let bits = point * task.patternSize / points
            changed.degradedShare = min(1, (Double(bits) + 0.5) / Double(task.patternSize))
            return changed
        }
        let capacity = (1...max(10, 2 * task.patterns)).map { patterns in
            var changed = task
            changed.patterns = patterns
            changed.orthogonal = false
            return changed
        }
        return (degradation, capacity)
    }

    private func examples(
        _ network: PlasticNetwork<Double>, count: Int, using random: inout RandomState
    ) -> [Evaluation.Example] {
        guard case .associativeMemory(let task) = configuration.task else { return [] }
        return (0..<count).map { _ in
            let drawn = task.drawEpisode(using: &random)
            let outputs = network.trajectory(inputs: drawn.episode.inputs).outputs
            return Evaluation.Example(
                pattern: drawn.target, cue: drawn.cue,
                answer: Array(outputs.row(drawn.episode.steps - 1).prefix(task.patternSize)),
                hopfield: HopfieldNetwork(storing: drawn.patterns).recall(drawn.cue))
        }
    }

    private func record(
        _ network: PlasticNetwork<Double>, using random: inout RandomState
    ) -> Evaluation.EpisodeRecord? {
        guard network.neurons <= Self.largestRecordedNetwork else { return nil }
        let task = configuration.task.value
        let (episode, phases) = task.episodeWithPhases(using: &random)
        let trajectory = network.trajectory(inputs: episode.inputs)
        let scale = task.inputStrength == 0 ? 0 : 1 / task.inputStrength
        return Evaluation.EpisodeRecord(
            phases: phases, inputs: episode.inputs.nested.map { $0.map { $0 * scale } },
            outputs: trajectory.outputs.nested, hebb: trajectory.hebb.nested)
    }
}

/// The trained network and its yardsticks on some episodes of one task.
private struct Measurement {
    var bitErrorRate: Evaluation.Comparison
    var accuracy: Evaluation.Comparison
    var absoluteError: Estimate

    init(_ trial: Trial, task: any EpisodicTask, count: Int, random: inout RandomState) {
        var results: [Trial.Result] = []
        while results.count < count {
            let drawn = (0..<min(Trial.episodesAtATime, count - results.count)).map { _ in
                if let memory = task as? AssociativeMemory {
                    Trial.Exercise.recall(memory.drawEpisode(using: &random))
                } else {
                    Trial.Exercise.other(task.episode(using: &random))
                }
            }
            results += trial.results(of: drawn)
        }
        let hopfieldRates = results.compactMap(\.hopfieldRate)
        func comparison(_ rate: (Double) -> Double, chance: Double?) -> Evaluation.Comparison {
            Evaluation.Comparison(
                trained: Estimate(rates: results.map { rate($0.trained.bitErrorRate) }),
                untrained: Estimate(rates: results.map { rate($0.untrained.bitErrorRate) }),
                hopfield: hopfieldRates.isEmpty ? nil : Estimate(rates: hopfieldRates.map(rate)),
                chance: chance)
        }
        var guessed: Double?
        var lucky: Double?
        if let memory = task as? AssociativeMemory {
            guessed = 0.5 * Double(memory.degradedBits) / Double(memory.patternSize)
            lucky = (0..<memory.degradedBits).reduce(1.0) { share, _ in share / 2 }
        }
        bitErrorRate = comparison({ $0 }, chance: guessed)
        accuracy = comparison({ $0 == 0 ? 1 : 0 }, chance: lucky)
        absoluteError = Estimate(values: results.map(\.trained.absoluteError))
    }
}

/// Runs the trained network and its yardsticks through the same episodes, on several threads.
private final class Trial {
    /// How many episodes are drawn before they are run.
    static let episodesAtATime = 32

    /// What to run them through.
    enum Exercise {
        case recall(AssociativeMemory.DrawnEpisode)
        case other(Episode)
    }

    /// How they did in one episode.
    struct Result {
        var trained: EpisodeOutcome
        var untrained: EpisodeOutcome
        /// The share of wrong neurons of a Hopfield network, if there were patterns to store in one.
        var hopfieldRate: Double?
    }

    private let eta: Double
    private let trained: KernelParameters<Double>
    private let untrained: KernelParameters<Double>
    private let team: WorkerTeam
    /// One for each of the team's workers.
    private let passes: [ForwardPass<Double>]

    init(trained: PlasticNetwork<Double>, untrained: PlasticNetwork<Double>, threads: Int?) {
        eta = trained.eta
        self.trained = KernelParameters(trained)
        self.untrained = KernelParameters(untrained)
        let team = WorkerTeam(size: threads ?? ProcessInfo.processInfo.activeProcessorCount)
        self.team = team
        passes = (0..<team.size).map { _ in ForwardPass(neurons: trained.neurons) }
    }

    func results(of exercises: [Exercise]) -> [Result] {
        var results = [Result?](repeating: nil, count: exercises.count)
        results.withUnsafeMutableBufferPointer { results in
            team.run { worker in
                for index in stride(from: worker, to: exercises.count, by: team.size) {
                    results[index] = result(of: exercises[index], pass: passes[worker])
                }
            }
        }
        return results.compactMap(\.self)
    }

    private func result(of exercise: Exercise, pass: ForwardPass<Double>) -> Result {
        func outcome(_ parameters: KernelParameters<Double>, _ episode: Episode) -> EpisodeOutcome {
            pass.run(parameters, eta: eta, inputs: episode.inputs, initialState: nil, storesHistory: false)
            return pass.outcome(of: episode)
        }
        switch exercise {
        case .recall(let drawn):
            let answer = HopfieldNetwork(storing: drawn.patterns).recall(drawn.cue)
            // A neuron that stayed undecided, at zero, is as good as guessed.
            let wrong = zip(answer, drawn.target).reduce(0.0) { $0 + 0.5 * (1 - $1.0 * $1.1) }
            return Result(
                trained: outcome(trained, drawn.episode), untrained: outcome(untrained, drawn.episode),
                hopfieldRate: wrong / Double(answer.count))
        case .other(let episode):
            return Result(trained: outcome(trained, episode), untrained: outcome(untrained, episode))
        }
    }
}
