import BOHP
import Foundation
import RunRecord
import TestSupport
import Testing

@testable import Analysis

@Suite("A moving window")
struct MovingWindowTests {
    /// Uneven values, some of them not finite, some equal.
    private static let values: [Double] = {
        var random = RandomState(seed: 1)
        var values = (0..<300).map { _ in (random.randn() * 8).rounded() / 8 + 1e6 }
        values[40] = .nan
        values[200] = .infinity
        return values
    }()

    @Test(
        "Means and quantiles are NumPy's of the finite values in each whole window",
        arguments: [(1, 1), (5, 1), (51, 4), (51, 60), (299, 1), (301, 1)])
    func numPy(length: Int, step: Int) throws {
        let window = MovingWindow(length: length, step: step)
        let code = """
            import sys
            import numpy as np
            y = np.array([float(v) for v in sys.argv[3].split(",")])
            w, step = int(sys.argv[1]), int(sys.argv[2])
            for c in range(w // 2, len(y) - w // 2, step):
                part = y[c - w // 2:c + w // 2 + 1]
                part = part[np.isfinite(part)]
                row = [part.mean()] + [np.quantile(part, q) for q in (0.1, 0.5, 0.75)] if len(part) else [np.nan] * 4
                print(c, *(repr(float(v)) for v in row))
            """
        let list = Self.values.map { "\($0)" }.joined(separator: ",")
        let expected = try runPython(code, ["\(length)", "\(step)", list]).split(separator: "\n").map {
            $0.split(separator: " ").compactMap { Double($0) }
        }
        let lines =
            [window.centers(of: 300).map(Double.init), window.means(of: Self.values)]
            + window.quantiles([0.1, 0.5, 0.75], of: Self.values)
        try #require(lines.allSatisfy { $0.count == expected.count } && expected.isEmpty == (length > 300))
        for (index, row) in expected.enumerated() {
            for (line, value) in zip(lines, row) {
                #expect(
                    line[index] == value || abs(line[index] - value) < 1e-8
                        || line[index].isNaN && value.isNaN)
            }
        }
    }

    @Test("A mean never leaves the range of its window")
    func range() {
        let window = MovingWindow(length: 51)
        #expect(window.means(of: [Double](repeating: 0.1, count: 60)).allSatisfy { $0 == 0.1 })
        let step = (0..<200).map { $0 < 100 ? 1.0 : 0 }
        #expect(window.means(of: step).allSatisfy { (0...1).contains($0) })
        #expect(window.quantiles([0.5], of: step)[0].allSatisfy { $0 == 0 || $0 == 1 })
    }

    @Test(
        "The usual window is odd, fits, and is 2 % of a long run",
        arguments: [
            (0, 0, 1), (1, 0, 1), (40, 0, 5), (100, 0, 11), (510, 0, 51), (10_000, 0, 201),
            (1_000_000, 0, 20_001),
            (100, 4, 5), (100, 1000, 99), (1, 9, 1),
        ])
    func lengths(count: Int, wanted: Int, length: Int) {
        let window = MovingWindow(for: count, length: wanted)
        #expect(window.length == length && window.step <= max(1, length))
        #expect(window.centers(of: count).isEmpty == (count == 0))
    }
}

