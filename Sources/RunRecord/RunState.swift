import BOHP
import Foundation

/// What can be known of a run without opening it: what `run.json` says, and who writes the run.
public struct RunState: Sendable {
    /// What `run.json` says; `nil` if there is none.
    public let information: RunInformation?
    /// Whether a process writes the run now; `nil` if the file system does not tell.
    public let isWritten: Bool?
    /// Who writes the run, in words; `nil` if nobody does.
    public let writer: String?
    private let isMeasured: Bool

    /// The state of the run directory at `path`, which need not exist.
    ///
    /// - Throws: `RunRecordError` if `run.json` cannot be read.
    public init(path: String, repertoire: Repertoire = Repertoire()) throws {
        let exists = FileManager.default.fileExists(atPath: Run.file(RunFile.information, in: path))
        information = exists ? try Run.information(at: path, repertoire: repertoire) : nil
        isMeasured = FileManager.default.fileExists(atPath: Run.file(RunFile.evaluation, in: path))
        isWritten = RunLock.isHeld(path)
        writer = isWritten == true ? RunLock.holder(at: Run.file(RunFile.lock, in: path)) : nil
    }

    /// Whether the run has all its episodes and is measured.
    public var isFinished: Bool { information?.status == .finished && isMeasured }
    /// Whether training stopped because a number was infinite or NaN, which it would be again.
    public var isDiverged: Bool { information?.status == .diverged }
}
