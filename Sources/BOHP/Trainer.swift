import Synchronization

/// The numbers of one training episode.
public struct EpisodeMetrics: Equatable, Sendable {
    /// The episode's number; the first is 1.
    public var episode: Int
    /// Loss, absolute error and bit error rate of this episode.
    public var outcome: EpisodeOutcome
    /// The norm of the gradient that the episode's update followed; shared by the episodes of a batch.
    public var gradientNorm: Double

    /// The numbers of an episode.
    public init(episode: Int, outcome: EpisodeOutcome, gradientNorm: Double) {
        self.episode = episode
        self.outcome = outcome
        self.gradientNorm = gradientNorm
    }
}

/// Training went beyond the numbers: a loss or a gradient is infinite or not a number.
public struct DivergenceError: Error, Equatable, CustomStringConvertible {
    /// The first episode of the update that was not made.
    public var episode: Int

    public var description: String { "the loss or its gradient is not finite at episode \(episode)" }
}

/// Trains a plastic network episode by episode.
///
/// A function of its configuration: the same configuration gives the same numbers, whatever the number of
/// threads. A copy trains the same network on. Not to be shared between threads itself.
public struct Trainer {
    private enum Core {
        case double(TrainerCore<Double>)
        case float(TrainerCore<Float>)
    }

    /// What is trained, and how.
    public let configuration: Configuration
    private let core: Core

    /// A trainer with a freshly drawn network.
    ///
    /// - Parameter threads: how many threads may work on a batch or within an episode; all processors if `nil`.
    /// - Throws: `ConfigurationError`.
    public init(_ configuration: Configuration, threads: Int? = nil) throws {
        try configuration.validate()
        self.configuration = configuration
        switch configuration.precision {
        case .double: core = .double(TrainerCore(configuration, threads: threads))
        case .float: core = .float(TrainerCore(configuration, threads: threads))
        }
    }

    /// A trainer that goes on from a checkpoint, to the bit.
    ///
    /// - Throws: `ConfigurationError`, and `CheckpointError` if the checkpoint is not one of this configuration.
    public init(
        _ configuration: Configuration, resuming checkpoint: Checkpoint, threads: Int? = nil
    ) throws {
        try self.init(configuration, threads: threads)
        switch core {
        case .double(let core): try core.restore(checkpoint)
        case .float(let core): try core.restore(checkpoint)
        }
    }

    /// How many episodes have been trained on.
    public var episodesDone: Int {
        switch core {
        case .double(let core): core.episodesDone
        case .float(let core): core.episodesDone
        }
    }

    /// Whether all of the configuration's episodes have been trained on.
    public var isFinished: Bool { episodesDone >= configuration.episodes }

    /// The network as it stands. Exact: a double holds every float.
    public var network: PlasticNetwork<Double> {
        switch core {
        case .double(let core): core.network
        case .float(let core): core.network.converted(to: Double.self)
        }
    }

    /// All that is needed to go on from here to the bit.
    public var checkpoint: Checkpoint {
        switch core {
        case .double(let core): core.checkpoint
        case .float(let core): core.checkpoint
        }
    }

    /// Trains on the next batch of episodes (the last one may be smaller), and updates the network once.
    ///
    /// - Returns: the numbers of each episode, in order; none if training is finished.
    /// - Throws: `DivergenceError`; the network is then as it was before.
    public func trainBatch() throws -> [EpisodeMetrics] {
        switch core {
        case .double(let core): try core.trainBatch()
        case .float(let core): try core.trainBatch()
        }
    }
}

/// Training in one precision.
final class TrainerCore<Scalar: NetworkScalar> {
    /// Into how many partial sums a batch's gradients are gathered. It depends on the network alone, so that the
    /// order of additions, and with it every rounding, does not depend on the number of threads.
    private static func partialSums(neurons: Int) -> Int {
        // More of them share the work out more evenly, and take more memory.
        let bytes = 2 * neurons * neurons * MemoryLayout<Scalar>.stride
        return 32 * bytes <= 4 << 20 ? 32 : 16
    }

    /// The smallest network whose steps are long enough for threads to share them.
    private static var smallestSharedNetwork: Int { 192 }

