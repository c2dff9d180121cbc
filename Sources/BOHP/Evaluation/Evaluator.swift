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
        let degradation = curves.degradation.map { measure($0, count: pointEpisodes) }
        let capacity = curves.capacity.map { measure($0, count: pointEpisodes) }
        let trials = Measurement.trialsPerEpisode(in: [main] + degradation + capacity)
        return Evaluation(
            seed: seed, episodes: episodes, bitErrorRate: main.bitErrorRate(trialsPerEpisode: trials),
            accuracy: main.accuracy, absoluteError: Estimate(values: main.absoluteErrors),
            degradation: zip(curves.degradation, degradation).map { task, measurement in
                Evaluation.CurvePoint(
                    condition: Double(task.degradedBits) / Double(task.patternSize),
                    bitErrorRate: measurement.bitErrorRate(trialsPerEpisode: trials))
            },
            capacity: zip(curves.capacity, capacity).map { task, measurement in
                Evaluation.CurvePoint(
                    condition: Double(task.patterns),
                    bitErrorRate: measurement.bitErrorRate(trialsPerEpisode: trials))
            },
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
