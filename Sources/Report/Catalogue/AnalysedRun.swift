import BOHP
import RunRecord

/// A run, and the statistics that several values, tables and figures share. The properties of the run are also
/// properties of the analysed run.
@dynamicMemberLookup
public struct AnalysedRun: Sendable {
    /// The run as it was read.
    public let run: Run
    /// Averages over the last episodes of training; `nil` before the first episode.
    public let final: TrainingStretch?
    /// Averages over the first episodes of training; `nil` before the first episode.
    public let initial: TrainingStretch?
    /// Statistics of the final weights; `nil` if the run has none.
    public let weights: WeightStatistics?

    public init(_ run: Run) {
        self.run = run
        final = TrainingStretch(lastOf: run.metrics)
        initial = TrainingStretch(firstOf: run.metrics)
        weights = run.network.map {
            WeightStatistics(of: $0, biasNeuron: run.configuration.task.biasNeuron)
        }
    }

    public subscript<Property>(dynamicMember property: KeyPath<Run, Property>) -> Property {
        run[keyPath: property]
    }

    /// The number of episodes done. While a run is training, `run.json` is only as recent as the last checkpoint, so that
    /// the rows of `metrics.csv` are counted.
    var episodesDone: Int {
        run.information.status == .running ? run.metrics.count : run.information.episodesDone
    }
}

/// Averages of the recorded numbers over consecutive episodes.
public struct TrainingStretch: Equatable, Sendable {
    /// The number of episodes that are averaged: 500, as for the published errors, or a fifth of a shorter run.
    static func length(of episodes: Int) -> Int { min(500, max(1, episodes / 5)) }

    /// The number of episodes that are averaged.
    public var episodes: Int
    /// The mean squared error of the counted outputs.
    public var loss: Double
    /// The sum of the absolute errors of the counted outputs.
    public var absoluteError: Double
    /// The fraction of counted outputs with the wrong sign, from 0 to 1.
    public var bitErrorRate: Double
    /// The Euclidean norm of the gradient.
    public var gradientNorm: Double

    init?(lastOf metrics: Metrics) {
        self.init(metrics, metrics.count - Self.length(of: metrics.count)..<metrics.count)
    }

    init?(firstOf metrics: Metrics) {
        self.init(metrics, 0..<Self.length(of: metrics.count))
    }

    private init?(_ metrics: Metrics, _ range: Range<Int>) {
        guard metrics.count > 0 else { return nil }
        func mean(_ numbers: [Double]) -> Double { numbers[range].reduce(0, +) / Double(range.count) }
        episodes = range.count
        loss = mean(metrics.loss)
        absoluteError = mean(metrics.absoluteError)
        bitErrorRate = mean(metrics.bitErrorRate)
        gradientNorm = mean(metrics.gradientNorm)
    }
}