    private let configuration: Configuration
    private let task: any EpisodicTask
    private let parameters: KernelParameters<Scalar>
    private let workers: [GradientEngine<Scalar>]
    /// One thread for each of `workers`.
    private let team: WorkerTeam
    private let partials: [KernelParameters<Scalar>]
    private let scratch: [KernelParameters<Scalar>]
    private let optimizer: Optimizer<Scalar>
    private var updates = 0
    private var random: RandomState
    /// The next batch, if it was drawn while other threads were still busy with the present one.
    private var drawnAhead: Batch?
    private(set) var episodesDone = 0

    /// A batch of episodes, and the generator's state before they were drawn.
    private struct Batch {
        var episodes: [Episode]
        var before: RandomState
    }

    init(_ configuration: Configuration, threads: Int?) {
        self.configuration = configuration
        task = configuration.task.value
        let neurons = task.neurons
        var random = RandomState(seed: configuration.seed)
        parameters = KernelParameters(
            PlasticNetwork<Scalar>(neurons: neurons, eta: Scalar(configuration.eta), using: &random))
        if !configuration.plastic { parameters.alpha.clear() }
        self.random = random
        optimizer = Optimizer(configuration, neurons: neurons)

        let partialCount = min(configuration.batch, Self.partialSums(neurons: neurons))
        // Threads share an episode where there are not enough episodes to share, if it takes long enough.
        let isLong = neurons >= Self.smallestSharedNetwork || configuration.engine == .rtrl
        let parts = GradientEngine<Scalar>.parts(configuration.engine, neurons: neurons)
        let episodeTeam = WorkerTeam(threads: threads, parts: configuration.batch == 1 && isLong ? parts : 1)
        let team = WorkerTeam(threads: threads, parts: partialCount)
        self.team = team
        workers = (0..<team.size).map { _ in
            GradientEngine(
                configuration.engine, neurons: neurons, traceMemory: configuration.traceMemory,
                team: episodeTeam)
        }
        partials = (0..<partialCount).map { _ in KernelParameters(neurons: neurons) }
        // An episode's own gradient needs a place only if it is added to another's.
        scratch =
            configuration.batch > partialCount
            ? (0..<team.size).map { _ in KernelParameters(neurons: neurons) } : []
    }

    var network: PlasticNetwork<Scalar> {
        PlasticNetwork(
            w: parameters.w.get(), alpha: parameters.alpha.get(), eta: Scalar(configuration.eta))
    }

    func trainBatch() throws -> [EpisodeMetrics] {
        let remaining = configuration.episodes - episodesDone
        guard remaining > 0 else { return [] }
        let batch = drawnAhead ?? drawBatch(min(configuration.batch, remaining))
        drawnAhead = nil
        let count = batch.episodes.count
        let outcomes = gradients(
            of: batch.episodes, drawingAhead: min(configuration.batch, remaining - count))
        let gradient = partials[0]
        for partial in partials.dropFirst().prefix(count - 1) { gradient.add(partial) }
        if count > 1 { gradient.scale(by: 1 / Scalar(count)) }

        let norm = gradient.norm
        guard norm.isFinite, outcomes.allSatisfy(\.loss.isFinite) else {
            random = batch.before
            drawnAhead = nil
            throw DivergenceError(episode: episodesDone + 1)
        }
        flushingDenormals {
            updates += 1
            optimizer.update(parameters, along: gradient, number: updates)
            applyConstraints()
        }
        let first = episodesDone + 1
        episodesDone += count
        return outcomes.enumerated().map { index, outcome in
            EpisodeMetrics(episode: first + index, outcome: outcome, gradientNorm: norm)
        }
    }

    private func drawBatch(_ count: Int) -> Batch {
        let before = random
        return Batch(episodes: (0..<count).map { _ in task.episode(using: &random) }, before: before)
    }

