import BOHP
import Foundation
import Text

/// Writes a run directory during training.
///
/// The order of all changes is: lock, declare, change, commit. `run.json` declares the run as running before another file
/// changes, and it is the last file that is replaced. `metrics.csv` and `dynamics.csv` grow by whole lines. Every other file
/// is replaced as a whole. A checkpoint holds the lengths of the logs, so that training continues from the last checkpoint
/// at whatever moment the process was killed.
public final class RunRecorder {
    /// The run's folder.
    public let path: String
    /// The next contents of `run.json`.
    public private(set) var information: RunInformation
    private let lock: RunLock
    private let files: any FileSystem
    private var metrics: LogFile
    private var dynamics: LogFile
    private var snapshots: [WeightHistory.Snapshot]
    private var hasNewSnapshots = false
    private var best: BestMoment?
    private var hasNewBest = false
    private var pendingSamples: ArraySlice<Int>
    private var pendingSnapshots: ArraySlice<Int>
    private let secondsBefore: Double
    private let resumed = ContinuousClock.now

    /// Makes a new run directory.
    ///
    /// - Parameters:
    ///   - information: what `run.json` is to say. If the name is taken, a number is appended to it.
    ///   - keepsName: whether a name that is taken is an error instead.
    ///   - trainer: the trainer before its first episode.
    ///   - check: the gradient check before training.
    /// - Throws: `RunRecordError.cannotWrite`.
    public init(
        _ information: RunInformation, keepsName: Bool = true, of trainer: Trainer,
        check: GradientCheck? = nil,
        in folder: RunsFolder, files: any FileSystem = SystemFiles()
    ) throws {
        let place = try folder.claim(information, keepsName: keepsName, files: files)
        (path, lock, self.files) = (place.path, place.lock, files)
        self.information = information
        self.information.name = FilePath.name(of: path)
        secondsBefore = 0
        snapshots = []
        (pendingSamples, pendingSnapshots) = Self.schedule(information.configuration, after: 0)
        do {
            (metrics, dynamics) = try Self.start(path, self.information, trainer, check, files)
        } catch {
            lock.release()
            // A folder that is not empty stays; the next start of the run uses it.
            _ = try? files.apply(.remove(path))
            throw error
        }
    }

    /// Continues a run from its last checkpoint. What was logged after the checkpoint is removed, because training logs it
    /// again.
    ///
    /// - Parameters:
    ///   - configuration: the run's configuration, with more episodes if wanted.
    ///   - evaluation: how the trained network is to be measured after training.
    ///   - trainer: the trainer at the checkpoint, which `StoppedRun.trainer` makes.
    ///   - check: a gradient check before training continues.
    /// - Throws: `RunRecordError.cannotWrite`.
    public init(
        continuing run: StoppedRun, _ configuration: Configuration, evaluation: RunInformation.EvaluationPlan,
        of trainer: Trainer, check: GradientCheck? = nil
    ) throws {
        (path, lock, files) = (run.path, run.lock, run.files)
        let done = trainer.episodesDone
        information = run.information
        information.formatVersion = .init()
        information.configuration = configuration
        // A log keeps its columns, so that the test during training goes on as it was.
        information.evaluation.seed = evaluation.seed
        information.evaluation.episodes = evaluation.episodes
        information.status = .running
        information.ended = nil
        information.divergedAt = nil
        information.episodesDone = done
        information.resumptions.append(
            .init(episodesDone: done, started: Date(), software: .current, machine: .current))
        secondsBefore = run.saved?.seconds ?? 0
        information.seconds = secondsBefore
        snapshots = run.snapshots
        // The file may be of a moment after the checkpoint.
        best = run.saved?.best
        hasNewBest = best != nil
        (pendingSamples, pendingSnapshots) = Self.schedule(configuration, after: done)
        guard run.saved != nil else {
            (metrics, dynamics) = try Self.start(path, information, trainer, check, files)
            return
        }
        metrics = LogFile(Run.file(RunFile.metrics, in: path), endingAt: run.metrics, files: files)
        dynamics = LogFile(Run.file(RunFile.dynamics, in: path), endingAt: run.dynamics, files: files)
        let declaration = StagedFiles(files)
        if let check { try declaration.add(check, at: path) }
        try declaration.add(information, at: path)
        try declaration.commit()
        for log in [metrics, dynamics] { try files.apply(.cut(log.path, log.mark.bytes)) }
        try StagedFiles.removeTemporaryFiles(in: path, files)
    }

