import Foundation
import RunRecord
import TestSupport
import Testing

@testable import Analysis
@testable import BOHP

/// A file of numbers for Python, one sample a line.
private func withSamples<Result>(_ samples: [[Double]], _ body: (String) throws -> Result) throws -> Result {
    try withTemporaryFolder { folder in
        let file = folder.appending(path: "samples.txt")
        let lines = samples.map { $0.map { "\($0)" }.joined(separator: " ") }
        try Data(lines.joined(separator: "\n").utf8).write(to: file)
        return try body(file.path)
    }
}

/// The lines of numbers that Python prints for a file of samples.
private func python(_ code: String, _ samples: [[Double]]) throws -> [[Double]] {
    let lines = """
        import sys
        import numpy as np
        samples = [np.array([float(x) for x in line.split()]) for line in open(sys.argv[1])]

        """
    return try withSamples(samples) { path in
        try runPython(lines + code, [path]).split(separator: "\n").map { line in
            line.split(separator: " ").compactMap { Double($0) }
        }
    }
}

private func agree(_ a: Double, _ b: Double) -> Bool { a == b || abs(a - b) <= 1e-13 * max(abs(a), abs(b)) }

/// Samples with all that a quantile can get wrong: one value, two, all equal, zeros, both signs, and many values.
private let samples: [[Double]] = {
    var random = RandomState(seed: 3)
    func draw(_ count: Int) -> [Double] { (0..<count).map { _ in random.randn() * 1e3 } }
    return [[7.5], [2, -1], [3, 3, 3], [0, 0, 0, 0], [-2, -1, -1, 5], [1e-300, 1e300, -1e300]]
        + [3, 4, 5, 6, 7, 100, 1001].map(draw)
}()

@Suite("Quantiles and moments")
struct QuantileTests {
    @Test("Quantiles are NumPy's")
    func numPy() throws {
        let shares = [0, 0.1, 0.25, 0.5, 0.75, 0.99, 1]
        let expected = try python(
            "for s in samples: print(*(repr(float(q)) for q in np.quantile(s, \(shares))))", samples)
        try #require(expected.count == samples.count)
        for (sample, numbers) in zip(samples, expected) {
            let sorted = sample.sorted()
            for (share, number) in zip(shares, numbers) {
                #expect(
                    agree(quantile(share, ofSorted: sorted), number), "\(share) of \(sample.count) values")
            }
            let quartiles = try #require(Quartiles(of: sample))
            #expect(quartiles.lower == quantile(0.25, ofSorted: sorted))
            #expect(quartiles.median == quantile(0.5, ofSorted: sorted))
            #expect(quartiles.upper == quantile(0.75, ofSorted: sorted))
        }
    }

    @Test("No value has no quartiles, NaN has none that are numbers, and infinities stay at their ends")
    func edges() throws {
        #expect(Quartiles(of: []) == nil)
        let broken = try #require(Quartiles(of: [1, .nan, 3, 4]))
        #expect(broken.lower.isNaN && broken.median.isNaN && broken.upper.isNaN)
        let wide = try #require(Quartiles(of: [.infinity, 1, 2, 3, -.infinity]))
        #expect(wide.lower == 1 && wide.median == 2 && wide.upper == 3)
    }

    @Test("Quartiles along curves end with the shortest, and are missing where a curve is not finite")
    func along() {
        let quartiles = Quartiles.along([[1, 2, .nan, 4], [3, 4, 5], [2, 0, 1, 1]])
        #expect(quartiles.map { $0?.median } == [2, 2, nil])
        #expect(quartiles.map { $0?.lower } == [1.5, 1, nil])
        #expect(Quartiles.along([]).isEmpty && Quartiles.along([[1], []]).isEmpty)
    }

    @Test("Moments and means are NumPy's")
    func moments() throws {
        let expected = try python(
            "for s in samples: print(len(s), (s > 0).sum(), repr(float(s.mean())), repr(float(s.std())), (s > 0).mean())",
            samples.filter { !$0.contains(1e300) })
        for (sample, numbers) in zip(samples.filter { !$0.contains(1e300) }, expected) {
            let moments = Moments(of: sample)
            let scale = max(1, sample.map(abs).max() ?? 1)
            #expect(moments.count == Int(numbers[0]) && moments.positive == Int(numbers[1]))
            #expect(abs(moments.mean - numbers[2]) < 1e-14 * scale)
            #expect(abs(arithmeticMean(of: sample) - numbers[2]) < 1e-14 * scale)
            #expect(abs(moments.standardDeviation - numbers[3]) < 1e-13 * scale)
            #expect(moments.positiveShare == numbers[4])
        }
    }

    @Test("Moments ignore what is not finite, and of nothing are 0")
    func nothing() {
        var moments = Moments(of: [.nan, .infinity, -.infinity])
        #expect(moments == Moments() && moments.count == 0)
        #expect(moments.mean == 0 && moments.standardDeviation == 0 && moments.positiveShare == 0)
        moments.add(-3)
        #expect(moments.mean == -3 && moments.standardDeviation == 0 && moments.positiveShare == 0)
    }

    @Test("A small spread beside a large mean is not lost")
    func cancellation() {
        let moments = Moments(of: [1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16])
        #expect(moments.mean == 1e9 + 10 && abs(moments.standardDeviation - 22.5.squareRoot()) < 1e-7)
    }

    @Test("A mean of finite values is finite, of none or with NaN it is NaN")
    func means() {
        #expect(
            arithmeticMean(of: [.greatestFiniteMagnitude, .greatestFiniteMagnitude])
                == .greatestFiniteMagnitude)
        #expect(arithmeticMean(of: [Double]()).isNaN && arithmeticMean(of: [1, .nan]).isNaN)
        #expect(arithmeticMean(of: [1, .infinity]) == .infinity && arithmeticMean(of: [0, 0]) == 0)
    }
}

