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

    @Test("Weight statistics of the published network are the published ones")
    func weightStatistics() throws {
        let final = try ReferenceData.json("associative-memory-seed0-final", as: Final.self)
        let network = PlasticNetwork(w: Matrix(final.w), alpha: Matrix(final.alpha), eta: 0.99)
        let statistics = WeightStatistics(of: network, biasNeuron: 28)
        #expect(abs((statistics.wSelf?.mean ?? 0) + 0.616) < 5e-4)
        #expect(abs((statistics.wBetween?.mean ?? 0) + 0.047) < 5e-4)
        #expect(abs((statistics.wBetween?.standardDeviation ?? 0) - 0.084) < 5e-4)
        #expect(abs((statistics.alphaBetween?.mean ?? 0) - 1.054) < 5e-4)
        #expect(abs((statistics.alphaBetween?.standardDeviation ?? 0) - 0.161) < 5e-4)
        #expect(statistics.alphaBetween?.positiveShare == 1)
        #expect(statistics.alphaBetween?.count == 28 * 27)
        #expect(statistics.wFromBias?.count == 28)
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
        #expect(evaluation.bitErrorRate.hopfield?.mean == 0)
        #expect(evaluation.degradation.first?.condition == 0)
        #expect(evaluation.degradation.last?.condition == 1)
        #expect(evaluation.degradation.last?.bitErrorRate.hopfield?.mean == 0.5)
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

    @Test("Intervals are Wilson's for rates of 0 and 1")
    func wilson() {
        let rates = [1, 1, 1, 0, 0, 0, 0, 0, 0, 0].map(Double.init)
        let estimate = Estimate(rates: rates)
        // The scatter of the sample has n - 1 in its denominator, so that it counts for 9 trials.
        let n = 9.0
        let z = 1.959963984540054
        let centre = (0.3 + z * z / (2 * n)) / (1 + z * z / n)
        let half = z / (1 + z * z / n) * (0.3 * 0.7 / n + z * z / (4 * n * n)).squareRoot()
        #expect(abs(estimate.low - (centre - half)) < 1e-12)
        #expect(abs(estimate.high - (centre + half)) < 1e-12)
        let none = Estimate(rates: [Double](repeating: 0, count: 100))
        #expect(none.mean == 0 && none.low == 0 && abs(none.high - 0.0370) < 1e-4)
    }

    @Test("An evaluation survives JSON")
    func coding() throws {
        var random = RandomState(seed: 0)
        var configuration = Configuration()
        configuration.task = .regurgitation(Regurgitation())
        let network = PlasticNetwork<Double>(neurons: 30, eta: 0.99, using: &random)
        let evaluation = Evaluator(configuration, episodes: 10).evaluate(network)
        #expect(evaluation.capacity.isEmpty && evaluation.bitErrorRate.hopfield == nil)
        let data = try JSONEncoder().encode(evaluation)
        #expect(try JSONDecoder().decode(Evaluation.self, from: data) == evaluation)
    }
}