    /// Writes the files of a run that starts. Its folder may hold the files of a process that was killed at the start, which
    /// are replaced one by one: each of them goes with the old ones and with the new ones.
    private static func start(
        _ path: String, _ information: RunInformation, _ trainer: Trainer, _ check: GradientCheck?,
        _ files: any FileSystem
    ) throws -> (LogFile, LogFile) {
        try StagedFiles.removeTemporaryFiles(in: path, files)
        // The best parameters of a start that was killed; this one may not keep any.
        let best = Run.file(RunFile.best, in: path)
        if FileManager.default.fileExists(atPath: best) { try files.apply(.remove(best)) }
        let metricsHeader = Data(Metrics.header(information.configuration.columns).utf8)
        let dynamicsHeader = Data(
            WeightSample.header(hasTest: information.evaluation.testEpisodes != nil).utf8)
        let metrics = LogFile(
            Run.file(RunFile.metrics, in: path), endingAt: LogMark(metricsHeader), files: files)
        let dynamics = LogFile(
            Run.file(RunFile.dynamics, in: path), endingAt: LogMark(dynamicsHeader), files: files)
        let saved = SavedCheckpoint(
            trainer.checkpoint, seconds: 0,
            logs: [RunFile.metrics: metrics.mark, RunFile.dynamics: dynamics.mark])
        let staged = StagedFiles(files)
        try staged.add(metricsHeader, at: metrics.path)
        try staged.add(dynamicsHeader, at: dynamics.path)
        if let check { try staged.add(check, at: path) }
        try staged.add(saved.encoded(), at: Run.file(RunFile.checkpoint, in: path))
        try staged.add(information, at: path)
        try staged.commit()
        return (metrics, dynamics)
    }

    /// The numbers of episodes after which the weights are still to be recorded. At episode 0 nothing is recorded yet.
    private static func schedule(
        _ configuration: Configuration, after done: Int
    ) -> (samples: ArraySlice<Int>, snapshots: ArraySlice<Int>) {
        let samples = WeightHistory.sampleEpisodes(of: configuration.episodes)
        let snapshots =
            configuration.network.neurons <= WeightHistory.largestNetwork
            ? WeightHistory.snapshotEpisodes(of: configuration.episodes) : []
        return (samples.drop { $0 <= done && done > 0 }, snapshots.drop { $0 <= done && done > 0 })
    }

    private var seconds: Double { secondsBefore + resumed.duration(to: .now).seconds }

    /// Whether the file system has locks. Without them nothing keeps a second process from writing the run.
    public var isLockEffective: Bool { lock.isEffective }

    /// Adds episodes to the log. They reach the file with the next `flush`.
    public func append(_ episodes: [EpisodeMetrics]) {
        for episode in episodes { metrics.append(Metrics.line(episode)) }
        information.episodesDone = episodes.last?.episode ?? information.episodesDone
    }

    /// Whether a sample of the weights is due after the episodes appended so far.
    public var isSampleDue: Bool { pendingSamples.first.map { $0 <= information.episodesDone } ?? false }

    /// Whether a snapshot of the weights is due after the episodes appended so far.
    public var isSnapshotDue: Bool { pendingSnapshots.first.map { $0 <= information.episodesDone } ?? false }

    /// Records the sample that is due, and keeps the parameters if its test error is the smallest so far and the plan asks
    /// for it. A network that is too small to have a sample records `nil`.
    public func record(_ sample: WeightSample?, of network: PlasticNetwork<Double>) {
        pendingSamples = pendingSamples.drop { $0 <= information.episodesDone }
        guard let sample else { return }
        dynamics.append(sample.line(hasTest: information.evaluation.testEpisodes != nil))
        guard information.evaluation.keepsBest == true, let error = sample.test,
            best.map({ error.isBetter(than: $0.error) }) ?? true
        else { return }
        best = BestMoment(
            episode: sample.episode, error: error, parameters: network.parameters.arrays)
        hasNewBest = true
    }

