import BOHP
import Foundation
import Text

/// A run that nobody writes, opened to continue it: locked, read and checked. Nothing of it has changed yet.
public struct StoppedRun {
    /// The run's folder.
    public let path: String
    /// What `run.json` says.
    public let information: RunInformation
    /// Whether what `information` asks for is measured.
    public let isMeasured: Bool
    /// Where training continues; `nil` for a run of version 0.1 that was killed before its first checkpoint.
    let saved: SavedCheckpoint?
    /// The logs at the checkpoint.
    let metrics: LogMark
    let dynamics: LogMark
    let snapshots: [WeightHistory.Snapshot]
    let lock: RunLock
    let files: any FileSystem

    /// Opens the run directory at `path`.
    ///
    /// - Throws: `RunRecordError`, also if another process writes the run.
    public init(
        path: String, repertoire: Repertoire = Repertoire(), files: any FileSystem = SystemFiles()
    ) throws {
        self.path = path
        self.files = files
        lock = try RunLock(path, files: files)
        let information = try Run.information(at: path, repertoire: repertoire)
        self.information = information
        try Self.checkPlaces(in: path)
        isMeasured = FileManager.default.fileExists(atPath: Run.file(RunFile.evaluation, in: path))
        do {
            saved = try SavedCheckpoint.read(in: path)
        } catch RunRecordError.damaged(let file, let problem) {
            throw RunRecordError.damaged(file: file, problem: problem + Self.remains(at: path))
        }
        guard let saved else {
            // Only version 0.1 started runs without a checkpoint.
            guard information.formatVersion.number == 1, information.status == .running,
                information.episodesDone == 0
            else {
                throw RunRecordError.damaged(
                    file: Run.file(RunFile.checkpoint, in: path),
                    problem: "is missing" + Self.remains(at: path))
            }
            (metrics, dynamics, snapshots) = (LogMark(), LogMark(), [])
            return
        }
        let done = saved.checkpoint.episodesDone
        metrics = try Self.mark(RunFile.metrics, path, saved) { data, file in
            let count = try Metrics(
                data, columns: information.configuration.columns, file: file, allowsCutEnd: false
            ).count
            guard count == done else {
                throw RunRecordError.damaged(
                    file: file, problem: "has \(count) episodes, fewer than the \(done) of the checkpoint")
            }
        }
        dynamics = try Self.mark(RunFile.dynamics, path, saved) { data, file in
            _ = try WeightSample.read(data, file: file, allowsCutEnd: false)
        }
        // At episode 0 the logs are empty, because the untrained network is recorded when training starts.
        snapshots = try Run.snapshots(at: path, network: information.configuration.network)
            .filter { $0.episode <= done && done > 0 }
        if let mark = saved.logs[RunFile.snapshots], mark != WeightHistory.Snapshot.tensors(snapshots).mark {
            throw RunRecordError.damaged(
                file: Run.file(RunFile.snapshots, in: path), problem: "has changed since the checkpoint")
        }
    }

    /// Refuses folders in the places of files that are written at the end, before anything is trained.
    ///
    /// - Throws: `RunRecordError.damaged`.
    private static func checkPlaces(in path: String) throws {
        for name in [RunFile.weights, RunFile.best, RunFile.evaluation, RunFile.gradientCheck] {
            let file = Run.file(name, in: path)
            var isFolder: ObjCBool = false
            if FileManager.default.fileExists(atPath: file, isDirectory: &isFolder), isFolder.boolValue {
                throw RunRecordError.damaged(file: file, problem: "is a folder")
            }
        }
    }

    /// A trainer that continues from the checkpoint.
    ///
    /// - Throws: `ConfigurationError`, and `RunRecordError.damaged` if the checkpoint does not fit the configuration.
    public func trainer(_ configuration: Configuration, threads: Int?) throws -> Trainer {
        guard let saved else { return try Trainer(configuration, threads: threads) }
        do {
            return try Trainer(configuration, resuming: saved.checkpoint, threads: threads)
        } catch let error as CheckpointError {
            throw RunRecordError.damaged(file: Run.file(RunFile.checkpoint, in: path), problem: "\(error)")
        }
    }

    /// The mark of a log at the checkpoint, from the checkpoint, or from the lines if version 0.1 wrote it.
    private static func mark(
        _ name: String, _ path: String, _ saved: SavedCheckpoint, check: (Data, String) throws -> Void
    ) throws -> LogMark {
        let file = Run.file(name, in: path)
        guard let mark = saved.logs[name] else {
            let contents = try Run.contents(file)
            let mark = LogFile.mark(in: contents, through: saved.checkpoint.episodesDone)
            try check(contents.prefix(mark.bytes), file)
            return mark
        }
        guard try LogMark(reading: file, bytes: mark.bytes) == mark else {
            throw RunRecordError.damaged(
                file: file, problem: "its first \(mark.bytes) bytes have changed since the checkpoint")
        }
        return mark
    }

    /// What a run without a usable checkpoint still holds, as the end of a message.
    private static func remains(at path: String) -> String {
        let names = [RunFile.metrics, RunFile.weights, RunFile.evaluation].filter {
            FileManager.default.fileExists(atPath: Run.file($0, in: path))
        }
        let what = names.isEmpty ? "nothing else" : Phrase.list(names)
        return "; training cannot continue, and \(what) \(names.count == 1 ? "remains" : "remain") of the run"
    }
}
