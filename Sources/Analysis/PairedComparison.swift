import Foundation

/// Two configurations compared over the seeds that both have: Student's paired t test.
///
/// Runs of one seed see the same episodes, so that their differences vary less than the runs. The test takes the differences as
/// independent and normally distributed.
public struct PairedComparison: Equatable, Sendable {
    /// The number of pairs, at least two.
    public let pairs: Int
    /// The mean difference.
    public let difference: Double
    /// The standard deviation of the differences, with n - 1 in the denominator of the variance.
    public let standardDeviation: Double
    /// The 95 % confidence interval of the mean difference.
    public let interval: ClosedRange<Double>
    /// The two-sided p value of no difference.
    public let pValue: Double

    /// - Parameter differences: one for each seed; `nil` for fewer than two, and if one is not finite.
    public init?(_ differences: [Double]) {
        guard differences.count > 1, differences.allSatisfy(\.isFinite) else { return nil }
        pairs = differences.count
        let count = Double(pairs)
        let mean = differences.reduce(0, +) / count
        let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = (squares / (count - 1)).squareRoot()
        let error = deviation / count.squareRoot()
        let half = error * StudentDistribution.quantile(0.975, degreesOfFreedom: pairs - 1)
        guard (mean - half).isFinite, (mean + half).isFinite else { return nil }
        difference = mean
        standardDeviation = deviation
        interval = mean - half...mean + half
        pValue =
            error > 0
            ? 2 * StudentDistribution.probability(-abs(mean) / error, degreesOfFreedom: pairs - 1)
            : mean == 0 ? 1 : 0
    }

    /// How many pairs a new test of this kind needs to find a difference, if the true difference and the true standard
    /// deviation are those that were observed.
    ///
    /// The formula is Guenther's (Sample size formulas for normal theory t tests, The American Statistician 35, 1981), which
    /// exceeds or falls short of the exact number by about one.
    ///
    /// - Parameters:
    ///   - level: the two-sided level of the test.
    ///   - power: the probability to find the difference.
    /// - Returns: `nil` if no difference was observed, or if a billion pairs are too few.
    public func pairsNeeded(level: Double = 0.05, power: Double = 0.8) -> Int? {
        guard difference != 0 else { return nil }
        let (a, b) = (NormalDistribution.quantile(1 - level / 2), NormalDistribution.quantile(power))
        let effect = standardDeviation / difference
        let count = (a + b) * (a + b) * effect * effect + a * a / 2
        return count < 1e9 ? max(2, Int(count.rounded(.up))) : nil
    }

    /// Which of several hypotheses are rejected at a level that holds for all together, by Holm's method (Scandinavian
    /// Journal of Statistics 6, 1979).
    public static func rejected(_ pValues: [Double], level: Double = 0.05) -> [Bool] {
        var rejected = pValues.map { _ in false }
        for (rank, place) in pValues.indices.sorted(by: { pValues[$0] < pValues[$1] }).enumerated() {
            guard pValues[place] <= level / Double(pValues.count - rank) else { break }
            rejected[place] = true
        }
        return rejected
    }
}

/// Student's t distribution.
enum StudentDistribution {
    /// The probability of a value up to `t`, by the finite sums of Abramowitz and Stegun, Handbook of mathematical functions,
    /// 26.7.3 and 26.7.4.
    ///
    /// - Parameter degreesOfFreedom: at least one.
    static func probability(_ t: Double, degreesOfFreedom: Int) -> Double {
        let angle = atan(t / Double(degreesOfFreedom).squareRoot())
        let (sine, cosine) = (sin(angle), cos(angle))
        let isOdd = !degreesOfFreedom.isMultiple(of: 2)
        var term = isOdd ? cosine : 1
        var sum = 0.0
        for index in stride(from: isOdd ? 1 : 0, to: degreesOfFreedom - 1, by: 2) {
            sum += term
            term *= cosine * cosine * Double(index + 1) / Double(index + 2)
        }
        return (1 + (isOdd ? 2 / .pi * (angle + sine * sum) : sine * sum)) / 2
    }

    /// The value up to which the probability is `share`, 0 < share < 1, by bisection.
    static func quantile(_ share: Double, degreesOfFreedom: Int) -> Double {
        inverse(of: share) { probability($0, degreesOfFreedom: degreesOfFreedom) }
    }

    /// The place at which a distribution function reaches `share`.
    static func inverse(of share: Double, _ probability: (Double) -> Double) -> Double {
        var (low, high) = (-1e6, 1e6)
        while case let middle = low + (high - low) / 2, middle > low, middle < high {
            if probability(middle) < share { low = middle } else { high = middle }
        }
        return high
    }
}

/// The standard normal distribution.
enum NormalDistribution {
    /// The value up to which the probability is `share`, 0 < share < 1.
    static func quantile(_ share: Double) -> Double {
        StudentDistribution.inverse(of: share) { erfc(-$0 / 2.squareRoot()) / 2 }
    }
}
