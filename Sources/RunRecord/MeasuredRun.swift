import BOHP
import Foundation

/// A run that has stopped, opened to measure it again: locked, read and checked.
public struct MeasuredRun {
    /// The run.
    public let run: Run
    /// The trained network.
    public let network: PlasticNetwork<Double>
    private let lock: RunLock
    private let files: any FileSystem

    /// Opens the run directory at `path`.
    ///
    /// - Throws: `RunRecordError`, also if another process writes the run, or if training has not stopped in good order.
    public init(
        path: String, repertoire: Repertoire = Repertoire(), files: any FileSystem = SystemFiles()
    ) throws {
        lock = try RunLock(path, files: files)
        run = try Run(path: path, repertoire: repertoire)
        guard let network = run.network else {
            throw RunRecordError.damaged(
                file: Run.file(RunFile.weights, in: path),
                problem: run.information.status == .running
                    ? "training was killed before the network was written; continue it with --resume"
                    : "is missing")
        }
        self.network = network
        self.files = files
    }

    /// Replaces what was measured.
    ///
    /// - Throws: `RunRecordError.cannotWrite`. What was measured before is then unchanged.
    public func save(_ evaluation: Evaluation, by plan: RunInformation.EvaluationPlan) throws {
        var information = run.information
        information.formatVersion = .init()
        information.evaluation = plan
        try StagedFiles.removeTemporaryFiles(in: run.path, files)
        let staged = StagedFiles(files)
        try staged.add(evaluation, at: run.path)
        try staged.add(information, at: run.path)
        try staged.commit()
    }
}
