/// The error of a network on fresh episodes at one moment of training.
public struct TestError: Equatable, Sendable {
    /// The share of counted outputs with the wrong sign, averaged over the episodes.
    public var bitErrorRate: Double
    /// The standard deviation of that share between episodes, with n - 1 in the denominator of the variance; 0 for a
    /// single episode.
    public var standardDeviation: Double
    /// The sum of absolute errors over the counted outputs, averaged over the episodes.
    public var absoluteError: Double

    /// An error of the given size.
    public init(bitErrorRate: Double, standardDeviation: Double, absoluteError: Double) {
        self.bitErrorRate = bitErrorRate
        self.standardDeviation = standardDeviation
        self.absoluteError = absoluteError
    }

    /// Whether this error is smaller: by the bit error rate, and if these are equal, by the absolute error. An absolute
    /// error that is NaN is not smaller than another.
    public func isBetter(than other: TestError) -> Bool {
        bitErrorRate == other.bitErrorRate
            ? absoluteError < other.absoluteError : bitErrorRate < other.bitErrorRate
    }
}

/// Tests a network at several moments of its training, always on the same fresh episodes, so that the errors of different
/// moments can be compared. The episodes have a seed of their own, so that training is not disturbed.
public final class TestDuringTraining {
    private let episodes: [DrawnEpisode]
    private let trial: Trial

    /// A test.
    ///
    /// - Parameters:
    ///   - seed: that of the evaluation after training, which has other episodes nevertheless.
    ///   - episodes: how many episodes a network is tested on; at least 1. They are kept in memory.
    ///   - threads: how many threads share the episodes; all processors if `nil`. The errors do not depend on it.
    public init(
        _ configuration: Configuration, seed: UInt32 = Evaluator.defaultSeed, episodes: Int,
        threads: Int? = nil
    ) {
        var random = RandomState(seed: seed, for: "test-error")
        self.episodes = (0..<max(1, episodes)).map { _ in
            DrawnEpisode(of: configuration.task.unseen, using: &random)
        }
        trial = Trial(configuration.network, threads: threads)
    }

    /// How many episodes to test on at each of `moments` moments, unless a user decides: one forward pass for every two
    /// episodes of training, at most 200, with at most a million inputs in all, and, for a small network, at least 4 episodes. An episode of training takes about
    /// three times as long as a forward pass. 0 for a large network that is trained on few episodes.
    public static func usualEpisodes(for configuration: Configuration, moments: Int) -> Int {
        let least = configuration.task.neurons <= 64 ? 4 : 0
        let room = 1_000_000 / max(1, configuration.task.neurons * configuration.task.steps)
        return max(least, min(200, room, configuration.episodes / (2 * max(1, moments))))
    }

    /// Tests `network`.
    public func error(of network: PlasticNetwork<Double>) -> TestError {
        let errors = trial.results(of: episodes) { drawn, pass in drawn.errors(of: network, pass) }
        let count = Double(errors.count)
        let rate = errors.reduce(0) { $0 + $1.bitErrorRate } / count
        let squares = errors.reduce(0) { $0 + ($1.bitErrorRate - rate) * ($1.bitErrorRate - rate) }
        return TestError(
            bitErrorRate: rate, standardDeviation: (squares / max(1, count - 1)).squareRoot(),
            absoluteError: errors.reduce(0) { $0 + $1.absoluteError } / count)
    }
}
