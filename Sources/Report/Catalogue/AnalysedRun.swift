import BOHP
import RunRecord

/// A run, and the numbers that several values, tables and figures share, each computed once. The properties of the run
/// are its properties too.
@dynamicMemberLookup
public struct AnalysedRun: Sendable {
    public let run: Run
    /// The last stretch of training, averaged; `nil` before the first episode.
    public let final: TrainingStretch?
    /// The first stretch.
    public let initial: TrainingStretch?
    /// Statistics of the weights when training stopped, if they were kept.
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

    /// Episodes trained on. `run.json` of a run that goes on is as old as its last checkpoint.
    var episodesDone: Int {
        run.information.status == .running ? run.metrics.count : run.information.episodesDone
    }
}

/// Means of training's numbers over neighbouring episodes.
public struct TrainingStretch: Equatable, Sendable {
    /// As many episodes as the published errors are means of, or a fifth of a shorter run.
    static func length(of episodes: Int) -> Int { min(500, max(1, episodes / 5)) }

    public var episodes: Int
    public var loss: Double
    public var absoluteError: Double
    public var bitErrorRate: Double
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
