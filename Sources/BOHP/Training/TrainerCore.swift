import Synchronization

/// Training in either precision.
protocol TrainingCore: AnyObject {
    var episodesDone: Int { get }
    var network: PlasticNetwork<Double> { get }
    var checkpoint: Checkpoint { get }
    func restore(_ checkpoint: Checkpoint) throws
    func trainBatch(unless isCancelled: @Sendable () -> Bool) throws -> [EpisodeMetrics]
}

/// Training in one precision.
final class TrainerCore<Scalar: NetworkScalar>: TrainingCore {
    /// The number of partial sums of a batch's gradients. It depends on the network alone, because the order of
    /// additions decides every rounding and must not depend on the number of threads.
    private static func partialSums(neurons: Int) -> Int {
        // More partial sums balance the threads better and take more memory.
        let bytes = 2 * neurons * neurons * MemoryLayout<Scalar>.stride
        return 32 * bytes <= 4 << 20 ? 32 : 16
    }

    private let configuration: Configuration
    private let description: NetworkDescription
    private let columns: [String]
    private var trained: PlasticNetwork<Scalar>
    private let workers: [any GradientEngine<Scalar>]
    /// One thread for each of `workers`.
    private let team: WorkerTeam
    private let partials: [Parameters<Scalar>]
    private let scratch: [Parameters<Scalar>]
    private var optimizerState: OptimizerState<Scalar>
    private var updates = 0
    private var random: RandomState
    /// The next batch, if a thread has drawn it while others computed the present one.
    private var drawnAhead: Batch?
    private(set) var episodesDone = 0

    /// A batch of episodes, and the generator's state before they were drawn.
    private struct Batch {
        var episodes: [Episode]
        var before: RandomState
    }

    init(_ configuration: Configuration, threads: Int?) {
        self.configuration = configuration
        columns = configuration.columns
        let description = configuration.network
        self.description = description
        let neurons = description.neurons
        var random = RandomState(seed: configuration.seed)
        let network: PlasticNetwork<Scalar> = description.draw(using: &random)
        trained = network
        self.random = random
        optimizerState = configuration.optimizer.start(network.parameters)

        let partialCount = min(configuration.batch, Self.partialSums(neurons: neurons))
        // Threads share an episode if there are no other episodes to share and if it takes long enough.
        let isLong = configuration.sharesEpisodes
        let parts = configuration.engine.parts(neurons: neurons)
        let episodeTeam = WorkerTeam(threads: threads, parts: configuration.batch == 1 && isLong ? parts : 1)
        let team = WorkerTeam(threads: threads, parts: partialCount)
        self.team = team
        workers = (0..<team.size).map { _ in
            configuration.engine.start(
                Scalar.self, description, objective: configuration.task.objective,
                traceMemory: configuration.traceMemory, team: episodeTeam)
        }
        partials = (0..<partialCount).map { _ in network.parameters.zeros }
        // An episode's gradient needs a buffer only if it is added to another one.
        scratch =
            configuration.batch > partialCount
            ? (0..<team.size).map { _ in network.parameters.zeros } : []
    }

    var network: PlasticNetwork<Double> { trained.converted(to: Double.self) }

    // Specialized by hand, because it is called through an existential. Older compilers do not know `@specialized`.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func trainBatch(unless isCancelled: @Sendable () -> Bool) throws -> [EpisodeMetrics] {
        let remaining = configuration.episodes - episodesDone
        guard remaining > 0 else { return [] }
        let count = min(configuration.batch, remaining)
        let batch = drawnAhead ?? drawBatch(count, unless: isCancelled)
        let next = min(configuration.batch, remaining - count)
        drawnAhead = nil
        let measures = gradients(of: batch.episodes, drawingAhead: next, unless: isCancelled)
        guard batch.episodes.count == count, drawnAhead?.episodes.count ?? next == next,
            measures.allSatisfy({ !$0.isEmpty })
        else {
            random = batch.before
            drawnAhead = nil
            throw CancellationError()
        }
        let gradient = partials[0]
        for partial in partials.dropFirst().prefix(count - 1) { gradient.storage.add(partial.storage) }
        if count > 1 { gradient.storage.scale(by: 1 / Scalar(count)) }

