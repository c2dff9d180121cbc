import BOHP
import Foundation
import TestSupport
import Testing

@Suite("Evaluation")
struct EvaluationTests {
    private struct Final: Decodable {
        var w: [[Double]]
        var alpha: [[Double]]
    }

    @Test("The published network recalls, far better than before training and than chance")
    func publishedNetwork() throws {
        let final = try ReferenceData.json("associative-memory-seed0-final", as: Final.self)
        let network = PlasticNetwork(w: Matrix(final.w), alpha: Matrix(final.alpha), eta: 0.99)
        let evaluator = Evaluator(.original, episodes: 200)
        let evaluation = evaluator.evaluate(network)
        #expect(evaluation.bitErrorRate.trained.high < 0.02)
        #expect(evaluation.bitErrorRate.untrained.low > 0.2)
        #expect(evaluation.bitErrorRate.chance == 0.25)
        #expect(abs((evaluation.bitErrorRate.bestGuess ?? 0) - 0.213299) < 1e-6)
        #expect(evaluation.bitErrorRate.hopfield?.mean == 0)
        #expect(evaluation.degradation.first?.condition == 0)
        #expect(evaluation.degradation.last?.condition == 1)
        #expect(evaluation.degradation.last?.bitErrorRate.hopfield?.mean == 0.5)
        // An interval without an error ends below that of the first point with more than 1 % of errors.
        let rates = evaluation.degradation.map(\.bitErrorRate.trained)
        let first = try #require(rates.first { $0.mean > 0.01 })
        let flawless = rates.filter { $0.mean == 0 }
        #expect(!flawless.isEmpty && flawless.allSatisfy { $0.high < first.high })
        #expect(evaluation.capacity.map(\.condition) == (1...10).map(Double.init))
        #expect(evaluation.examples.count == 6)
        #expect(evaluation.episode?.outputs.count == 66)
        #expect(evaluator.evaluate(network) == evaluation, "an evaluation is a function of its seed")
    }

    @Test("A Hopfield network recalls what it stores, and only as far as it can")
    func hopfield() {
        let a: [Double] = [1, 1, 1, 1, -1, -1, -1, -1]
        let b: [Double] = [1, 1, -1, -1, 1, 1, -1, -1]
        let network = HopfieldNetwork(storing: [a, b])
        #expect(network.recall([0, 1, 1, 1, 0, 0, -1, -1]) == a)
        #expect(network.recall([1, 0, -1, 0, 0, 1, 0, -1]) == b)
        #expect(network.recall([Double](repeating: 0, count: 8)) == [Double](repeating: 0, count: 8))
    }

    private static func wilson(_ mean: Double, trials n: Double) -> ClosedRange<Double> {
        let z = 1.959963984540054
        let centre = (mean + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (mean * (1 - mean) / n + z * z / (4 * n * n)).squareRoot()
        return centre - half...centre + half
    }

    private func expect(
        _ estimate: Estimate, _ mean: Double, trials: Double, _ location: SourceLocation = #_sourceLocation
    ) {
        let interval = Self.wilson(mean, trials: trials)
        #expect(abs(estimate.mean - mean) < 1e-12, sourceLocation: location)
        #expect(abs(estimate.low - interval.lowerBound) < 1e-9, sourceLocation: location)
        #expect(abs(estimate.high - interval.upperBound) < 1e-9, sourceLocation: location)
    }

    @Test("Intervals are Wilson's with the effective sample size")
    func wilson() {
        // Single bits are independent: ten episodes are ten trials.
        expect(Estimate(rates: [1, 1, 1, 0, 0, 0, 0, 0, 0, 0], bits: 1), 0.3, trials: 10)
        // Bits that are wrong all together count once an episode, however many they are.
        expect(Estimate(rates: [1, 1, 1, 0, 0, 0, 0, 0, 0, 0], bits: 28), 0.3, trials: 10)
        // Two wrong bits of eight in one episode of ten: a mean of 0.025 and a variance of 0.00625.
        let one = [0.25] + [Double](repeating: 0, count: 9)
        expect(Estimate(rates: one, bits: 8), 0.025, trials: 10 * 0.025 * 0.975 / 0.00625)
        // No scatter at all counts for no more trials than there are bits.
        expect(Estimate(rates: [0.5, 0.5, 0.5], bits: 8), 0.5, trials: 24)
    }

    @Test("Without an error, or without a right bit, an episode counts for what it does elsewhere")
    func extremeRates() {
        let none = [Double](repeating: 0, count: 100)
        // By itself, a sample without an error cannot tell whether they come all together.
        expect(Estimate(rates: none, bits: 8), 0, trials: 100)
        #expect(Estimate.trialsPerEpisode(of: [none, [1, 1], [0.5]], bits: 8) == 1)
        // One of these counts for 3.9 trials an episode and the other for one.
        let scattered = [0.25] + [Double](repeating: 0, count: 9)
        let trials = Estimate.trialsPerEpisode(of: [none, scattered, [1, 0, 0, 0]], bits: 8)
        #expect(abs(trials - 2 / (1 / 3.9 + 1)) < 1e-12)
        for (rates, mean) in [(none, 0.0), (none.map { 1 - $0 }, 1)] {
            expect(Estimate(rates: rates, bits: 8, trialsPerEpisode: 3), mean, trials: 300)
        }
        // A sample that knows does not ask.
        #expect(
            Estimate(rates: scattered, bits: 8, trialsPerEpisode: 2) == Estimate(rates: scattered, bits: 8))
    }

    /// Episodes fail with some probability, and then with three wrong bits on average.
    @Test("Intervals hold the true rate of clustered errors, and are narrow where there are none")
    func coverage() {
        var random = RandomState(seed: 5)
        func sample(_ failing: Double) -> [Double] {
            (0..<200).map { _ in
                guard random.rand() < failing else { return 0 }
                return Double(1 + (0..<27).count { _ in random.rand() < 2.0 / 27 }) / 28
            }
        }
        var (held, without, widest) = (0, 0, 0.0)
        let repeats = 400
        for _ in 0..<repeats {
            let trials = Estimate.trialsPerEpisode(of: [0.05, 0.2, 0.5].map(sample), bits: 28)
            let estimate = Estimate(rates: sample(0.005), bits: 28, trialsPerEpisode: trials)
            if (estimate.low...estimate.high).contains(0.005 * 3 / 28) { held += 1 }
            if estimate.mean == 0 {
                without += 1
                widest = max(widest, estimate.high)
            }
        }
        #expect(Double(held) > 0.93 * Double(repeats))
        // A third of all samples have no error. One trial an episode would let these go up to 1.9 %.
        #expect(without > repeats / 5 && widest < 0.005)
    }

    @Test("An evaluation survives JSON")
    func coding() throws {
        var random = RandomState(seed: 0)
        var configuration = Configuration()
        configuration.task = Regurgitation()
        let network: PlasticNetwork<Double> = configuration.network.draw(using: &random)
        let evaluation = Evaluator(configuration, episodes: 10).evaluate(network)
        #expect(evaluation.capacity.isEmpty && evaluation.bitErrorRate.hopfield == nil)
        let data = try JSONEncoder().encode(evaluation)
        #expect(try JSONDecoder().decode(Evaluation.self, from: data) == evaluation)
    }
}