    /// Records the snapshot that is due. It reaches the disk with the next checkpoint.
    public func recordSnapshot(of network: PlasticNetwork<Double>) {
        guard isSnapshotDue else { return }
        pendingSnapshots = pendingSnapshots.drop { $0 <= information.episodesDone }
        snapshots.append(.init(episode: information.episodesDone, w: network.w, alpha: network.alpha))
        hasNewSnapshots = true
    }

    /// Hands the appended lines to the operating system.
    ///
    /// - Throws: `RunRecordError.cannotWrite`, also if the run's folder was moved or removed.
    public func flush() throws {
        try checkPlace()
        try metrics.flush()
        try dynamics.flush()
    }

    private func checkPlace() throws {
        guard lock.isInPlace else {
            throw RunRecordError.cannotWrite(
                path: path,
                reason:
                    "the folder was moved or removed during training; if it was moved, continue there with --resume"
            )
        }
    }

    /// Saves a checkpoint, so that training can continue from here.
    ///
    /// - Throws: `RunRecordError.cannotWrite`. The previous checkpoint is then unchanged.
    public func save(_ checkpoint: Checkpoint) throws {
        // The run started with this checkpoint, and records the untrained network when it continues from there.
        guard checkpoint.episodesDone > 0 else { return }
        let staged = try stageLogs()
        let marks = [RunFile.metrics: metrics.mark, RunFile.dynamics: dynamics.mark]
        var saved = SavedCheckpoint(checkpoint, seconds: seconds, logs: marks)
        saved.best = best
        if !snapshots.isEmpty {
            saved.logs[RunFile.snapshots] = WeightHistory.Snapshot.tensors(snapshots).mark
        }
        try staged.add(saved.encoded(), at: Run.file(RunFile.checkpoint, in: path))
        try commit(staged)
    }

    /// Writes the trained network and what was measured of it, and ends the run with the given status.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    public func end(
        _ status: RunInformation.Status, network: PlasticNetwork<Double>, evaluation: Evaluation?,
        divergedAt: Int? = nil
    ) throws {
        let staged = try stageLogs()
        information.status = status
        information.ended = Date()
        information.divergedAt = divergedAt
        let weights = SafeTensors(
            parameters: network.parameters.arrays, information.configuration.precision)
        try staged.add(weights.encoded(), at: Run.file(RunFile.weights, in: path))
        if let evaluation {
            try staged.add(evaluation, at: path)
        } else {
            // An evaluation from before a resumption does not belong to these weights.
            try files.apply(.remove(Run.file(RunFile.evaluation, in: path)))
        }
        try commit(staged)
    }

    /// Syncs the logs, because they must not be behind the files that follow, and stages the snapshots and the best
    /// parameters if they are new.
    private func stageLogs() throws -> StagedFiles {
        try flush()
        try metrics.sync()
        try dynamics.sync()
        let staged = StagedFiles(files)
        if hasNewSnapshots {
            try staged.add(
                WeightHistory.Snapshot.tensors(snapshots).encoded(), at: Run.file(RunFile.snapshots, in: path)
            )
        }
        if let best, hasNewBest {
            try staged.add(
                best.file(information.configuration.precision).encoded(),
                at: Run.file(RunFile.best, in: path))
        }
        return staged
    }

    /// Replaces the staged files, and `run.json` last.
    private func commit(_ staged: StagedFiles) throws {
        information.seconds = seconds
        try staged.add(information, at: path)
        // If the folder was replaced while files were staged, they are in the other folder, and are removed from it.
        try checkPlace()
        try staged.commit()
        hasNewSnapshots = false
        hasNewBest = false
    }
}

/// The JSON files of a run directory.
extension StagedFiles {
    func add(_ information: RunInformation, at folder: String) throws {
        try add(RunJSON.encode(information, pretty: true), at: Run.file(RunFile.information, in: folder))
    }

    func add(_ evaluation: Evaluation, at folder: String) throws {
        try add(RunJSON.encode(evaluation, pretty: false), at: Run.file(RunFile.evaluation, in: folder))
    }

    func add(_ check: GradientCheck, at folder: String) throws {
        try add(RunJSON.encode(check, pretty: false), at: Run.file(RunFile.gradientCheck, in: folder))
    }
}
