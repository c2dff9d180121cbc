import BOHP
import Foundation
import RunRecord
import TestSupport
import Testing

@testable import Analysis

@Suite("Curves of episodes")
struct EpisodeCurveTests {
    @Test("A curve has all values, their range, and means of either end")
    func linear() throws {
        let values = (1...1000).map { 1000.0 / Double($0) }
        let curve = try #require(EpisodeCurve(values, scale: .linear, window: 0))
        #expect(
            curve.values == values && curve.range == 1...1000 && curve.omitted == 0 && curve.count == 1000)
        #expect(curve.window == 51 && curve.isSmoothed)
        #expect(curve.smoothed == SavitzkyGolay(window: 51).smooth(values))
        #expect(curve.stretch == 200)
        #expect(
            curve.first == arithmeticMean(of: values[..<200])
                && curve.last == arithmeticMean(of: values[800...]))
    }

    @Test("A logarithmic curve leaves out zeros, and smooths logarithms")
    func logarithmic() throws {
        let values = [0] + (1...40).map { pow(10, Double($0) / 10) } + [.nan, -1]
        let curve = try #require(EpisodeCurve(values, scale: .log, window: 11))
        #expect(curve.omitted == 3 && curve.count == 43)
        #expect(curve.values[0].isNaN && curve.smoothed[41].isNaN && curve.smoothed[42].isNaN)
        for episode in 1...40 {
            #expect(abs(curve.smoothed[episode] / curve.values[episode] - 1) < 1e-12)
        }
    }

    @Test(
        "Windows are odd and fit, and longer runs have longer ones",
        arguments: [
            (1, 0, 1), (2, 0, 1), (10, 0, 9), (51, 0, 51), (20_000, 0, 101), (100, 4, 5), (100, 1000, 99),
        ])
    func windows(count: Int, wanted: Int, window: Int) throws {
        let curve = try #require(
            EpisodeCurve((0..<count).map(Double.init), scale: .linear, window: wanted))
        #expect(curve.window == window)
        #expect(curve.lines.count == (curve.isSmoothed ? 2 : 1))
    }

    @Test("Nothing to show is no curve, and one value is one")
    func edges() throws {
        #expect(EpisodeCurve([], scale: .linear, window: 0) == nil)
        #expect(EpisodeCurve([.nan, .infinity], scale: .linear, window: 0) == nil)
        #expect(EpisodeCurve([0, -1], scale: .log, window: 0) == nil)
        let one = try #require(EpisodeCurve([4], scale: .log, window: 0))
        #expect(one.first == 4 && one.last == 4 && one.smoothed.count == 1 && !one.isSmoothed)
        let equal = try #require(EpisodeCurve([Double](repeating: 3, count: 20), scale: .linear, window: 5))
        #expect(equal.range == 3...3 && equal.smoothed.allSatisfy { abs($0 - 3) < 1e-14 })
    }

    @Test(
        "The filter is the least-squares cubic that NumPy fits, at centres and up to both ends",
        arguments: [5, 51, 99])
    func numPy(window: Int) throws {
        var random = RandomState(seed: 1)
        let values = (0..<100).map { _ in random.randn() }
        let code = """
            import sys
            import numpy as np
            w, y = int(sys.argv[1]), np.array([float(v) for v in sys.argv[2].split(",")])
            x = np.linspace(-1, 1, w)
            for i in range(len(y)):
                start = min(max(i - w // 2, 0), len(y) - w)
                fit = np.polynomial.polynomial.Polynomial.fit(x, y[start:start + w], 3, domain=[-1, 1])
                print(repr(float(fit(x[i - start]))))
            """
        let list = values.map { "\($0)" }.joined(separator: ",")
        let expected = try runPython(code, ["\(window)", list]).split(separator: "\n").compactMap {
            Double($0)
        }
        try #require(expected.count == 100)
        for (a, b) in zip(SavitzkyGolay(window: window).smooth(values), expected) {
            #expect(abs(a - b) < 1e-12)
        }
    }
}

