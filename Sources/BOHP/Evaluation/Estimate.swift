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
    /// Episodes are independent; the bits of one episode are not. The interval is Wilson's (JASA 22, 1927) with an
    /// effective sample size in place of the number of bits: as many independent trials of this mean as have the
    /// variance of the episodes, at least one and at most the number of bits. Franco, Little, Louis and Slud (J. Survey
    /// Statistics and Methodology 7, 2019) recommend it for proportions in clustered samples. Coverage is below 95 %
    /// here, because the effective size is estimated from the same sample. The interval lies within 0...1 and
    /// never has zero width.
    ///
    /// If no bit is wrong, or every bit, the sample says nothing about clustering; then an episode counts for
    /// `trialsPerEpisode` trials.
    ///
    /// - Parameters:
    ///   - rates: a value for each episode.
    ///   - bits: how many bits a rate is a share of.
    ///   - trialsPerEpisode: from 1, if the bits of an episode are right or wrong together, to `bits`, if they are
    ///     independent; see `trialsPerEpisode(of:bits:)`.
    public init(rates: [Double], bits: Int, trialsPerEpisode: Double = 1) {
        self.init(Sample(rates), bits: bits, trialsPerEpisode: trialsPerEpisode)
    }

    /// The mean of rates of which only the moments are known: the mean, and the standard deviation with n - 1 in the
    /// denominator of the variance. See `init(rates:bits:trialsPerEpisode:)`.
    public init(
        mean: Double, standardDeviation: Double, episodes: Int, bits: Int, trialsPerEpisode: Double = 1
    ) {
        let sample = Sample(mean: mean, standardDeviation: standardDeviation, count: episodes)
        self.init(sample, bits: bits, trialsPerEpisode: trialsPerEpisode)
    }

    private init(_ sample: Sample, bits: Int, trialsPerEpisode: Double) {
        mean = sample.mean
        episodes = Int(sample.count)
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

    /// How many independent trials an episode counts for, averaged over several samples of one network's rates under
    /// different conditions; 1, the conservative value, if no sample has a design effect.
    ///
    /// The average is over the samples' design effects, bits over trials. Samples whose design effect cannot be
    /// estimated are assumed to share the mean of the others.
    public static func trialsPerEpisode(of samples: [[Double]], bits: Int) -> Double {
        trialsPerEpisode(of: samples.map(Sample.init), bits: bits)
    }

    /// The same from the moments of the samples, each of `episodes` rates.
    public static func trialsPerEpisode(
        of moments: [(mean: Double, standardDeviation: Double)], episodes: Int, bits: Int
    ) -> Double {
        trialsPerEpisode(
            of: moments.map {
                Sample(mean: $0.mean, standardDeviation: $0.standardDeviation, count: episodes)
            }, bits: bits)
    }

    private static func trialsPerEpisode(of samples: [Sample], bits: Int) -> Double {
        let known = samples.compactMap { $0.trialsPerEpisode(bits: bits) }
        let reciprocals = known.reduce(0) { $0 + 1 / $1 }
        return known.isEmpty ? 1 : max(1, Double(known.count) / reciprocals)
    }

    /// The mean of any numbers, one per episode, with the interval of the normal approximation.
    public init(values: [Double]) {
        let sample = Sample(values)
        let error = Self.z * (sample.variance / max(sample.count, 1)).squareRoot()
        mean = sample.mean
        low = mean - error
        high = mean + error
        episodes = values.count
    }

    /// The moments of a list of numbers.
    private struct Sample {
        let count: Double
        let mean: Double
        /// The variance of the single numbers, with n - 1 in its denominator; 0 for fewer than two.
        let variance: Double

        init(mean: Double, standardDeviation: Double, count: Int) {
            self.count = Double(count)
            self.mean = mean
            variance = standardDeviation * standardDeviation
        }

        init(_ values: [Double]) {
            count = Double(values.count)
            let mean = values.reduce(0, +) / max(count, 1)
            self.mean = mean
            variance =
                values.count > 1
                ? values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (count - 1) : 0
        }

        /// The number of independent trials of this mean that have the variance of one rate, 1...bits; `nil` for fewer
        /// than two rates, and if all are 0 or all are 1.
        func trialsPerEpisode(bits: Int) -> Double? {
            guard count > 1, mean > 0, mean < 1, variance.isFinite else { return nil }
            return min(Double(bits), max(1, mean * (1 - mean) / variance))
        }
    }
}
