import BOHP
import RunRecord

/// The error on fresh episodes in the course of training.
public struct TestCourse: Equatable, Sendable {
    /// The error at one moment.
    public struct Moment: Equatable, Sendable {
        /// The number of episodes that the network was trained on.
        public var episode: Int
        /// The share of outputs with the wrong sign, with its 95 % interval.
        public var bitErrorRate: Estimate
    }

    /// The moments, in order of time; at least one.
    public let moments: [Moment]
    /// The moment with the smallest error, the first of equal ones.
    public let best: Moment
    /// The last moment.
    public let last: Moment
    /// Whether training has lost what it had learned: the intervals of the last moments, a twentieth of all and at least
    /// three, lie above that of the best moment.
    public let hasForgotten: Bool

    /// The course of a run; `nil` if the run was not tested during training.
    ///
    /// At a moment without an error, an episode counts for as many independent trials as it does at the other moments on
    /// average, because all moments have the same episodes.
    public init?(of run: Run) {
        let tests = run.history.samples.compactMap { sample in
            sample.test.map { (episode: sample.episode, error: $0) }
        }
        guard let episodes = run.information.evaluation.testEpisodes, let last = tests.last else {
            return nil
        }
        let bits = run.configuration.task.countedOutputs
        let trials = Estimate.trialsPerEpisode(
            of: tests.map { ($0.error.bitErrorRate, $0.error.standardDeviation) }, episodes: episodes,
            bits: bits)
        func moment(_ test: (episode: Int, error: TestError)) -> Moment {
            Moment(
                episode: test.episode,
                bitErrorRate: Estimate(
                    mean: test.error.bitErrorRate, standardDeviation: test.error.standardDeviation,
                    episodes: episodes, bits: bits, trialsPerEpisode: trials))
        }
        let moments = tests.map(moment)
        var best = tests[0]
        for test in tests where test.error.isBetter(than: best.error) { best = test }
        self.moments = moments
        self.best = moment(best)
        self.last = moment(last)
        let high = self.best.bitErrorRate.high
        let end = moments.suffix(max(3, moments.count / 20))
        hasForgotten =
            end.allSatisfy { $0.episode > best.episode && $0.bitErrorRate.low > high } && end.count >= 3
    }
}
