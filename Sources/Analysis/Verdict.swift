import BOHP
import RunRecord

/// What a run amounts to: whether its network has learned the task, measured on fresh episodes after training.
///
/// The yardstick is the best answer without memory (`BestGuess`), because a network that remembers nothing can reach it.
public struct Verdict: Equatable, Sendable {
    /// How well a network does the task.
    public enum Level: Int, Comparable, Sendable {
        /// Its errors are not surely below half of those of the best guess.
        case notLearned
        /// Its errors are surely below half of those of the best guess.
        case partlyLearned
        /// Its errors are below a tenth of those of the best guess, and surely below half.
        case learned

        public static func < (a: Level, b: Level) -> Bool { a.rawValue < b.rawValue }

        /// The level of a bit error rate whose 95 % interval ends at `high`.
        init(_ rate: Double, high: Double, bestGuess: Double) {
            self = !(high < bestGuess / 2) ? .notLearned : rate < bestGuess / 10 ? .learned : .partlyLearned
        }
    }

    /// The outcome of the measurement.
    public enum Outcome: Equatable, Sendable {
        case measured(Level)
        /// The best guess makes no error, so that there is nothing to learn.
        case nothingToLearn
        /// A weight is infinite or undefined (NaN).
        case notMeasurable
        /// The network was not tested on fresh episodes.
        case notMeasured
    }

    /// A better moment of training than its end.
    public struct BestMoment: Equatable, Sendable {
        /// The episode of that moment, or in the middle of the best part of training.
        public var episode: Int
        /// The mean bit error rate at that moment, and at the end.
        public var rate, finalRate: Double
        /// The level at that moment.
        public var level: Level
    }

    /// The outcome on fresh episodes.
    public var outcome: Outcome
    /// Whether the run is the control, in which connections are not plastic.
    public var isControl: Bool
    /// The best moment of training, if the errors at the end are surely larger. It is found by the tests on fresh episodes
    /// during training, or, in a run without these, by the errors of training itself.
    public var bestMoment: BestMoment?

    /// Whether the network reached a better level during training than it has now.
    public var hasForgotten: Bool {
        guard let bestMoment, case .measured(let level) = outcome else { return false }
        return bestMoment.level > level
    }

    /// The verdict on `run`.
    public init(on run: AnalysedRun) {
        isControl = !run.configuration.plastic
        let bestGuess = BestGuess(of: run.configuration.task).bitErrorRate
        bestMoment =
            if let course = TestCourse(of: run.run) {
                Self.bestMoment(of: course, bestGuess: bestGuess)
            } else {
                Self.bestMoment(of: run.metrics.bitErrorRate, bestGuess: bestGuess)
            }
        if run.hasNonFiniteWeights {
            outcome = .notMeasurable
        } else if let rate = run.evaluation?.bitErrorRate.trained {
            outcome =
                bestGuess > 0
                ? .measured(Level(rate.mean, high: rate.high, bestGuess: bestGuess)) : .nothingToLearn
        } else {
            outcome = .notMeasured
        }
    }

    private static func bestMoment(of course: TestCourse, bestGuess: Double) -> BestMoment? {
        let rate = course.best.bitErrorRate
        return course.hasForgotten
            ? BestMoment(
                episode: course.best.episode, rate: rate.mean, finalRate: course.last.bitErrorRate.mean,
                level: Level(rate.mean, high: rate.high, bestGuess: bestGuess)) : nil
    }

    /// The best of the parts of a course, which are as long as a ``TrainingStretch`` or a fiftieth of the course, if it is
    /// better than the last part: less than half its errors, and by more than four standard errors, so that the best of many
    /// parts is not better by chance. `nil` for a course of fewer than four parts.
    static func bestMoment(of rates: [Double], bestGuess: Double) -> BestMoment? {
        let length = max(TrainingStretch.length(of: rates.count), rates.count / 50)
        let parts = stride(from: rates.count, to: length - 1, by: -length).map { end in
            (end: end, moments: Moments(of: Array(rates[end - length..<end])))
        }
        guard parts.count >= 4, let last = parts.first?.moments,
            let best = parts.min(by: { $0.moments.mean < $1.moments.mean })
        else { return nil }
        func variance(_ moments: Moments) -> Double {
            moments.standardDeviation * moments.standardDeviation / Double(length)
        }
        let error = (variance(best.moments) + variance(last)).squareRoot()
        let rate = best.moments.mean
        guard last.mean > 2 * rate, last.mean - rate > 4 * error else { return nil }
        return BestMoment(
            episode: best.end - length / 2, rate: rate, finalRate: last.mean,
            level: Level(
                rate, high: rate + 2 * variance(best.moments).squareRoot(), bestGuess: bestGuess))
    }
}
