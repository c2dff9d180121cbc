import Testing

@testable import BOHP

@Suite("Best guesses without memory")
struct BestGuessTests {
    /// Computed in Python from binomial coefficients, which are exact there.
    @Test(
        "A balanced pattern is guessed as the hypergeometric distribution says",
        arguments: [
            (28, 14, 14, 0.21329878404451025, 0.0004084094863472976),
            (8, 4, 4, 0.18571428571428572, 0.2285714285714286),
            (200, 100, 100, 0.23594805303699468, 1.399968409247434e-29), (28, 14, 0, 0, 1),
            (9, 4, 5, 0.19841269841269843, 0.12698412698412698),
            (28, 14, 28, 0.5, 2.4927336813189554e-08),
        ])
    func hypergeometric(size: Int, negatives: Int, erased: Int, rate: Double, accuracy: Double) {
        let guess = BestGuess(patternSize: size, negatives: negatives, erased: erased)
        #expect(abs(guess.bitErrorRate - rate) < 1e-10)
        #expect(abs((guess.accuracy ?? 0) / accuracy - 1) < 1e-9)
    }

    @Test("Nobody who sees only the cue does better, and the best guess does as well as it says")
    func simulated() {
        let task = AssociativeMemory()
        var random = RandomState(seed: 8)
        let count = 4000
        var wrong = 0.0
        for _ in 0..<count {
            let drawn = task.drawRecall(using: &random)
            // Of 28 signs 14 are -1, so that the sum of the cue tells the majority of the rest.
            let majority: Double = drawn.cue.reduce(0, +) > 0 ? -1 : 1
            wrong += Double(zip(drawn.cue, drawn.target).count { $0 == 0 && $1 != majority }) / 28
        }
        let expected = task.bestGuess?.bitErrorRate ?? 0
        // Four standard errors.
        #expect(abs(wrong / Double(count) - expected) < 4 * 0.045 / Double(count).squareRoot())
    }

    /// Three targets with +1 in a half, in a quarter and in all of the episodes.
    private struct Biased: EpisodicTask {
        static let name = "biased"
        static let words = "Biased signs"
        static let settings: [Setting<Biased>] = []
        var neurons: Int { 3 }
        var steps: Int { 1 }
        var inputStrength: Double { 1 }

        func episode(using random: inout RandomState) -> Episode {
            let signs = [0.5, 0.25, 1].map { random.rand() < $0 ? 1.0 : -1 }
            return Episode(
                inputs: Matrix(rows: 1, columns: 3), targets: Matrix([signs]), countedSteps: 0..<1,
                countedNeurons: 0..<3)
        }

        func episodeWithPhases(using random: inout RandomState) -> (episode: Episode, phases: [Phase]) {
            (episode(using: &random), [])
        }
    }

    @Test("The best constant answer of a task that does not know it is estimated without bias")
    func estimated() {
        let guess = BestGuess(of: Biased())
        // Four standard errors of 1000 episodes.
        #expect(abs(guess.bitErrorRate - (0.5 + 0.25) / 3) < 4 * 0.022 / 3 * 2.0.squareRoot())
        #expect(guess.accuracy == nil && guess == BestGuess(of: Biased()))
        #expect(BestGuess(of: Regurgitation()) == BestGuess(bitErrorRate: 1 / 6.0, accuracy: 1 / 46656.0))
    }

    @Test("An evaluation of version 0.1 gets the best guesses that a new one has")
    func older() {
        var random = RandomState(seed: 0)
        var configuration = Configuration()
        configuration.task = Regurgitation()
        for task in [AssociativeMemory(), Regurgitation()] as [any EpisodicTask] {
            configuration.task = task
            let network: PlasticNetwork<Double> = configuration.network.draw(using: &random)
            let evaluation = Evaluator(configuration, episodes: 2).evaluate(network)
            var older = evaluation
            older.bitErrorRate.bestGuess = nil
            older.accuracy.bestGuess = nil
            for index in older.degradation.indices { older.degradation[index].bitErrorRate.bestGuess = nil }
            for index in older.capacity.indices { older.capacity[index].bitErrorRate.bestGuess = nil }
            #expect((older != evaluation) && evaluation.bitErrorRate.bestGuess != nil)
            older.addBestGuesses(of: task)
            #expect(older == evaluation)
        }
    }
}
