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

    /// Measures `network`.
    ///
    /// - Parameter progress: told the share of the work that is done, 0...1, in between.
    public func evaluate(
        _ network: PlasticNetwork<Double>, progress: (Double) -> Void = { _ in }
    ) -> Evaluation {
        var drawing = RandomState(seed: configuration.seed)
        var untrained = PlasticNetwork<Double>(
            neurons: network.neurons, eta: configuration.eta, using: &drawing)
        if !configuration.plastic { untrained = untrained.withoutPlasticity }
        var random = RandomState(seed: seed)

        let curves = conditions()
        let pointEpisodes = max(2, episodes / 5)
        let total = Double(episodes + (curves.degradation.count + curves.capacity.count) * pointEpisodes)
        var done = 0.0
        func measure(_ task: any EpisodicTask, count: Int) -> Measurement {
            let result = Measurement(
                task: task, count: count, trained: network, untrained: untrained, random: &random)
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
    /// A number for each network that is measured.
    struct PerNetwork<Number> {
        var trained: Number
        var untrained: Number
        /// `nil` for a task without patterns.
        var hopfield: Number?

        func map<Other>(_ change: (Number) -> Other) -> PerNetwork<Other> {
            .init(trained: change(trained), untrained: change(untrained), hopfield: hopfield.map(change))
        }
    }

    /// How many independent trials an episode counts for, by all that was measured of each network.
    static func trialsPerEpisode(in measurements: [Measurement]) -> PerNetwork<Double> {
        func trials(_ rates: (Measurement) -> [Double]?) -> Double {
            Estimate.trialsPerEpisode(
                of: measurements.compactMap(rates), bits: measurements.map(\.bits).min() ?? 1)
        }
        return .init(
            trained: trials(\.rates.trained), untrained: trials(\.rates.untrained),
            hopfield: trials(\.rates.hopfield))
    }

    /// How many outputs of an episode count.
    private(set) var bits = 1
    /// The share of them with the wrong sign, an episode each.
    private(set) var rates: PerNetwork<[Double]>
    /// Of the trained network.
    private(set) var absoluteErrors: [Double] = []
    private let task: any EpisodicTask

    init(
        task: any EpisodicTask, count: Int, trained: PlasticNetwork<Double>,
        untrained: PlasticNetwork<Double>, random: inout RandomState
    ) {
        self.task = task
        rates = .init(trained: [], untrained: [], hopfield: task is AssociativeMemory ? [] : nil)
        let trainedPass = EpisodeRunner(trained)
        let untrainedPass = EpisodeRunner(untrained)
        for _ in 0..<count {
            let episode: Episode
            if let memory = task as? AssociativeMemory {
                let drawn = memory.drawEpisode(using: &random)
                episode = drawn.episode
                let answer = HopfieldNetwork(storing: drawn.patterns).recall(drawn.cue)
                // A neuron that stayed undecided, at zero, is as good as guessed.
                let wrong = zip(answer, drawn.target).reduce(0.0) { $0 + 0.5 * (1 - $1.0 * $1.1) }
                rates.hopfield?.append(wrong / Double(answer.count))
            } else {
                episode = task.episode(using: &random)
            }
            bits = episode.countedSteps.count * episode.countedNeurons.count
            let outcome = trainedPass.outcome(of: episode)
            rates.trained.append(outcome.bitErrorRate)
            absoluteErrors.append(outcome.absoluteError)
            rates.untrained.append(untrainedPass.outcome(of: episode).bitErrorRate)
        }
    }

    /// The share of outputs with the wrong sign.
    func bitErrorRate(trialsPerEpisode trials: PerNetwork<Double>) -> Evaluation.Comparison {
        Evaluation.Comparison(
            trained: Estimate(rates: rates.trained, bits: bits, trialsPerEpisode: trials.trained),
            untrained: Estimate(rates: rates.untrained, bits: bits, trialsPerEpisode: trials.untrained),
            hopfield: rates.hopfield.map {
                Estimate(rates: $0, bits: bits, trialsPerEpisode: trials.hopfield ?? 1)
            },
            chance: memory.map { 0.5 * Double($0.degradedBits) / Double($0.patternSize) })
    }

    /// The share of episodes without a wrong sign.
    var accuracy: Evaluation.Comparison {
        let estimates = rates.map { rates in
            Estimate(rates: rates.map { $0 == 0 ? 1 : 0 }, bits: 1)
        }
        return Evaluation.Comparison(
            trained: estimates.trained, untrained: estimates.untrained, hopfield: estimates.hopfield,
            chance: memory.map { (0..<$0.degradedBits).reduce(1.0) { share, _ in share / 2 } })
    }

    private var memory: AssociativeMemory? { task as? AssociativeMemory }
}

/// Runs one network through many episodes in memory that is used again.
private struct EpisodeRunner {
    private let parameters: KernelParameters<Double>
    private let eta: Double
    private let pass: ForwardPass<Double>

    init(_ network: PlasticNetwork<Double>) {
        parameters = KernelParameters(network)
        eta = network.eta
        pass = ForwardPass(neurons: network.neurons)
    }

    func outcome(of episode: Episode) -> EpisodeOutcome {
        pass.run(parameters, eta: eta, inputs: episode.inputs, initialState: nil, storesHistory: false)
        return pass.outcome(of: episode)
    }
}
