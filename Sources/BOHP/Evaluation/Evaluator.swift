/// Measures a trained network on fresh episodes, drawn from a seed of their own, so that measuring never
/// disturbs training.
public struct Evaluator: Sendable {
    /// The largest network of which a whole episode is recorded.
    static let largestRecordedNetwork = 256
    /// A seed that no run has by default.
    public static let defaultSeed: UInt32 = 1_000_003

    /// The probes of every evaluation: the list that a new one is added to.
    public static let standardProbes: [any Probe] = [
        Ablation(), OverlapCourse(), HebbRule(), ImageCompletion(),
    ]

    /// What the network was trained on.
    public var configuration: Configuration
    /// The seed of the measured episodes.
    public var seed: UInt32
    /// Episodes for the main means; each point of a curve gets a fifth of them.
    public var episodes: Int
    /// What is measured beside the errors.
    public var probes = standardProbes

    /// An evaluator; `episodes` defaults to 1000, and fewer for large networks.
    public init(_ configuration: Configuration, seed: UInt32 = defaultSeed, episodes: Int? = nil) {
        self.configuration = configuration
        self.seed = seed
        let neurons = Double(max(configuration.task.neurons, 1))
        self.episodes = episodes ?? max(20, min(1000, Int(1000 * 10_000 / (neurons * neurons))))
    }

    /// Measures `network` on `threads` threads, all processors if `nil`.
    public func evaluate(_ network: PlasticNetwork<Double>, threads: Int? = nil) -> Evaluation {
        evaluate(network, threads: threads) { (_: Double) throws(Never) in }
    }

    /// Measures `network`. The result does not depend on the number of threads.
    ///
    /// - Parameters:
    ///   - threads: how many threads share the episodes; all processors if `nil`.
    ///   - progress: told the share of the work that is done, 0...1, from time to time. It throws to stop the measurement.
    /// - Throws: what `progress` throws.
    public func evaluate<Failure: Error>(
        _ network: PlasticNetwork<Double>, threads: Int? = nil,
        progress: (Double) throws(Failure) -> Void
    ) throws(Failure) -> Evaluation {
        var drawing = RandomState(seed: configuration.seed)
        let untrained: PlasticNetwork<Double> = configuration.network.draw(using: &drawing)
        var random = RandomState(seed: seed)
        let pointEpisodes = max(2, episodes / 5)
        var measured = configuration
        measured.task = configuration.task.unseen
        let subject = ProbedNetwork(
            network: network, untrained: untrained, configuration: measured, episodes: episodes,
            pointEpisodes: pointEpisodes, trial: Trial(network.description, threads: threads))

        let task = measured.task
        let recall = task as? any RecallTask
        let degradations: [any RecallTask] = recall?.degradations ?? []
        let loads: [any RecallTask] = recall?.loads ?? []
        let variations = task.variations
        let points = degradations.count + loads.count + variations.reduce(0) { $0 + $1.points.count }
        // A probe counts for as much work as the main means.
        let total = Double((1 + probes.count) * episodes + points * pointEpisodes)
        var done = 0.0
        func measure(
            _ task: any EpisodicTask, count: Int, using random: inout RandomState
        ) throws(Failure) -> Measurement {
            let result = try Measurement(subject, task: task, count: count, random: &random) {
                (count: Int) throws(Failure) in try progress((done + Double(count)) / total)
            }
            done += Double(count)
            return result
        }

        let main = try measure(task, count: episodes, using: &random)
        let degradation = try degradations.map { task throws(Failure) in
            try measure(task, count: pointEpisodes, using: &random)
        }
        let capacity = try loads.map { task throws(Failure) in
            try measure(task, count: pointEpisodes, using: &random)
        }
        var varied: [String: [Measurement]] = [:]
        for variation in variations {
            var random = RandomState(seed: seed, for: variation.name)
            varied[variation.name] = try variation.points.map { point throws(Failure) in
                try measure(point.task, count: pointEpisodes, using: &random)
            }
        }
        let trials = Measurement.trialsPerEpisode(in: [main] + degradation + capacity)
        var evaluation = Evaluation(
            seed: seed, episodes: episodes, bitErrorRate: main.bitErrorRate(trialsPerEpisode: trials),
            accuracy: main.accuracy, absoluteError: Estimate(values: main.absoluteErrors),
            degradation: zip(degradations, degradation).map { task, measurement in
                Evaluation.CurvePoint(
                    condition: task.degradedShareOfBits,
                    bitErrorRate: measurement.bitErrorRate(trialsPerEpisode: trials))
            },
            capacity: zip(loads, capacity).map { task, measurement in
                Evaluation.CurvePoint(
                    condition: Double(task.patterns),
                    bitErrorRate: measurement.bitErrorRate(trialsPerEpisode: trials))
            },
            examples: examples(network, count: 6, using: &random), episode: record(network, using: &random))
        for variation in variations {
            evaluation.curves[variation.name] = zip(variation.points, varied[variation.name] ?? []).map {
                Evaluation.CurvePoint(
                    condition: $0.condition, bitErrorRate: $1.bitErrorRate(trialsPerEpisode: trials))
            }
        }
        for probe in probes {
            var random = RandomState(seed: seed, for: probe.name)
            evaluation.findings[probe.name] = try probe.finding(of: subject, random: &random) {
                (count: Int) throws(Failure) in
                try progress(min(1, (done + Double(min(count, episodes))) / total))
            }
            done += Double(episodes)
        }
        return evaluation
    }

    private func examples(
        _ network: PlasticNetwork<Double>, count: Int, using random: inout RandomState
    ) -> [Evaluation.Example] {
        guard let task = configuration.task.unseen as? any CuedTask else { return [] }
        return (0..<count).map { _ in
            let drawn = task.drawRecall(using: &random)
            let outputs = network.trajectory(inputs: drawn.episode.inputs).outputs
            return Evaluation.Example(
                pattern: drawn.target, cue: drawn.cue,
                answer: Array(outputs.row(drawn.episode.steps - 1).prefix(task.patternSize)),
                hopfield: task is any RecallTask
                    ? HopfieldNetwork(storing: drawn.patterns).recall(drawn.cue) : nil)
        }
    }

    private func record(
        _ network: PlasticNetwork<Double>, using random: inout RandomState
    ) -> Evaluation.EpisodeRecord? {
        guard network.neurons <= Self.largestRecordedNetwork else { return nil }
        let task = configuration.task.unseen
        var sameRandom = random
        let (episode, phases) = task.episodeWithPhases(using: &random)
        let trajectory = network.trajectory(inputs: episode.inputs)
        let scale = task.inputStrength == 0 ? 0 : 1 / task.inputStrength
        return Evaluation.EpisodeRecord(
            phases: phases, inputs: episode.inputs.nested.map { $0.map { $0 * scale } },
            outputs: trajectory.outputs.nested, hebb: trajectory.hebb.nested,
            patterns: (task as? any CuedTask)?.drawRecall(using: &sameRandom).patterns)
    }
}
