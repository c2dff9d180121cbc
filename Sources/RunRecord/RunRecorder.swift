import BOHP
import Foundation
import Text

/// Writes a run directory during training.
///
/// `metrics.csv` and `dynamics.csv` grow by whole lines. Every other file is replaced as a whole. `resume` continues from
/// the last checkpoint, at whatever moment the process was killed.
public final class RunRecorder {
    /// The run's folder.
    public let path: String
    /// The next contents of `run.json`.
    public private(set) var information: RunInformation
    private let metrics: GrowingFile
    private let dynamics: GrowingFile
    private var snapshots: [WeightHistory.Snapshot]
    private var pendingSamples: ArraySlice<Int>
    private var pendingSnapshots: ArraySlice<Int>
    private let secondsBefore: Double
    private let resumed = ContinuousClock.now

    /// Makes a new run directory.
    ///
    /// - Throws: `RunRecordError.cannotWrite`, also if the folder exists.
    public init(_ information: RunInformation, in folder: RunsFolder) throws {
        path = FilePath.join(folder.path, information.name)
        self.information = information
        secondsBefore = 0
        guard !FileManager.default.fileExists(atPath: path) else {
            throw RunRecordError.cannotWrite(
                path: path, reason: "a run of that name exists; choose another name with --name")
        }
        let staged = StagedFiles()
        try staged.add(RunJSON.encode(information, pretty: true), at: Run.file(RunFile.information, in: path))
        try staged.add(
            Data(Metrics.header(information.configuration.columns).utf8),
            at: Run.file(RunFile.metrics, in: path))
        try staged.add(
            Data((WeightSample.columns.joined(separator: ",") + "\r\n").utf8),
            at: Run.file(RunFile.dynamics, in: path))
        try staged.commit()
        metrics = try GrowingFile(Run.file(RunFile.metrics, in: path))
        dynamics = try GrowingFile(Run.file(RunFile.dynamics, in: path))
        snapshots = []
        pendingSamples = WeightHistory.sampleEpisodes(of: information.configuration.episodes)[...]
        pendingSnapshots = Self.snapshots(information.configuration)
    }

    /// Opens a run directory to continue from its last checkpoint.
    ///
    /// Episodes that were logged after the checkpoint are removed from `metrics.csv`, because training logs them again. A
    /// run without a checkpoint starts from the beginning.
    ///
    /// - Parameters:
    ///   - information: the contents of `run.json`, with the configuration and the evaluation plan to continue with.
    ///   - trainer: makes the trainer from the checkpoint, `nil` if there is none. No file changes before it returns.
    /// - Throws: `RunRecordError`, and what `trainer` throws; a `CheckpointError` as damage of the file.
    public static func resume(
        _ path: String, _ information: RunInformation, trainer: (Checkpoint?) throws -> Trainer
    ) throws -> (recorder: RunRecorder, trainer: Trainer) {
        var information = information
        let file = Run.file(RunFile.checkpoint, in: path)
        var checkpoint: Checkpoint?
        var seconds = 0.0
        if FileManager.default.fileExists(atPath: file) {
            let tensors = try SafeTensors(Run.contents(file), file: file)
            checkpoint = try Checkpoint(tensors, file: file)
            seconds = tensors.metadata["seconds"].flatMap(Double.init) ?? 0
        }
        let done = checkpoint?.episodesDone ?? 0
        let resumed: Trainer
        do {
            resumed = try trainer(checkpoint)
        } catch let error as CheckpointError {
            throw RunRecordError.damaged(file: file, problem: "\(error)")
        }
        try truncateMetrics(path, episodes: done)
        let history = try truncateHistory(
            path, episodes: done, started: checkpoint != nil, configuration: information.configuration)
        information.status = .running
        information.ended = nil
        information.divergedAt = nil
        information.episodesDone = done
        let recorder = try RunRecorder(
            path: path, information: information, history: history, secondsBefore: seconds)
        try recorder.writeInformation()
        return (recorder, resumed)
    }