@Suite("Connections")
struct ConnectionTests {
    private struct Final: Decodable {
        var w: [[Double]]
        var alpha: [[Double]]
    }

    /// 3 × 3 with a bias neuron at 1: element 10 · target + source.
    private static let small = Matrix(rows: 3, columns: 3, elements: [0, 1, 2, 10, 11, 12, 20, 21, 22])

    @Test("Every connection has one kind")
    func kinds() {
        #expect(Self.small.connections(.own, biasNeuron: 1) == [0, 22])
        #expect(Self.small.connections(.ofBias, biasNeuron: 1) == [11])
        #expect(Self.small.connections(.between, biasNeuron: 1) == [2, 20])
        #expect(Self.small.connections(.fromBias, biasNeuron: 1) == [1, 21])
        #expect(Self.small.connections(.toBias, biasNeuron: 1) == [10, 12])
        for bias in [nil, 0, 1, 2, 7] as [Int?] {
            let all = ConnectionKind.allCases.flatMap { Self.small.connections($0, biasNeuron: bias) }
            #expect(all.sorted() == Self.small.elements)
            let statistics = ConnectionStatistics(of: Self.small, biasNeuron: bias)
            for kind in ConnectionKind.allCases {
                #expect(statistics[kind].count == Self.small.connections(kind, biasNeuron: bias).count)
            }
        }
        #expect(Self.small.connections(.fromBias, biasNeuron: nil).isEmpty)
        #expect(Matrix(rows: 1, columns: 1, elements: [5]).connections(.between, biasNeuron: nil).isEmpty)
    }

