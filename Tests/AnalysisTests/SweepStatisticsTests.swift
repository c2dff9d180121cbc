import Foundation
import Testing

@testable import Analysis
@testable import BOHP

private func agree(_ a: Double, _ b: Double, _ tolerance: Double = 1e-12) -> Bool {
    abs(a - b) <= tolerance * max(1, abs(b))
}

/// Numbers are those of SciPy 1.17 where no other source is named.
@Suite("Statistics of sweeps") struct SweepStatisticsTests {
    @Test("The interquartile mean is scipy.stats.trim_mean's")
    func interquartile() {
        let digits: [Double] = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5]
        #expect(agree(interquartileMean(digits), 27.0 / 7))
        #expect(agree(interquartileMean(digits.prefix(5)), 8.0 / 3))
        #expect(agree(interquartileMean(digits.prefix(3)), 8.0 / 3))
        #expect(interquartileMean([7]) == 7)
        #expect(interquartileMean([Double]()).isNaN && interquartileMean([1, .nan, 2, 3]).isNaN)
    }

    @Test("Student's distribution and its quantiles, and the normal quantiles")
    func distributions() {
        for (t, freedom, expected) in [
            (0.5, 1, 0.6475836176504333), (2, 4, 0.9419417382415922), (-1.3, 9, 0.11295318633652467),
            (3.5, 2, 0.9635863249727653), (1.96, 1000, 0.9748634075221256), (12, 3, 0.9993774920996054),
        ] {
            #expect(agree(StudentDistribution.probability(t, degreesOfFreedom: freedom), expected))
        }
        for (share, freedom, expected) in [
            (0.975, 4, 2.7764451051977934), (0.975, 1, 12.706204736174694), (0.9995, 2, 31.599054576445365),
            (0.6, 30, 0.2556053649519128),
        ] {
            #expect(agree(StudentDistribution.quantile(share, degreesOfFreedom: freedom), expected, 1e-11))
        }
        for (share, expected) in [
            (0.975, 1.959963984540054), (0.8, 0.8416212335729143), (0.01, -2.3263478740408408),
            (1 - 1e-6, 4.753424308817087),
        ] {
            #expect(agree(NormalDistribution.quantile(share), expected, 1e-10))
        }
    }

    @Test("The paired comparison is scipy.stats.ttest_rel's")
    func paired() throws {
        let a = [0.41, 0.38, 0.52, 0.44, 0.47]
        let b = [0.45, 0.43, 0.51, 0.55, 0.52]
        let comparison = try #require(PairedComparison(zip(a, b).map { $1 - $0 }))
        #expect(agree(comparison.pValue, 0.06564413025621849, 1e-10))
        #expect(agree(comparison.difference, 0.048))
        #expect(agree(comparison.interval.lowerBound, -0.004971196528607412, 1e-10))
        #expect(agree(comparison.interval.upperBound, 0.10097119652860745, 1e-10))
        #expect(PairedComparison([1]) == nil && PairedComparison([1, .infinity]) == nil)
        #expect(PairedComparison([1, 1])?.pValue == 0 && PairedComparison([0, 0])?.pValue == 1)
    }

    /// Exact numbers from the noncentral t distribution.
    @Test("As many pairs as the noncentral t distribution asks for, within one")
    func pairsNeeded() throws {
        for (effect, level, exact) in [
            (0.5, 0.05, 34), (0.2, 0.05, 199), (1, 0.05, 10), (0.8, 0.01, 22), (2, 0.05, 5), (1.2, 0.005, 14),
        ] {
            // Differences of the mean `effect` and the standard deviation 1.
            let half = 0.5.squareRoot()
            let comparison = try #require(PairedComparison([effect - half, effect + half]))
            let needed = try #require(comparison.pairsNeeded(level: level))
            #expect(abs(needed - exact) <= 1, "\(effect): \(needed) instead of \(exact)")
        }
        #expect(PairedComparison([1, -1])?.pairsNeeded() == nil)
    }

    @Test("Holm's method rejects what it rejects by hand")
    func holm() {
        // 0.005 ≤ 0.05/4, 0.01 ≤ 0.05/3, 0.03 > 0.05/2, and nothing behind it.
        #expect(PairedComparison.rejected([0.01, 0.04, 0.03, 0.005]) == [true, false, false, true])
        #expect(PairedComparison.rejected([]) == [])
    }

    @Test("A bootstrap interval is that of the normal distribution for the mean of many values")
    func bootstrap() throws {
        var random = RandomState(seed: 5)
        let strata = (0..<4).map { stratum in (0..<250).map { _ in Double(stratum) * 10 + random.randn() } }
        func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
        let interval = try #require(StratifiedBootstrap.interval(of: strata, statistic: mean))
        // Strata are fixed, so that only the spread within them counts: 1.96/√1000.
        #expect(abs((interval.upperBound - interval.lowerBound) / 2 - 1.96 / 1000.0.squareRoot()) < 0.006)
        #expect(interval.contains(mean(strata.flatMap(\.self))))
        #expect(StratifiedBootstrap.interval(of: strata, statistic: mean) == interval)
        #expect(StratifiedBootstrap.interval(of: [[1], [2]]) == nil)
        #expect(StratifiedBootstrap.interval(of: [[1, .nan]]) == nil)
    }

    /// Two settings of three and two levels without interaction, and seeds whose variance is known.
    @Test("Shares of a grid follow from its sums of squares")
    func grid() throws {
        var random = RandomState(seed: 8)
        var (levels, values): ([[Int]], [[Double]]) = ([], [])
        for a in 0..<3 {
            for b in 0..<2 {
                levels.append([a, b, 0])
                values.append((0..<2000).map { _ in 2 * Double(a) + Double(b) + 0.5 * random.randn() })
            }
        }
        let importance = try #require(SettingImportance(levels: levels, values: values, resamples: 50))
        // Variances: 4 · 2/3, 1/4 and 1/4.
        let total = 8.0 / 3 + 0.25 + 0.25
        for (share, expected) in zip(importance.settings, [8.0 / 3 / total, 0.25 / total, 0]) {
            #expect(abs(share.value - expected) < 0.01)
            #expect(share.interval?.contains(share.value) == true)
        }
        #expect(importance.isGrid && abs(importance.interactions.value) < 0.001)
        #expect(abs((importance.seeds?.value ?? 0) - 0.25 / total) < 0.01)
        #expect(SettingImportance(levels: levels, values: values, resamples: 50) == importance)
    }

    @Test("An interaction is an interaction, and without seeds it is what is left")
    func interaction() throws {
        let levels = [[0, 0], [0, 1], [1, 0], [1, 1]]
        let importance = try #require(
            SettingImportance(levels: levels, values: [[1, 1], [0, 0], [0, 0], [1, 1]]))
        #expect(importance.settings.map(\.value) == [0, 0] && importance.interactions.value == 1)
        let single = try #require(SettingImportance(levels: levels, values: [[0], [1], [4], [5]]))
        #expect(abs(single.settings[0].value - 16.0 / 17) < 1e-12 && single.seeds == nil)
        #expect(single.settings[0].interval == nil)
        #expect(SettingImportance(levels: levels, values: [[1], [1], [1], [1]]) == nil)
        #expect(SettingImportance(levels: levels, values: [[1], [.infinity], [1], [1]]) == nil)
    }

    /// The function of Ishigami and Homma (1990), whose indices are known in closed form.
    @Test("First-order indices of the Ishigami function in a random sample")
    func ishigami() throws {
        var random = RandomState(seed: 1)
        let points = (0..<4000).map { _ in random.rand(3) }
        let values = points.map { point -> [Double] in
            let x = point.map { (2 * $0 - 1) * Double.pi }
            return [sin(x[0]) + 7 * sin(x[1]) * sin(x[1]) + 0.1 * x[2] * x[2] * x[2] * x[2] * sin(x[0])]
        }
        let importance = try #require(
            SettingImportance(
                levels: points.map { $0.map { Int($0 * 16) } }, values: values, resamples: 100))
        #expect(!importance.isGrid)
        for (share, expected) in zip(importance.settings, [0.3139, 0.4424, 0]) {
            #expect(abs(share.value - expected) < 0.03)
            let interval = try #require(share.interval)
            #expect(interval.lowerBound - 0.005...interval.upperBound + 0.005 ~= expected)
            #expect(interval.upperBound - interval.lowerBound < 0.1)
        }
    }
}
