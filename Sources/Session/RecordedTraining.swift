import Analysis
import BOHP
import RunRecord

/// One stretch of training of one run: from the first episode or the last checkpoint to the measured network, with
/// everything recorded in the run's folder.
public struct RecordedTraining {
    /// When a checkpoint is due.
    public struct CheckpointPolicy: Sendable {
        /// Episodes between checkpoints.
        public var episodes: Int
        /// The longest time between checkpoints.
        public var time: Duration

        /// A checkpoint after `episodes` episodes, and after `time` if that is sooner.
        public init(episodes: Int = 1000, time: Duration = .seconds(300)) {
            self.episodes = episodes
            self.time = time
        }
    }

    /// What is going on.
    public enum Progress {
        /// The run is trained; `smoothed` is the mean of its first logged number over about a hundred episodes.
        case training(episodes: Int, smoothed: Double?)
        /// The trained network is measured; `share` of it is done, 0...1.
        case measuring(share: Double)
    }

    /// How the stretch ended.
    public struct Outcome {
        /// The state of the run.
        public var status: RunInformation.Status
        /// Why training cannot continue, if it diverged.
        public var divergence: DivergenceError?
    }

    /// The record of the run.
    public let recorder: RunRecorder
    private let trainer: Trainer
    private let evaluator: Evaluator
    private let checkpoints: CheckpointPolicy
    private let threads: Int?
    private let test: TestDuringTraining?

    /// Training of a run whose folder is made or opened.
    ///
    /// - Parameters:
    ///   - recorder: a recorder of the run at the trainer's state.
    ///   - threads: the number of threads that measure; all processors if `nil`.
    public init(
        _ trainer: Trainer, recorder: RunRecorder,
        checkpoints: CheckpointPolicy = CheckpointPolicy(), threads: Int? = nil
    ) {
        self.trainer = trainer
        evaluator = recorder.information.evaluation.evaluator(trainer.configuration)
        self.recorder = recorder
        self.checkpoints = checkpoints
        self.threads = threads
        test = recorder.information.evaluation.testEpisodes.map {
            TestDuringTraining(trainer.configuration, episodes: $0, threads: threads)
        }
    }

    /// Trains until the episodes are done, `isStopped` or training diverges, measures the trained network, and completes
    /// the run's folder. A run that was stopped can continue to the bit.
    ///
    /// - Parameters:
    ///   - pause: the number of episodes at which to stop, as if `isStopped`; with batches, the first one that is not
    ///     less.
    ///   - isStopped: whether to stop. Threads call it.
    ///   - progress: told what is going on, from time to time.
    /// - Throws: `RunRecordError`.
    public func run(
        pausingAt pause: Int = .max, isStopped: @escaping @Sendable () -> Bool,
        progress: (Progress) -> Void = { _ in }
    ) throws -> Outcome {
        var outcome = Outcome(status: .finished)
        do {
            try train(pausingAt: pause, isStopped, progress)
        } catch is CancellationError {
            outcome.status = .interrupted
        } catch let error as DivergenceError {
            outcome = Outcome(status: .diverged, divergence: error)
        }
        // The learned network is saved first, because a kill may interrupt the measurement.
        if outcome.divergence == nil { try recorder.save(trainer.checkpoint) }
        let network = trainer.network
        var evaluation: Evaluation?
        do {
            if outcome.status != .interrupted {
                evaluation = try evaluator.measure(network, threads: threads, isStopped: isStopped) {
                    progress(.measuring(share: $0))
                }
            }
        } catch is CancellationError {
            if outcome.divergence == nil { outcome.status = .interrupted }
        }
        try recorder.end(
            outcome.status, network: network, evaluation: evaluation,
            divergedAt: outcome.divergence?.episode)
        return outcome
    }

    /// - Throws: `DivergenceError`, `CancellationError`, `RunRecordError`.
    private func train(
        pausingAt pause: Int, _ isStopped: @escaping @Sendable () -> Bool, _ progress: (Progress) -> Void
    ) throws {
        var smoothed: Double?
        var saved = (episodes: trainer.episodesDone, time: ContinuousClock.now)
        var flushed = saved.time
        recordWeights()
        while !trainer.isFinished {
            if isStopped() || trainer.episodesDone >= pause { throw CancellationError() }
            let episodes = try trainer.trainBatch(unless: isStopped)
            recorder.append(episodes)
            recordWeights()
            for episode in episodes {
                let loss = episode.values[0]
                smoothed = smoothed.map { $0 + (loss - $0) / 100 } ?? loss
            }
            let done = trainer.episodesDone
            let now = ContinuousClock.now
            if done - saved.episodes >= checkpoints.episodes
                || saved.time.duration(to: now) >= checkpoints.time
            {
                try recorder.save(trainer.checkpoint)
                saved = (done, now)
            }
            if flushed.duration(to: now) > .seconds(1) {
                try recorder.flush()
                flushed = now
            }
            progress(.training(episodes: done, smoothed: smoothed))
        }
    }

    /// Records the sample and the snapshot that are due.
    private func recordWeights() {
        guard recorder.isSampleDue || recorder.isSnapshotDue else { return }
        let network = trainer.network
        if recorder.isSampleDue {
            var sample = WeightSample(
                episode: trainer.episodesDone, network: network,
                biasNeuron: trainer.configuration.task.biasNeuron)
            sample?.test = test?.error(of: network)
            recorder.record(sample, of: network)
        }
        if recorder.isSnapshotDue { recorder.recordSnapshot(of: network) }
    }
}

extension Evaluator {
    /// Measures a network, its weights included.
    ///
    /// - Parameters:
    ///   - threads: the number of threads; all processors if `nil`.
    ///   - progress: told the share of the work that is done, 0...1, from time to time.
    /// - Throws: `CancellationError` if `isStopped`.
    public func measure(
        _ network: PlasticNetwork<Double>, threads: Int?, isStopped: () -> Bool, progress: (Double) -> Void
    ) throws -> Evaluation {
        var evaluation = try evaluate(network, threads: threads) {
            if isStopped() { throw CancellationError() }
            progress($0)
        }
        evaluation.weights = WeightStatistics(of: network, biasNeuron: configuration.task.biasNeuron)
        return evaluation
    }
}
