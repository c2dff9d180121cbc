import BOHP
import RunRecord

/// A run as a comparison keeps it: a few kilobytes, however long the run is. The numbers of its episodes are read again
/// when a figure draws them.
public struct ComparedRun: Sendable {
    /// The run's folder.
    public let path: String
    /// What `run.json` says.
    public let information: RunInformation
    /// How many episodes are logged.
    public let logged: Int
    /// Means over the last episodes of training; `nil` before the first episode.
    public let final: TrainingStretch?
    /// The means over fresh episodes after training, if they were measured.
    public let evaluation: EvaluationMeans?
    /// Reads the numbers of every episode.
    public let metrics: @Sendable () throws -> Metrics

    /// Reads the run directory at `path`, also while training writes to it.
    ///
    /// - Throws: `RunRecordError`.
    public init(path: String) throws {
        self.init(try RunExcerpt(path: path)) { try Metrics(path: path) }
    }

    /// A run in memory.
    public init(_ run: Run) {
        self.init(RunExcerpt(run)) { run.metrics }
    }

    private init(_ run: RunExcerpt, metrics: @escaping @Sendable () throws -> Metrics) {
        path = run.path
        information = run.information
        logged = run.metrics.count
        final = TrainingStretch(lastOf: run.metrics)
        evaluation = run.evaluation
        self.metrics = metrics
    }

    /// The run's name.
    public var name: String { information.name }
    /// The settings of the run.
    public var configuration: Configuration { information.configuration }
    /// How many episodes the run was trained on. While a run trains, this is the number of logged episodes, because
    /// `run.json` is only as recent as the last checkpoint.
    public var episodesDone: Int {
        information.status == .running ? logged : information.episodesDone
    }
}
