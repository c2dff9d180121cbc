import BOHP
import Foundation

/// A measure of the runs of one configuration, which differ only in their seeds.
public struct SeedDistribution: Equatable, Sendable {
    /// The values of the runs, in the order given, without those that are not finite.
    public let values: [Double]
    /// The quartiles of `values`.
    public let quartiles: Quartiles
    /// Where the median of all possible seeds lies.
    ///
    /// For six and more runs, this is the distribution-free 95 % confidence interval of the median, from one order
    /// statistic to another (Conover, Practical Nonparametric Statistics, 1999, section 3.2). Fewer runs do not have
    /// such an interval; then it contains the intervals of all runs.
    public let interval: ClosedRange<Double>

    /// - Parameter estimates: one for each run; `nil` if none has a finite mean.
    public init?(_ estimates: some Sequence<Estimate>) {
        let known = estimates.filter(\.mean.isFinite)
        let sorted = known.map(\.mean).sorted()
        guard let quartiles = Quartiles(sorted: sorted) else { return nil }
        values = known.map(\.mean)
        self.quartiles = quartiles
        if let rank = Self.rank(sorted.count) {
            interval = sorted[rank - 1]...sorted[sorted.count - rank]
        } else {
            // An interval that is not finite does not widen the mean.
            let low = known.map { min($0.mean, $0.low) }.min() ?? quartiles.median
            let high = known.map { max($0.mean, $0.high) }.max() ?? quartiles.median
            interval = low...max(low, high)
        }
    }

    /// The rank, from 1, of the order statistic at which the 95 % interval of the median of `count` values starts; it ends
    /// at the same rank from above. `nil` for fewer than six values.
    static func rank(_ count: Int) -> Int? {
        // The terms are those of the binomial distribution with p = 1/2; their logarithms do not underflow.
        var term = -Double(count) * log(2)
        var tail = exp(term)
        var rank = 0
        while tail <= 0.025 {
            term += log(Double(count - rank) / Double(rank + 1))
            rank += 1
            tail += exp(term)
        }
        return rank > 0 ? rank : nil
    }
}