@Suite("Decimation")
struct DrawnEpisodesTests {
    @Test("A short run is drawn whole")
    func short() {
        let drawn = DrawnEpisodes(of: [[1, 2, 3], [5]])
        #expect(drawn.episodes == [1, 2, 3] && drawn.neighbours == 1)
        #expect(drawn.values(of: [5]) == [5])
        #expect(DrawnEpisodes(of: []).episodes.isEmpty && DrawnEpisodes(of: [[]]).episodes.isEmpty)
    }

    @Test("A long run keeps its ends and, in every stretch, the extremes of every curve")
    func long() {
        var random = RandomState(seed: 2)
        var curve = (0..<30_000).map { _ in random.rand() }
        curve[7] = .nan
        let other = (0..<25_001).map { -Double($0) }
        let drawn = DrawnEpisodes(of: [curve, other])
        #expect(drawn.neighbours == 6 && drawn.episodes == Array(Set(drawn.episodes)).sorted())
        #expect(drawn.episodes.first == 1 && drawn.episodes.last == 30_000 && drawn.episodes.contains(25_001))
        let kept = Set(drawn.episodes)
        for start in stride(from: 0, to: 30_000, by: 6) {
            let stretch = (start..<start + 6).filter { !curve[$0].isNaN }
            let least = stretch.min { curve[$0] < curve[$1] }
            let greatest = stretch.max { curve[$0] < curve[$1] }
            #expect(kept.contains((least ?? -1) + 1) && kept.contains((greatest ?? -1) + 1))
        }
        #expect(drawn.values(of: other) == drawn.episodes.filter { $0 <= 25_001 }.map { -Double($0 - 1) })
        let empty = DrawnEpisodes(of: [[Double](repeating: .nan, count: 20_001)])
        #expect(empty.episodes == [1, 20_001])
    }
}

@Suite("Comparing runs")
struct RunGroupsTests {
    @Test("Equal keys are a group, in the order of first keys")
    func groups() {
        #expect(RunGroups.equal(["a", "b", "a", "a", "c"]) == [[0, 2, 3], [1], [4]])
        #expect(RunGroups.equal([Int]()).isEmpty)
    }

    /// A group of one run with the given mean and interval.
    private func single(_ low: Double, _ mean: Double, _ high: Double) -> SeedDistribution? {
        var estimate = Estimate(values: [mean])
        (estimate.low, estimate.high) = (low, high)
        return SeedDistribution([estimate])
    }

    @Test("All that overlap the best are best; if all do, none is")
    func best() {
        let results = [single(4, 5, 6), single(1, 2, 3), single(2.5, 2.8, 5), nil, single(3.5, 4, 4.5)]
        #expect(RunGroups.best(of: results) == [1, 2])
        #expect(RunGroups.best(of: results, prefersLess: false) == [0, 2, 4])
        #expect(RunGroups.best(of: [single(1, 2, 3), single(3, 4, 5)]).isEmpty)
        #expect(RunGroups.best(of: [nil, single(3, 4, 5)]).isEmpty && RunGroups.best(of: []).isEmpty)
        #expect(single(0, .nan, 1) == nil)
    }

    /// Ranks of Conover's table, and of scipy.stats.binom.ppf(0.025, n, 0.5).
    @Test(
        "The interval of a median is that of the binomial distribution",
        arguments: [
            (1, nil), (5, nil), (6, 1), (8, 1), (9, 2), (10, 2), (15, 4), (20, 6), (30, 10), (50, 18),
            (100, 40),
            (1000, 469), (3000, 1446),
        ] as [(Int, Int?)])
    func medians(count: Int, rank: Int?) {
        #expect(SeedDistribution.rank(count) == rank)
    }