    /// Gathers the episodes' gradients in `partials`: episode i in partial sum i modulo their number.
    ///
    /// - Parameter next: how many episodes to draw for the next batch, if there are threads to do so meanwhile.
    private func gradients(of episodes: [Episode], drawingAhead next: Int) -> [EpisodeOutcome] {
        let eta = Scalar(configuration.eta)
        if episodes.count == 1 {
            return [
                workers[0].lossGradient(of: parameters, eta: eta, episode: episodes[0], into: partials[0])
            ]
        }
        var outcomes = [EpisodeOutcome?](repeating: nil, count: episodes.count)
        outcomes.withUnsafeMutableBufferPointer { outcomes in
            // Whoever is free takes the next piece of work. The longest comes first: only one thread can draw.
            let piece = Atomic<Int>(next > 0 && team.size > 1 ? -1 : 0)
            team.run { worker in
                while true {
                    let partial = piece.add(1, ordering: .relaxed).oldValue
                    if partial >= partials.count { break }
                    if partial < 0 {
                        drawnAhead = drawBatch(next)
                    } else {
                        gather(episodes, eta: eta, partial: partial, worker: worker, outcomes: outcomes)
                    }
                }
            }
        }
        return outcomes.compactMap(\.self)
    }

    /// Adds the gradients of one partial sum. No other thread touches it, nor these episodes' outcomes.
    private func gather(
        _ episodes: [Episode], eta: Scalar, partial: Int, worker: Int,
        outcomes: UnsafeMutableBufferPointer<EpisodeOutcome?>
    ) {
        for index in stride(from: partial, to: episodes.count, by: partials.count) {
            let isFirst = index == partial
            let target = isFirst ? partials[partial] : scratch[worker]
            outcomes[index] = workers[worker].lossGradient(
                of: parameters, eta: eta, episode: episodes[index], into: target)
            if !isFirst { partials[partial].add(target) }
        }
    }

    /// What holds for the parameters after every update.
    private func applyConstraints() {
        if configuration.l1Penalty > 0 {
            let penalty = Scalar(configuration.l1Penalty)
            for part in [parameters.w, parameters.alpha] {
                let values = part.all
                for index in values.indices where values[index] != 0 {
                    values[index] -= values[index] > 0 ? penalty : -penalty
                }
            }
        }
        if configuration.plastic {
            for neuron in 0..<parameters.neurons {
                parameters.alpha.base[parameters.alpha.offset(target: neuron, source: neuron)] = 0
            }
        } else {
            parameters.alpha.clear()
        }
    }

    var checkpoint: Checkpoint {
        var matrices: [String: Matrix<Double>] = [:]
        func save(_ name: String, _ values: KernelParameters<Scalar>) {
            matrices["\(name).w"] = values.w.get().converted(to: Double.self)
            matrices["\(name).alpha"] = values.alpha.get().converted(to: Double.self)
        }
        save("parameters", parameters)
        for (name, values) in optimizer.memory { save("optimizer.\(name)", values) }
        return Checkpoint(
            episodesDone: episodesDone, updates: updates, random: (drawnAhead?.before ?? random).snapshot,
            matrices: matrices)
    }

    func restore(_ checkpoint: Checkpoint) throws {
        var places: [(name: String, place: KernelParameters<Scalar>)] = [("parameters", parameters)]
        places += optimizer.memory.map { ("optimizer.\($0.name)", $0.values) }
        for (name, place) in places {
            for (part, matrix) in [("w", place.w), ("alpha", place.alpha)] {
                guard let saved = checkpoint.matrices["\(name).\(part)"] else {
                    throw CheckpointError(problem: "it has no “\(name).\(part)”")
                }
                guard saved.rows == matrix.neurons, saved.columns == matrix.neurons else {
                    throw CheckpointError(
                        problem: "“\(name).\(part)” is \(saved.rows) × \(saved.columns), "
                            + "not \(matrix.neurons) × \(matrix.neurons)")
                }
                matrix.set(saved.converted(to: Scalar.self))
            }
        }
        guard let random = RandomState(checkpoint.random) else {
            throw CheckpointError(problem: "it holds no valid state of the random generator")
        }
        guard (0...configuration.episodes).contains(checkpoint.episodesDone),
            (0...checkpoint.episodesDone).contains(checkpoint.updates)
        else {
            throw CheckpointError(
                problem: "it stands at episode \(checkpoint.episodesDone) of \(configuration.episodes), "
                    + "after \(checkpoint.updates) updates")
        }
        self.random = random
        drawnAhead = nil
        episodesDone = checkpoint.episodesDone
        updates = checkpoint.updates
    }
}
