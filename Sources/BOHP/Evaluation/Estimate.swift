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

    /// The mean of a rate: in each episode the share of some bits that are wrong, 0...1.
    ///
    /// Episodes are independent, the bits of one episode are not. The interval is Wilson's (JASA 22, 1927) with
    /// the effective sample size in place of the number of bits: as many trials as independent ones with this mean
    /// would need to scatter as the episodes do, but no more than there are bits. It is among those that Franco,
    /// Little, Louis and Slud (J. Survey Statistics and Methodology 7, 2019) recommend for proportions in clustered
    /// samples, though it covers less than 95 % where, as here, the effective size is estimated from the sample
    /// itself. It stays within 0...1 and has a width whatever the mean.
    ///
    /// If no bit is wrong, or every one, the episodes do not tell how errors cluster, and `trialsPerEpisode` says
    /// how many trials an episode counts for.
    ///
    /// - Parameters:
    ///   - rates: a value for each episode.
    ///   - bits: how many bits a rate is a share of.
    ///   - trialsPerEpisode: from 1, as if the bits of an episode were right or wrong all together, to `bits`, as
    ///     if they were independent; see `trialsPerEpisode(of:bits:)`.
    public init(rates: [Double], bits: Int, trialsPerEpisode: Double = 1) {
        let sample = Sample(rates)
        mean = sample.mean
        episodes = rates.count
        let perEpisode = sample.trialsPerEpisode(bits: bits) ?? trialsPerEpisode
        let trials = max(1, sample.count * perEpisode)
        let z2 = Self.z * Self.z
        let centre = (mean + z2 / (2 * trials)) / (1 + z2 / trials)
        let half =
            Self.z / (1 + z2 / trials)
            * (mean * (1 - mean) / trials + z2 / (4 * trials * trials)).squareRoot()
        low = min(mean, max(0, centre - half))
        high = max(mean, min(1, centre + half))
    }

    /// How many independent trials an episode counts for on average over several samples of one network's rates,
    /// each measured under a condition of its own; 1, which assumes nothing, if no sample tells.
    ///
    /// The average is that of the samples' design effects, bits over trials. That an estimate whose own cannot be
    /// known has one like those of others is an assumption.
    public static func trialsPerEpisode(of samples: [[Double]], bits: Int) -> Double {
        let known = samples.compactMap { Sample($0).trialsPerEpisode(bits: bits) }
        let reciprocals = known.reduce(0) { $0 + 1 / $1 }
        return known.isEmpty ? 1 : max(1, Double(known.count) / reciprocals)
    }

    /// The mean of any numbers, one an episode; the interval is the normal approximation's.
    public init(values: [Double]) {
        let sample = Sample(values)
        let error = Self.z * (sample.variance / max(sample.count, 1)).squareRoot()
        mean = sample.mean
        low = mean - error
        high = mean + error
        episodes = values.count
    }

    /// What a list of numbers says of where they come from.
    private struct Sample {
        let count: Double
        let mean: Double
        /// Of the single numbers; 0 for fewer than two.
        let variance: Double

        init(_ values: [Double]) {
            count = Double(values.count)
            let mean = values.reduce(0, +) / max(count, 1)
            self.mean = mean
            variance =
                values.count > 1
                ? values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1) : 0
        }

        /// Taken as rates: how many independent trials of this mean would scatter as one of them; `nil` if there
        /// are too few, or if all are 0 or all are 1.
        func trialsPerEpisode(bits: Int) -> Double? {
            guard count > 1, mean > 0, mean < 1 else { return nil }
            return min(Double(bits), mean * (1 - mean) / variance)
        }
    }
}