    @Test("Few seeds span the intervals of all, many those of their ordered means")
    func distribution() throws {
        func estimate(_ mean: Double) -> Estimate {
            var estimate = Estimate(values: [mean])
            (estimate.low, estimate.high) = (mean - 1, mean + 1)
            return estimate
        }
        let few = try #require(SeedDistribution([3, 1, .nan, 2].map(estimate)))
        #expect(few.values == [3, 1, 2] && few.quartiles.median == 2 && few.interval == 0...4)
        let many = try #require(SeedDistribution((1...10).map { estimate(Double($0)) }))
        #expect(many.interval == 2...9 && many.quartiles == Quartiles(of: (1...10).map(Double.init)))
    }

    @Test("A concurrent map keeps the order, and throws the first error")
    func concurrentMap() throws {
        struct Odd: Error { var number: Int }
        #expect(try (0..<100).concurrentMap { $0 * 2 } == (0..<100).map { $0 * 2 })
        let error = #expect(throws: Odd.self) {
            try (0..<100).concurrentMap { number in if number >= 7 { throw Odd(number: number) } }
        }
        #expect(error?.number == 7)
    }
}

@Suite("An analysed run")
struct AnalysedRunTests {
    private func run(
        _ errors: [Double], network: PlasticNetwork<Double>? = nil, evaluation: Evaluation? = nil,
        status: RunInformation.Status = .finished
    ) -> AnalysedRun {
        var metrics = Metrics(columns: Configuration().columns)
        for error in errors { metrics.append([error / 4, error, error / 100, error * 2]) }
        var information = RunInformation(name: "run", configuration: Configuration(), command: [])
        information.status = status
        information.episodesDone = 3
        return AnalysedRun(
            Run(
                path: "/run", information: information, metrics: metrics, network: network,
                evaluation: evaluation))
    }

    @Test("Its ends are a fifth of it, 500 episodes at most, and nothing before the first episode")
    func stretches() throws {
        #expect(run([]).final == nil && run([]).initial == nil)
        let one = try #require(run([8]).final)
        #expect(one.episodes == 1 && one.loss == 2 && one.gradientNorm == 16 && run([8]).initial == one)
        let ten = run((1...10).map(Double.init))
        #expect(ten.initial?.absoluteError == 1.5 && ten.final?.absoluteError == 9.5)
        #expect(ten.final?.bitErrorRate == 0.095 && ten.final?.episodes == 2)
        let long = run([Double](repeating: 1, count: 2000) + [Double](repeating: 3, count: 2000))
        #expect(
            long.final?.episodes == 500 && long.final?.absoluteError == 3 && long.initial?.absoluteError == 1)
    }

    @Test("Weights are those that were recorded, else those of the network, else none")
    func weights() throws {
        let network = PlasticNetwork(
            w: Matrix(rows: 3, columns: 3, repeating: 2), alpha: Matrix(rows: 3, columns: 3, repeating: 1),
            eta: 0.5)
        #expect(run([1]).weights == nil)
        let computed = try #require(run([1], network: network).weights)
        // The default task's bias neuron is not one of these three.
        #expect(computed == WeightStatistics(of: network, biasNeuron: nil) && computed.wBetween?.count == 6)
        var evaluation = Evaluator(Configuration(), episodes: 2).evaluate(
            PlasticNetwork(w: Matrix(rows: 29, columns: 29), alpha: Matrix(rows: 29, columns: 29), eta: 0.5))
        #expect(evaluation.weights == nil)
        #expect(run([1], network: network, evaluation: evaluation).weights == computed)
        let recorded = WeightStatistics(of: network, biasNeuron: 0)
        evaluation.weights = recorded
        #expect(run([1], network: network, evaluation: evaluation).weights == recorded)
        #expect(run([1], evaluation: evaluation).weights == recorded)
    }

    @Test("Episodes done are the logged ones while it runs")
    func episodes() {
        #expect(run([1, 2], status: .running).episodesDone == 2 && run([1, 2]).episodesDone == 3)
    }
}