        let norm = gradient.norm
        guard norm.isFinite, measures.joined().allSatisfy(\.isFinite) else {
            random = batch.before
            drawnAhead = nil
            throw DivergenceError(episode: episodesDone + 1)
        }
        if episodesDone < configuration.episodes - configuration.frozenEpisodes {
            flushingDenormals { update(along: gradient) }
        }
        let first = episodesDone + 1
        episodesDone += count
        return measures.enumerated().map { index, measures in
            EpisodeMetrics(episode: first + index, columns: columns, values: measures + [norm])
        }
    }

    private func update(along gradient: Parameters<Scalar>) {
        updates += 1
        configuration.optimizer.update(
            &trained.parameters, along: gradient, state: &optimizerState, number: updates)
        if configuration.l1Penalty > 0 || configuration.l2Penalty > 0 {
            description.penalize(
                &trained.parameters, l1: Scalar(configuration.l1Penalty), l2: Scalar(configuration.l2Penalty))
        }
        description.constrain(&trained.parameters)
    }

    /// Draws `count` episodes, or fewer if `isCancelled`.
    private func drawBatch(_ count: Int, unless isCancelled: @Sendable () -> Bool) -> Batch {
        var batch = Batch(episodes: [], before: random)
        while batch.episodes.count < count, !isCancelled() {
            batch.episodes.append(configuration.task.episode(using: &random))
        }
        return batch
    }

    /// Gathers the episodes' gradients in `partials`: episode i in partial sum i modulo their number.
    ///
    /// - Parameters:
    ///   - next: how many episodes to draw for the next batch, if there are threads to do so meanwhile.
    ///   - isCancelled: whether to leave out the episodes that are not begun.
    /// - Returns: the measures of each episode; none for an episode that was left out.
    private func gradients(
        of episodes: [Episode], drawingAhead next: Int, unless isCancelled: @Sendable () -> Bool
    ) -> [[Double]] {
        if episodes.count == 1 {
            return [workers[0].lossGradient(of: trained, episode: episodes[0], into: partials[0])]
        }
        var measures = [[Double]](repeating: [], count: episodes.count)
        measures.withUnsafeMutableBufferPointer { measures in
            // A free thread takes the next piece of work. Drawing comes first, because one thread alone can do it.
            let piece = Atomic<Int>(next > 0 && team.size > 1 ? -1 : 0)
            team.run { worker in
                while true {
                    let partial = piece.add(1, ordering: .relaxed).oldValue
                    if partial >= partials.count { break }
                    if partial < 0 {
                        drawnAhead = drawBatch(next, unless: isCancelled)
                    } else {
                        gather(
                            episodes, partial: partial, worker: worker, measures: measures,
                            unless: isCancelled)
                    }
                }
            }
        }
        return measures
    }

    /// Adds the gradients of one partial sum. No other thread touches it, nor these episodes' measures.
    private func gather(
        _ episodes: [Episode], partial: Int, worker: Int, measures: UnsafeMutableBufferPointer<[Double]>,
        unless isCancelled: @Sendable () -> Bool
    ) {
        for index in stride(from: partial, to: episodes.count, by: partials.count) where !isCancelled() {
            let isFirst = index == partial
            let target = isFirst ? partials[partial] : scratch[worker]
            measures[index] = workers[worker].lossGradient(
                of: trained, episode: episodes[index], into: target)
            if !isFirst { partials[partial].storage.add(target.storage) }
        }
    }

    var checkpoint: Checkpoint {
        let optimizer = type(of: configuration.optimizer)
        var arrays = learned(trained.parameters, "parameters")
        for (name, moment) in zip(optimizer.moments, optimizerState.moments) {
            arrays += learned(moment, "optimizer.\(name)")
        }
        arrays += zip(optimizer.numbers, optimizerState.numbers).map {
            NamedArray("optimizer.\($0)", shape: [], values: [$1])
        }
        return Checkpoint(
            episodesDone: episodesDone, updates: updates, random: (drawnAhead?.before ?? random).snapshot,
            arrays: arrays)
    }

    /// Copies of the arrays that are learned, as `<owner>.<name>`.
    private func learned(_ parameters: Parameters<Scalar>, _ owner: String) -> [NamedArray] {
        zip(description.parts, parameters.arrays).filter(\.0.isLearned).map { _, array in
            NamedArray("\(owner).\(array.name)", shape: array.shape, values: array.values)
        }
    }

    func restore(_ checkpoint: Checkpoint) throws {
        let optimizer = type(of: configuration.optimizer)
        try restoreLearned(&trained.parameters, "parameters", from: checkpoint)
        for (index, name) in optimizer.moments.enumerated() {
            try restoreLearned(&optimizerState.moments[index], "optimizer.\(name)", from: checkpoint)
        }
        for (index, name) in optimizer.numbers.enumerated() {
            optimizerState.numbers[index] = try checkpoint.array("optimizer.\(name)", shape: []).values[0]
        }
        guard (0...configuration.episodes).contains(checkpoint.episodesDone),
            (0...checkpoint.episodesDone).contains(checkpoint.updates)
        else {
            throw CheckpointError(
                problem: "it stands at episode \(checkpoint.episodesDone) of \(configuration.episodes), "
                    + "after \(checkpoint.updates) updates")
        }
        random = RandomState(seed: configuration.seed, checkpoint.random)
        drawnAhead = nil
        episodesDone = checkpoint.episodesDone
        updates = checkpoint.updates
    }

    private func restoreLearned(
        _ parameters: inout Parameters<Scalar>, _ owner: String, from checkpoint: Checkpoint
    ) throws {
        for part in description.parts where part.isLearned {
            let shape = part.shape
            let saved = try checkpoint.array("\(owner).\(shape.name)", shape: shape.shape)
            parameters[shape.name] = Matrix(
                rows: shape.rows, columns: shape.columns, elements: saved.values.map { Scalar($0) })
        }
    }
}