    private init(
        path: String, information: RunInformation, history: WeightHistory, secondsBefore: Double
    ) throws {
        self.path = path
        self.information = information
        self.secondsBefore = secondsBefore
        metrics = try GrowingFile(Run.file(RunFile.metrics, in: path))
        dynamics = try GrowingFile(Run.file(RunFile.dynamics, in: path))
        snapshots = history.snapshots
        let lastSample = history.samples.last?.episode ?? -1
        pendingSamples = WeightHistory.sampleEpisodes(of: information.configuration.episodes).drop {
            $0 <= lastSample
        }
        let lastSnapshot = snapshots.last?.episode ?? -1
        pendingSnapshots = Self.snapshots(information.configuration).drop { $0 <= lastSnapshot }
    }

    private static func snapshots(_ configuration: Configuration) -> ArraySlice<Int> {
        guard configuration.task.neurons <= WeightHistory.largestNetwork else { return [] }
        return WeightHistory.snapshotEpisodes(of: configuration.episodes)[...]
    }

    private static func truncateMetrics(_ path: String, episodes: Int) throws {
        let file = Run.file(RunFile.metrics, in: path)
        let data = try Run.contents(file)
        var lines = 0
        var length = 0
        for (index, byte) in data.enumerated() where byte == UInt8(ascii: "\n") {
            lines += 1
            length = index + 1
            if lines == episodes + 1 { break }
        }
        guard lines == episodes + 1 else {
            throw RunRecordError.damaged(
                file: file,
                problem: "has \(max(lines - 1, 0)) episodes, fewer than the \(episodes) of the checkpoint")
        }
        guard truncate(file, off_t(length)) == 0 else {
            throw RunRecordError.cannotWrite(path: file, reason: String(cString: strerror(errno)))
        }
    }

    /// Removes the samples and snapshots that were recorded after the checkpoint.
    private static func truncateHistory(
        _ path: String, episodes: Int, started: Bool, configuration: Configuration
    ) throws -> WeightHistory {
        var history = try Run.history(
            at: path, neurons: configuration.task.neurons, allowsCutEnd: true)
        // Without a checkpoint training starts from the beginning and records the untrained network again.
        let last = started ? episodes : -1
        history.samples.removeAll { $0.episode > last }
        history.snapshots.removeAll { $0.episode > last }
        let header = WeightSample.columns.joined(separator: ",") + "\r\n"
        let staged = StagedFiles()
        try staged.add(
            Data((header + history.samples.map(\.line).joined()).utf8),
            at: Run.file(RunFile.dynamics, in: path))
        try staged.commit()
        return history
    }

    private var seconds: Double { secondsBefore + resumed.duration(to: .now).seconds }

    /// Adds episodes to the log. They reach the file with the next `flush`.
    public func append(_ episodes: [EpisodeMetrics]) {
        for episode in episodes { metrics.append(Metrics.line(episode)) }
        information.episodesDone = episodes.last?.episode ?? information.episodesDone
    }

    /// Whether a sample of the weights is due after the episodes appended so far.
    public var isSampleDue: Bool { pendingSamples.first.map { $0 <= information.episodesDone } ?? false }

    /// Whether a snapshot of the weights is due after the episodes appended so far.
    public var isSnapshotDue: Bool { pendingSnapshots.first.map { $0 <= information.episodesDone } ?? false }

    /// Records the sample that is due. A network that is too small to have one records `nil`.
    public func record(_ sample: WeightSample?) {
        pendingSamples = pendingSamples.drop { $0 <= information.episodesDone }
        if let sample { dynamics.append(sample.line) }
    }

