import BOHP
import RunRecord

/// A run with the statistics that values, tables and figures share.
public struct AnalysedRun: Sendable {
    /// The run as it was read.
    public let run: Run
    /// Means over the last episodes of training; `nil` before the first episode.
    public let final: TrainingStretch?
    /// Means over the first episodes of training; `nil` before the first episode.
    public let initial: TrainingStretch?
    /// Statistics of the trained weights: as recorded after training, or else computed from the network. `nil` if the run
    /// has neither.
    public let weights: WeightStatistics?

    /// Analyses a run.
    public init(_ run: Run) {
        self.run = run
        final = TrainingStretch(lastOf: run.metrics)
        initial = TrainingStretch(firstOf: run.metrics)
        weights =
            run.evaluation?.weights
            ?? run.network.map {
                WeightStatistics(of: $0, biasNeuron: run.configuration.task.value.biasNeuron)
            }
    }

    /// What `run.json` says.
    public var information: RunInformation { run.information }
    /// The configuration that the run was trained with.
    public var configuration: Configuration { run.configuration }
    /// What was measured after training, if anything was.
    public var evaluation: Evaluation? { run.evaluation }

    /// How many episodes the run was trained on. While a run trains, this is the number of logged episodes, because
    /// `run.json` is only as recent as the last checkpoint.
    public var episodesDone: Int {
        information.status == .running ? run.metrics.count : information.episodesDone
    }

    /// The associative memory, if that is the task.
    public var memory: AssociativeMemory? {
        if case .associativeMemory(let memory) = configuration.task { memory } else { nil }
    }

    /// The regurgitation of sequences, if that is the task.
    public var regurgitation: Regurgitation? {
        if case .regurgitation(let regurgitation) = configuration.task { regurgitation } else { nil }
    }
}
