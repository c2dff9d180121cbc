import BOHP

/// The mean of the middle half of a sample: a quarter of the values, rounded down, is left out at each end.
///
/// It is less sensitive to single runs than the mean and more precise than the median (Agarwal, Schwarzer, Castro,
/// Courville and Bellemare, Deep reinforcement learning at the edge of the statistical precipice, NeurIPS 2021). The numbers
/// are those of `scipy.stats.trim_mean(x, 0.25)`. NaN for an empty sample and for one with a NaN.
public func interquartileMean(_ sample: some Sequence<Double>) -> Double {
    let sorted = sample.sorted()
    if sorted.contains(where: \.isNaN) { return .nan }
    let cut = sorted.count / 4
    let middle = sorted[cut..<sorted.count - cut]
    return middle.reduce(0, +) / Double(middle.count)
}

/// The stratified bootstrap: every resample draws as many values from each stratum as the stratum has, with replacement.
///
/// Random numbers have a seed of their own, so that one sample always has one result.
public enum StratifiedBootstrap {
    /// The 95 % percentile interval of a statistic (Efron and Tibshirani, An introduction to the bootstrap, 1993, chapter
    /// 13; Agarwal et al. 2021 for strata). Of few values its coverage is below 95 %.
    ///
    /// - Parameters:
    ///   - strata: the values, stratum by stratum, for instance the seeds of each configuration.
    ///   - resamples: how many resamples are drawn.
    ///   - statistic: a number of all resampled values together.
    /// - Returns: `nil` if no stratum has two values, because resamples then do not differ, or if the statistic is not
    ///   finite.
    public static func interval(
        of strata: [[Double]], resamples: Int = 2000, statistic: ([Double]) -> Double = interquartileMean
    ) -> ClosedRange<Double>? {
        guard strata.contains(where: { $0.count > 1 }) else { return nil }
        var random = RandomState(seed: 0, for: "stratified bootstrap")
        let values = (0..<resamples).map { _ in
            statistic(strata.flatMap { resample($0, using: &random) })
        }
        guard values.allSatisfy(\.isFinite) else { return nil }
        let sorted = values.sorted()
        return quantile(0.025, ofSorted: sorted)...quantile(0.975, ofSorted: sorted)
    }

    /// As many elements as there are, drawn with replacement.
    static func resample<Element>(_ elements: [Element], using random: inout RandomState) -> [Element] {
        elements.map { _ in elements[random.randint(elements.count)] }
    }
}
