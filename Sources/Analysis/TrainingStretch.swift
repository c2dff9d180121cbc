import RunRecord

/// Means of what training logged, over successive episodes; `nil` for numbers that its objective does not log.
public struct TrainingStretch: Equatable, Sendable {
    /// How many episodes are averaged.
    public var episodes: Int
    /// Mean squared error over the counted outputs.
    public var loss: Double?
    /// Sum of absolute errors over the counted outputs.
    public var absoluteError: Double?
    /// Share of counted outputs with the wrong sign.
    public var bitErrorRate: Double?
    /// Norm of the gradient.
    public var gradientNorm: Double?

    /// How many of a run's episodes are averaged at either end: 500, as in the published errors, or a fifth of a run
    /// shorter than 2500; at least 1.
    public static func length(of episodes: Int) -> Int { min(500, max(1, episodes / 5)) }

    /// The means over the last episodes; `nil` before the first episode.
    public init?(lastOf metrics: Metrics) {
        self.init(metrics, metrics.count - Self.length(of: metrics.count)..<metrics.count)
    }

    /// The means over the first episodes; `nil` before the first episode.
    public init?(firstOf metrics: Metrics) {
        self.init(metrics, 0..<Self.length(of: metrics.count))
    }

    private init?(_ metrics: Metrics, _ range: Range<Int>) {
        guard metrics.count > 0 else { return nil }
        episodes = range.count
        func mean(_ column: [Double]) -> Double? {
            column.isEmpty ? nil : arithmeticMean(of: column[range])
        }
        loss = mean(metrics.loss)
        absoluteError = mean(metrics.absoluteError)
        bitErrorRate = mean(metrics.bitErrorRate)
        gradientNorm = mean(metrics.gradientNorm)
    }
}
