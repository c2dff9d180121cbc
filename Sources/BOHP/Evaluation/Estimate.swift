import Foundation

/// A mean over episodes with its 95 % confidence interval.
public struct Estimate: Codable, Equatable, Sendable {
    /// The mean.
    public var mean: Double
    /// The interval's lower end.
    public var low: Double
    /// The interval's upper end.
    public var high: Double
    /// How many episodes were measured.
    public var episodes: Int

    /// The 97.5 % point of the standard normal distribution.
    private static let z = 1.959963984540054

    /// The mean of a rate, one value in 0...1 an episode.
    ///
    /// The interval is Wilson's (JASA 22, 1927) with as many trials as independent ones with this mean would
    /// need to scatter as the episodes do: for rates of 0 and 1 it is the binomial one, and it stays within
    /// 0...1 and keeps a width even if no episode, or every one, has an error.
    public init(rates: [Double]) {
        let count = Double(rates.count)
        let mean = rates.reduce(0, +) / max(count, 1)
        var trials = count
        if rates.count > 1 {
            let variance = rates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
            if variance > 0 { trials = max(1, count * mean * (1 - mean) / variance) }
        }
        let z2 = Self.z * Self.z
        let centre = (mean + z2 / (2 * trials)) / (1 + z2 / trials)
        let half =
            Self.z / (1 + z2 / trials)
            * (mean * (1 - mean) / trials + z2 / (4 * trials * trials)).squareRoot()
        self.mean = mean
        low = min(mean, max(0, centre - half))
        high = max(mean, min(1, centre + half))
        episodes = rates.count
    }

    /// The mean of any numbers, one an episode; the interval is the normal approximation's.
    public init(values: [Double]) {
        let count = Double(values.count)
        mean = values.reduce(0, +) / max(count, 1)
        var error = 0.0
        if values.count > 1 {
            let mean = mean
            let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1)
            error = Self.z * (variance / count).squareRoot()
        }
        low = mean - error
        high = mean + error
        episodes = values.count
    }
}