    @Test("Statistics of a matrix name its strongest connection, and count what is not finite")
    func strongest() {
        var matrix = Self.small
        matrix[0, 1] = -.infinity
        matrix[2, 2] = .nan
        matrix[1, 2] = -30
        let statistics = ConnectionStatistics(of: matrix, biasNeuron: nil)
        #expect(statistics.notFinite == 2 && matrix.largestMagnitude == 30)
        #expect(statistics.strongest.map { [$0.target, $0.source] } == [1, 2])
        #expect(statistics.strongest?.value == -30)
        #expect(statistics[.own].mean == 5.5 && statistics[.between].count == 5)
        let zero = Matrix<Double>(rows: 2, columns: 2)
        #expect(
            ConnectionStatistics(of: zero, biasNeuron: nil).strongest == nil && zero.largestMagnitude == 0)
    }

    @Test("The means of rows and columns scatter as NumPy says", arguments: [nil, 2, 5] as [Int?])
    func scatter(bias: Int?) throws {
        var random = RandomState(seed: 5)
        let matrix = Matrix(rows: 6, columns: 6, elements: (0..<36).map { _ in random.randn() })
        let code = """
            w = samples[0].reshape(6, 6)
            kept = [i for i in range(6) if i != \(bias ?? -1)]
            w = w[np.ix_(kept, kept)].copy()
            np.fill_diagonal(w, np.nan)
            for axis in (1, 0):
                print(np.nanmean(w, axis=axis).std() / (np.nanstd(w) / np.sqrt(len(w))))
            """
        let expected = try python(code, [matrix.elements]).map { $0[0] }
        let scatter = try #require(matrix.scatterOfMeans(biasNeuron: bias))
        #expect(abs(scatter.rows - expected[0]) < 1e-12 && abs(scatter.columns - expected[1]) < 1e-12)
        #expect(abs(scatter.rows - scatter.columns) > 0.01)
        for other in [
            Matrix(rows: 2, columns: 2, elements: [0, 1, 2, 3]),
            Matrix(rows: 3, columns: 3, repeating: 1), Matrix(rows: 3, columns: 3, repeating: .nan),
        ] { #expect(other.scatterOfMeans(biasNeuron: nil) == nil) }
    }

    @Test("Independent numbers scatter as independent numbers do")
    func noScatter() throws {
        var random = RandomState(seed: 6)
        let neurons = 200
        var matrix = Matrix(
            rows: neurons, columns: neurons, elements: (0..<neurons * neurons).map { _ in random.randn() })
        let none = try #require(matrix.scatterOfMeans(biasNeuron: nil))
        // Within three standard deviations, 1/√400 each.
        #expect(abs(none.rows - 1) < 0.15 && abs(none.columns - 1) < 0.15)
        for source in 0..<neurons { matrix[7, source] += 10 }
        let one = try #require(matrix.scatterOfMeans(biasNeuron: nil))
        #expect(one.rows > 5 && abs(one.columns - 1) < 0.3)
    }

    @Test("Weight statistics of the published network are the published ones")
    func published() throws {
        let final = try ReferenceData.json("associative-memory-seed0-final", as: Final.self)
        let network = PlasticNetwork(w: Matrix(final.w), alpha: Matrix(final.alpha), eta: 0.99)
        let statistics = WeightStatistics(of: network, biasNeuron: 28)
        #expect(abs((statistics.wSelf?.mean ?? 0) + 0.638035) < 1e-6 && statistics.wSelf?.count == 28)
        #expect(abs((statistics.wBetween?.mean ?? 0) + 0.047) < 5e-4)
        #expect(abs((statistics.wBetween?.standardDeviation ?? 0) - 0.084) < 5e-4)
        #expect(abs((statistics.alphaBetween?.mean ?? 0) - 1.054) < 5e-4)
        #expect(abs((statistics.alphaBetween?.standardDeviation ?? 0) - 0.161) < 5e-4)
        #expect(statistics.alphaBetween?.positiveShare == 1)
        #expect(statistics.alphaBetween?.count == 28 * 27)
        #expect(statistics.wFromBias?.count == 28)
    }

    @Test("A summary is NumPy's")
    func summary() throws {
        let expected = try python(
            """
            for s in samples:
                q = [s.mean(), s.std(), *np.quantile(s, [0.25, 0.5, 0.75]), s.min(), s.max(), (s > 0).mean(), len(s)]
                print(*(repr(float(x)) for x in q))
            """, samples.filter { !$0.contains(1e300) })
        for (sample, numbers) in zip(samples.filter { !$0.contains(1e300) }, expected) {
            let summary = try #require(WeightStatistics.Summary(sample))
            let ours = [
                summary.mean, summary.standardDeviation, summary.lowerQuartile, summary.median,
                summary.upperQuartile,
                summary.minimum, summary.maximum, summary.positiveShare, Double(summary.count),
            ]
            let scale = max(1, sample.map(abs).max() ?? 1)
            for (a, b) in zip(ours, numbers) { #expect(abs(a - b) < 1e-13 * scale, "\(sample.count) values") }
        }
        #expect(WeightStatistics.Summary([]) == nil)
    }

    @Test("A network of one neuron has no sample, one of two has")
    func sample() throws {
        func network(_ neurons: Int) -> PlasticNetwork<Double> {
            PlasticNetwork(
                w: Matrix(rows: neurons, columns: neurons, repeating: 2),
                alpha: Matrix(rows: neurons, columns: neurons, repeating: 3), eta: 0.5)
        }
        #expect(WeightSample(episode: 1, network: network(1), biasNeuron: nil) == nil)
        #expect(WeightSample(episode: 1, network: network(2), biasNeuron: 0) == nil)
        let sample = try #require(WeightSample(episode: 4, network: network(2), biasNeuron: nil))
        #expect(sample.episode == 4 && sample.wSelf == .init(mean: 2, lowerQuartile: 2, upperQuartile: 2))
        #expect(sample.alphaBetween == .init(mean: 3, lowerQuartile: 3, upperQuartile: 3))
    }

    @Test("Means by sign are those of the four blocks, without diagonal and bias neuron")
    func signs() {
        let groups = SignGroups(outputs: [0.9, -0.2, 0, 0.1, 1], biasNeuron: 4)
        #expect(groups.positive == [0, 3] && groups.negative == [1, 2])
        let matrix = Matrix(rows: 5, columns: 5, elements: (0..<25).map(Double.init))
        let means = groups.means(of: matrix)
        // Rows 0 and 3 are positive, 1 and 2 are not; element (i, j) is 5 i + j.
        let same: [Double] = [3, 15, 7, 11]
        let opposite: [Double] = [1, 2, 16, 17, 5, 8, 10, 13]
        #expect(means.sameSign == same.reduce(0, +) / 4)
        #expect(abs(means.oppositeSigns - opposite.reduce(0, +) / 8) < 1e-12)
        let none = SignGroups(outputs: [.nan], biasNeuron: nil)
        #expect(none.negative == [0])
        #expect(none.means(of: Matrix(rows: 1, columns: 1, repeating: 1)) == (0, 0))
    }

    @Test("Effective weights are w + alpha ∘ hebb, if there is a trace of that size")
    func effectiveWeights() {
        let network = PlasticNetwork(
            w: Matrix(rows: 2, columns: 2, elements: [1, 2, 3, 4]),
            alpha: Matrix(rows: 2, columns: 2, elements: [0, 2, 3, 0]), eta: 0.5)
        func record(_ hebb: [[Double]]) -> Evaluation.EpisodeRecord {
            .init(phases: [], inputs: [], outputs: [], hebb: hebb)
        }
        let effective = record([[5, 6], [7, 8]]).effectiveWeights(of: network)
        #expect(effective?.elements == [1, 14, 24, 4])
        #expect(record([]).trace == nil && record([[1, 2]]).trace == nil)
        #expect(record([[1]]).effectiveWeights(of: network) == nil)
    }
}

@Suite("Gradients and examples")
struct AgreementTests {
    private func check(_ bptt: [Double], _ other: [Double?], largestRelative: Double = 0.25) -> GradientCheck
    {
        GradientCheck(
            neurons: 2, steps: 1, probes: bptt.count, perturbation: 1e-4,
            differences: [
                .init(
                    first: "bptt", second: "rtrl", parameter: "w", largestAbsolute: 0.5,
                    largestRelative: largestRelative, target: 0, source: 0, tolerance: 0.01)
            ],
            samples: zip(bptt, other).map {
                .init(parameter: "w", target: 0, source: 0, bptt: $0, rtrl: $1, centralDifference: 0)
            })
    }

    @Test("Points are magnitudes, and the tolerance is relative to the largest")
    func agreement() {
        let agreement = GradientAgreement(
            check([-2, 1, 0, 4], [-2.5, 1, 1, nil]), with: "rtrl", parameter: "w", derivative: \.rtrl)
        #expect(
            agreement.points.map(\.magnitude) == [2, 1, 0]
                && agreement.points.map(\.difference) == [0.5, 0, 1])
        #expect(agreement.shown == [agreement.points[0]])
        #expect(agreement.allowed == 0.02)
        // Without any difference the largest magnitude is that of the samples.
        let equal = GradientAgreement(
            check([3, -4], [3, -4], largestRelative: 0), with: "rtrl", parameter: "w", derivative: \.rtrl)
        #expect(equal.allowed == 0.04 && equal.shown.isEmpty)
    }

    @Test("What was not compared has no tolerance, and neither has a gradient of zeros")
    func missing() {
        let other = GradientAgreement(check([1], [1]), with: "else", parameter: "w", derivative: \.rtrl)
        #expect(other.allowed == nil && other.points.count == 1)
        let alpha = GradientAgreement(check([1], [1]), with: "rtrl", parameter: "alpha", derivative: \.rtrl)
        #expect(alpha.allowed == nil && alpha.points.isEmpty)
        let zero = GradientAgreement(
            check([0, .nan], [0, 1], largestRelative: 0), with: "rtrl", parameter: "w", derivative: \.rtrl)
        #expect(zero.allowed == nil && zero.shown.isEmpty)
    }

    @Test("Wrong bits are those without the pattern's sign, zero and NaN among them")
    func wrongBits() {
        let example = Evaluation.Example(
            pattern: [1, -1, 1, -1, 1], cue: [1, 0, 0, -1, 1], answer: [0.1, 0.1, 0, -1, .nan], hopfield: nil)
        #expect(example.wrongBits(in: example.answer) == [1, 2, 4] && example.erasedBits == [1, 2])
        #expect(example.isWhole)
        #expect(!Evaluation.Example(pattern: [], cue: [], answer: [], hopfield: nil).isWhole)
        #expect(!Evaluation.Example(pattern: [1], cue: [1], answer: [1], hopfield: []).isWhole)
    }

    @Test("Outputs beyond ±0.9 are saturated")
    func saturation() {
        func share(_ outputs: [[Double]]) -> Double {
            Evaluation.EpisodeRecord(phases: [], inputs: [], outputs: outputs, hebb: []).saturatedShare
        }
        #expect(share([[0.9, -0.91], [1, .nan]]) == 0.5 && share([]) == 0)
    }
}
