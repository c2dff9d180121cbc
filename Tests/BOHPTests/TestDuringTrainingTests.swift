import Testing

@testable import BOHP

@Suite("Test during training")
struct TestDuringTrainingTests {
    @Test(
        "The error is that of the trajectories of the same episodes, whatever the threads", arguments: [1, 2])
    func error(threads: Int) {
        let configuration = Configuration()
        var random = RandomState(seed: 3)
        let network: PlasticNetwork<Double> = configuration.network.draw(using: &random)
        let test = TestDuringTraining(configuration, episodes: 40, threads: threads)
        let error = test.error(of: network)
        #expect(test.error(of: network) == error, "the episodes are the same each time")
        var drawing = RandomState(seed: Evaluator.defaultSeed, for: "test-error")
        var (rates, sums): ([Double], [Double]) = ([], [])
        for _ in 0..<40 {
            let episode = configuration.task.episode(using: &drawing)
            let outputs = network.trajectory(inputs: episode.inputs).outputs.row(65).prefix(28)
            let targets = episode.targets.row(0)
            rates.append(Double(zip(outputs, targets).count { $0 * $1 <= 0 }) / 28)
            sums.append(zip(outputs, targets).reduce(0) { $0 + abs($1.0 - $1.1) })
        }
        let mean = rates.reduce(0, +) / 40
        let variance = rates.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39
        #expect(abs(error.bitErrorRate - mean) < 1e-14)
        #expect(abs(error.standardDeviation - variance.squareRoot()) < 1e-14)
        #expect(abs(error.absoluteError - sums.reduce(0, +) / 40) < 1e-12)
    }

    @Test(
        "It costs a fraction of training: one forward pass for every two episodes, none for large networks and few episodes"
    )
    func cost() {
        var configuration = Configuration()
        func usual(_ moments: Int) -> Int {
            TestDuringTraining.usualEpisodes(for: configuration, moments: moments)
        }
        #expect(usual(201) == 24)
        configuration.episodes = 1_000_000
        #expect(usual(201) == 200)
        configuration.episodes = 5
        #expect(usual(6) == 4)
        var memory = AssociativeMemory()
        memory.patternSize = 400
        configuration.task = memory
        #expect(usual(6) == 0)
    }

    @Test("Better is fewer wrong bits, then a smaller absolute error; NaN is not better")
    func order() {
        func error(_ rate: Double, _ absolute: Double) -> TestError {
            TestError(bitErrorRate: rate, standardDeviation: 0, absoluteError: absolute)
        }
        #expect(error(0.1, 9).isBetter(than: error(0.2, 1)) && !error(0.2, 1).isBetter(than: error(0.1, 9)))
        #expect(error(0.1, 1).isBetter(than: error(0.1, 2)) && !error(0.1, 1).isBetter(than: error(0.1, 1)))
        #expect(!error(0.1, .nan).isBetter(than: error(0.1, 2)))
    }
}
