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
    /// Statistics of the trained weights: computed from the network, because version 0.1 recorded them by other kinds of
    /// connection, or else as recorded. `nil` if the run has neither.
    public let weights: WeightStatistics?
    /// Whether a parameter of the trained network is infinite or undefined (NaN).
    public let hasNonFiniteWeights: Bool

    /// The measurements after training; `nil` if there are none, or if the network has a parameter that is not finite, because
    /// its outputs then mean nothing.
    public var evaluation: Evaluation? { hasNonFiniteWeights ? nil : run.evaluation }

    /// Analyses a run.
    public init(_ run: Run) {
        self.run = run
        hasNonFiniteWeights =
            run.network.map { network in
                !network.description.parts.allSatisfy {
                    network.parameters[$0.shape.name].elements.allSatisfy(\.isFinite)
                }
            } ?? false
        final = TrainingStretch(lastOf: run.metrics)
        initial = TrainingStretch(firstOf: run.metrics)
        weights =
            run.network.map { WeightStatistics(of: $0, biasNeuron: run.configuration.task.biasNeuron) }
            ?? run.evaluation?.weights
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
