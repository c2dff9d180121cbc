import BOHP
import RunRecord

/// A run with the statistics that values, tables and figures share. It has the properties of the run, too.
@dynamicMemberLookup
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
                WeightStatistics(of: $0, biasNeuron: run.configuration.task.biasNeuron)
            }
    }

    /// A property of ``run``.
    public subscript<Property>(dynamicMember property: KeyPath<Run, Property>) -> Property {
        run[keyPath: property]
    }

    /// How many episodes the run was trained on. While a run trains, this is the number of logged episodes, because
    /// `run.json` is only as recent as the last checkpoint.
    public var episodesDone: Int {
        run.information.status == .running ? run.metrics.count : run.information.episodesDone
    }
}