@Suite("Curves of episodes")
struct EpisodeCurveTests {
    @Test("A curve has all values, their range, and the median of either end")
    func median() throws {
        let values = (1...1000).map { 1000.0 / Double($0) }
        let curve = try #require(EpisodeCurve(values, statistic: .median, scale: .linear))
        #expect(curve.values == values && curve.episodes == Array(1...1000))
        #expect(curve.range == 1...1000 && curve.omitted == 0 && curve.window == 51)
        let smooth = try #require(curve.smooth)
        #expect(smooth.episodes.first == 26 && smooth.middle.count == smooth.episodes.count)
        // The median of falling values is the one in the middle.
        #expect(smooth.middle == smooth.episodes.map { values[$0 - 1] })
        #expect(
            smooth.quantiles.map(\.first)
                == [46, 38.5, 13.5, 6].map {
                    quantile(
                        0.5,
                        ofSorted: [
                            1000 / $0.rounded(.up), 1000 / $0.rounded(.down),
                        ])
                })
        #expect(curve.stretch == 200 && curve.first == (values[99] + values[100]) / 2)
    }

    @Test("A mean has no quantiles, and its ends are means")
    func mean() throws {
        let values = (0..<400).map { $0 < 200 ? 0.5 : 0 }
        let curve = try #require(EpisodeCurve(values, statistic: .mean, scale: .linear))
        let smooth = try #require(curve.smooth)
        #expect(smooth.quantiles.isEmpty && smooth.middle.allSatisfy { (0...0.5).contains($0) })
        #expect(smooth.middle.first == 0.5 && smooth.middle.last == 0)
        #expect(curve.first == 0.5 && curve.last == 0)
    }

    @Test("An axis is logarithmic if the smooth curve spans a decade and stays above zero")
    func scales() throws {
        func scale(_ values: [Double]) throws -> EpisodeCurve.Scale {
            try #require(EpisodeCurve(values, statistic: .median)).scale
        }
        #expect(try scale((0..<300).map { pow(0.99, Double($0)) }) == .log)
        #expect(try scale((0..<300).map { pow(0.999, Double($0)) }) == .linear)
        // One outlier spans a decade, and the curve does not.
        #expect(try scale((0..<300).map { $0 == 150 ? 100 : 1 }) == .linear)
        #expect(try scale((0..<300).map { $0 < 150 ? 1 : 0 }) == .linear)
        #expect(try scale([1, 20]) == .log)
        #expect(try scale([1, 9]) == .linear)
        #expect(try scale([0, 9]) == .linear)
    }

    @Test("A logarithmic axis leaves out zeros")
    func logarithmic() throws {
        let values = [0] + (1...40).map { pow(10, Double($0) / 10) } + [.nan, -1]
        let curve = try #require(EpisodeCurve(values, statistic: .median, scale: .log, window: 11))
        #expect(curve.omitted == 3 && curve.values.count == 43)
        #expect(curve.values[0].isNaN && curve.values[41].isNaN && curve.values[42].isNaN)
    }

    @Test("Episodes of one update count once, at the last of them")
    func updates() throws {
        let values = (0..<1001).map { Double($0 / 4) }
        let curve = try #require(
            EpisodeCurve(values, statistic: .median, scale: .linear, episodesPerValue: 4))
        #expect(curve.values == (0...250).map(Double.init))
        #expect(curve.episodes == (1...250).map { 4 * $0 } + [1001])
        #expect(curve.window == 25 && curve.smooth?.episodes.first == 52)
        #expect(curve.smooth?.middle.first == 12)
    }

    @Test("Nothing to show is no curve, and a few values are not smoothed")
    func edges() throws {
        for (values, scale) in [([], .linear), ([.nan, .infinity], .linear), ([0, -1], .log)]
            as [([Double], EpisodeCurve.Scale)]
        {
            #expect(EpisodeCurve(values, statistic: .median, scale: scale) == nil)
        }
        let one = try #require(EpisodeCurve([4], statistic: .mean, scale: .log))
        #expect(one.first == 4 && one.last == 4 && one.smooth == nil)
        #expect(try #require(EpisodeCurve([1, 2, 3, 4, 5], statistic: .mean)).smooth == nil)
    }
}

@Suite("Comparing runs")
struct RunGroupsTests {
    @Test("Runs that differ only in seeds are a group, in the order of first runs")
    func groups() {
        var other = Configuration()
        other.eta = 0.5
        let configurations = [(Configuration(), 1), (other, 1), (Configuration(), 2), (Configuration(), 1)]
            .map {
                var configuration = $0
                configuration.seed = UInt32($1)
                return configuration
            }
        #expect(RunGroups.bySeed(configurations) == [[0, 2, 3], [1]])
        #expect(RunGroups.bySeed([]).isEmpty)
    }

    @Test("Extremes are the first of equal values, and need two different finite ones")
    func extremes() throws {
        let extremes = try #require(RunGroups.extremes(of: [nil, 3, .nan, 1, 3, 1, .infinity]))
        #expect(extremes == (3, 1))
        for values in [[], [1], [2, 2], [nil, 1, .nan], [.infinity, 1]] as [[Double?]] {
            #expect(RunGroups.extremes(of: values) == nil)
        }
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

    @Test("Weights are those of the network, else those that were recorded, else none")
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
        #expect(run([1], network: network, evaluation: evaluation).weights == computed)
        #expect(run([1], evaluation: evaluation).weights == recorded)
    }

    @Test("Episodes done are the logged ones while it runs")
    func episodes() {
        #expect(run([1, 2], status: .running).episodesDone == 2 && run([1, 2]).episodesDone == 3)
    }
}