    /// Records the snapshot that is due.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    public func recordSnapshot(of network: PlasticNetwork<Double>) throws {
        let done = information.episodesDone
        if isSnapshotDue {
            pendingSnapshots = pendingSnapshots.drop { $0 <= done }
            snapshots.append(.init(episode: done, w: network.w, alpha: network.alpha))
            let staged = StagedFiles()
            try staged.add(
                WeightHistory.Snapshot.tensors(snapshots).encoded(), at: Run.file(RunFile.snapshots, in: path)
            )
            try staged.commit()
        }
    }

    /// Hands the appended lines to the operating system.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    public func flush() throws {
        try metrics.flush()
        try dynamics.flush()
    }

    /// Saves a checkpoint, so that training can continue from here.
    ///
    /// - Throws: `RunRecordError.cannotWrite`. The previous checkpoint is then unchanged.
    public func save(_ checkpoint: Checkpoint) throws {
        // The logs are synced first, because they must hold all episodes of the checkpoint.
        try metrics.sync()
        try dynamics.sync()
        var tensors = checkpoint.tensors
        tensors.metadata["seconds"] = "\(seconds)"
        let staged = StagedFiles()
        try staged.add(tensors.encoded(), at: Run.file(RunFile.checkpoint, in: path))
        try staged.commit()
        try writeInformation()
    }

    private func writeInformation() throws {
        information.seconds = seconds
        let staged = StagedFiles()
        try staged.add(RunJSON.encode(information, pretty: true), at: Run.file(RunFile.information, in: path))
        try staged.commit()
    }

    /// Writes the trained network and ends the run with the given status.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    public func finish(
        _ status: RunInformation.Status, network: PlasticNetwork<Double>, divergedAt: Int? = nil
    ) throws {
        try flush()
        information.status = status
        information.ended = Date()
        information.divergedAt = divergedAt
        information.seconds = seconds
        var weights = SafeTensors()
        for array in network.parameters.arrays {
            weights.tensors[array.name] = .init(
                shape: array.shape,
                information.configuration.precision == .double
                    ? .f64(array.values) : .f32(array.values.map(Float.init)))
        }
        let staged = StagedFiles()
        try staged.add(weights.encoded(), at: Run.file(RunFile.weights, in: path))
        try staged.add(RunJSON.encode(information, pretty: true), at: Run.file(RunFile.information, in: path))
        // An evaluation from before the resumption does not belong to these weights.
        unlink(Run.file(RunFile.evaluation, in: path))
        try staged.commit()
    }

    /// Writes the evaluation.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    public func save(_ evaluation: Evaluation) throws { try write(evaluation, RunFile.evaluation) }

    /// Writes the gradient check.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    public func save(_ check: GradientCheck) throws { try write(check, RunFile.gradientCheck) }

    private func write(_ value: some Encodable, _ name: String) throws {
        let staged = StagedFiles()
        try staged.add(RunJSON.encode(value, pretty: false), at: Run.file(name, in: path))
        try staged.commit()
    }
}

extension Checkpoint {
    /// The checkpoint as arrays.
    var tensors: SafeTensors {
        var result = SafeTensors()
        for array in arrays { result.tensors[array.name] = .init(shape: array.shape, .f64(array.values)) }
        result.tensors["episodes_done"] = .init(shape: [], .i64([Int64(episodesDone)]))
        result.tensors["updates"] = .init(shape: [], .i64([Int64(updates)]))
        result.tensors["random.words"] = .init(shape: [random.words.count], .u32(random.words))
        result.tensors["random.position"] = .init(shape: [], .i64([Int64(random.position)]))
        let kept = random.keptNormal.map { [$0] } ?? []
        result.tensors["random.kept_normal"] = .init(shape: [kept.count], .f64(kept))
        return result
    }

    /// The checkpoint in the given arrays.
    ///
    /// - Throws: `RunRecordError.damaged`.
    init(_ file: SafeTensors, file path: String) throws {
        func damaged(_ name: String) -> RunRecordError {
            .damaged(file: path, problem: "has no valid array “\(name)”")
        }
        func integer(_ name: String) throws -> Int {
            guard case .i64(let values) = file.tensors[name]?.values, values.count == 1,
                let value = Int(exactly: values[0])
            else { throw damaged(name) }
            return value
        }
        guard case .u32(let words) = file.tensors["random.words"]?.values else {
            throw damaged("random.words")
        }
        guard case .f64(let kept) = file.tensors["random.kept_normal"]?.values, kept.count <= 1 else {
            throw damaged("random.kept_normal")
        }
        let arrays = file.tensors.compactMap { name, tensor in
            name.hasPrefix("random.")
                ? nil : tensor.doubles.map { NamedArray(name, shape: tensor.shape, values: $0) }
        }
        self.init(
            episodesDone: try integer("episodes_done"), updates: try integer("updates"),
            random: .init(
                words: words, position: try integer("random.position"), keptNormal: kept.first),
            arrays: arrays)
    }
}
