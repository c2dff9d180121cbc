import BOHP
import Foundation

/// The parts of a run that a comparison needs: no weights, and of the measurements only the means.
public struct RunExcerpt: Sendable {
    /// The run's folder.
    public let path: String
    /// What `run.json` says.
    public let information: RunInformation
    /// The numbers of every episode.
    public let metrics: Metrics
    /// The means over fresh episodes after training, if they were measured.
    public let evaluation: EvaluationMeans?

    /// Reads the run directory at `path`, also while training writes to it. Files that are not needed are not read.
    ///
    /// - Throws: `RunRecordError`.
    public init(path: String, repertoire: Repertoire = Repertoire()) throws {
        self = try Run.whole(path, \.information) { try RunExcerpt(reading: path, repertoire) }
    }

    /// The parts of a run in memory.
    public init(_ run: Run) {
        path = run.path
        information = run.information
        metrics = run.metrics
        evaluation = run.evaluation.map(EvaluationMeans.init)
    }

    private init(reading path: String, _ repertoire: Repertoire) throws {
        self.path = path
        information = try Run.information(at: path, repertoire: repertoire)
        metrics = try Metrics(of: information, at: path)
        // While a resumed run is in progress, evaluation.json is stale.
        evaluation =
            information.status != .running ? try Run.measurements(RunFile.evaluation, in: path) : nil
    }
}

/// The means of an ``BOHP/Evaluation``.
public struct EvaluationMeans: Codable, Equatable, Sendable {
    /// The share of neurons with the wrong sign.
    public var bitErrorRate: Evaluation.Comparison
    /// The share of episodes answered without a wrong sign.
    public var accuracy: Evaluation.Comparison
    /// The sum of absolute errors over the counted outputs.
    public var absoluteError: Estimate

    /// The means of an evaluation.
    public init(_ evaluation: Evaluation) {
        bitErrorRate = evaluation.bitErrorRate
        accuracy = evaluation.accuracy
        absoluteError = evaluation.absoluteError
    }
}
