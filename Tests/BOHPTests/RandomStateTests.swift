import BOHP
import Foundation
import TestSupport
import Testing

@Suite("NumPy's legacy random stream")
struct RandomStateTests {
    private struct Published: Decodable {
        var seed: UInt32
        var rand: [Double]
        var randn: [Double]
        var permutation: [Int]
        var randint3: [Int]
    }

    @Test("The first numbers of seed 0")
    func published() throws {
        let published = try ReferenceData.json("random-state-seed0", as: Published.self)
        var random = RandomState(seed: published.seed)
        #expect(random.rand(5) == published.rand)
        #expect(random.randn(5) == published.randn)
        #expect(random.permutation(10) == published.permutation)
        #expect((0..<8).map { _ in random.randint(3) } == published.randint3)
    }

    /// The draws of one seed, in an order that leaves a normal deviate kept back between other draws.
    private struct Draws: Decodable, Equatable {
        var seed: UInt32
        var rand: [Double]
        var randn: [Double]
        var permutation: [Int]
        var randint: [Int]
        var shuffled: [Int]
        var laterRandn: [Double]
        var laterRand: [Double]
    }

    private static let sizes = [1, 2, 3, 5, 16, 17, 100, 1000, 65_536, 65_537]

    @Test("Every draw of many seeds and sizes is NumPy's")
    func againstNumPy() throws {
        let code = """
            import json, sys
            import numpy as np
            seeds = [0, 1, 2, 3, 42, 624, 65535, 65536, 123456789, 2**31 - 1, 2**31, 2**32 - 1]
            sizes = [int(size) for size in sys.argv[1:]]
            everything = []
            for seed in seeds:
                r = np.random.RandomState(seed)
                draws = {"seed": seed}
                draws["rand"] = r.rand(700).tolist()
                draws["randn"] = r.randn(333).tolist()
                draws["permutation"] = r.permutation(97).tolist()
                draws["randint"] = [int(r.randint(size)) for size in sizes for _ in range(20)]
                values = list(range(29))
                r.shuffle(values)
                draws["shuffled"] = values
                draws["laterRandn"] = r.randn(4).tolist()
                draws["laterRand"] = r.rand(3).tolist()
                everything.append(draws)
            print(json.dumps(everything))
            """
        let output = try runPython(code, Self.sizes.map(String.init))
        let everything = try JSONDecoder().decode([Draws].self, from: Data(output.utf8))
        #expect(everything.count == 12)
        for expected in everything {
            var random = RandomState(seed: expected.seed)
            #expect(random.rand(700) == expected.rand, "seed \(expected.seed)")
            #expect(random.randn(333) == expected.randn, "seed \(expected.seed)")
            #expect(random.permutation(97) == expected.permutation)
            let integers = Self.sizes.flatMap { size in (0..<20).map { _ in random.randint(size) } }
            #expect(integers == expected.randint)
            var values = Array(0..<29)
            random.shuffle(&values)
            #expect(values == expected.shuffled)
            #expect(random.randn(4) == expected.laterRandn)
            #expect(random.rand(3) == expected.laterRand)
        }
    }

    @Test("A restored generator goes on as the saved one would have")
    func snapshot() {
        var random = RandomState(seed: 7)
        _ = random.randn(3)
        _ = random.choice(5)
        var restored = RandomState(seed: 7, random.snapshot)
        #expect(restored.randn(5) == random.randn(5))
        #expect(restored.permutation(50) == random.permutation(50))
        #expect((0..<20).map { _ in restored.choice(5) } == (0..<20).map { _ in random.choice(5) })
    }

    @Test("A state that cannot be one is refused")
    func badSnapshots() {
        let good = MersenneTwister(seed: 1)
        #expect(MersenneTwister(words: good.words, position: good.position) == good)
        #expect(MersenneTwister(words: good.words.dropLast(), position: 0) == nil)
        #expect(MersenneTwister(words: good.words, position: 625) == nil)
        #expect(MersenneTwister(words: [UInt32](repeating: 0, count: 624), position: 0) == nil)
    }

    /// Words by Python 3.11: `random.seed(s); [random.getrandbits(32) for _ in range(4)]`, and choices of five things by
    /// `random.choice(range(5))` after `random.seed(0)`.
    @Test("Python's stream")
    func python() {
        for (seed, words) in [
            (UInt32(0), [3626764237, 1654615998, 3255389356, 3823568514]),
            (UInt32.max, [2728839433, 2661025012, 872737089, 924893097]),
        ] as [(UInt32, [UInt32])] {
            var twister = MersenneTwister(key: [seed])
            #expect((0..<4).map { _ in twister.nextWord() } == words)
        }
        var random = RandomState(seed: 0)
        #expect(
            (0..<20).map { _ in random.choice(5) } == [
                3, 3, 0, 2, 4, 3, 3, 2, 3, 2, 4, 1, 4, 1, 2, 1, 0, 4, 2, 4,
            ])
    }

    /// The initial weights of the published program of 2018 with 50 bits, exactly as PyTorch 2.13 drew them.
    @Test("PyTorch's normal deviates")
    func torch() throws {
        struct Published: Decodable { var initialW, initialAlpha: [[Double]] }
        let published = try ReferenceData.json("family-1/simple-50bit-seed0-parameters", as: Published.self)
        var random = RandomState(seed: 0)
        let network: PlasticNetwork<Double> = Experiment.simple50of2018.configuration.network.draw(
            using: &random)
        #expect(largestDifference(network.w, Matrix(published.initialW)) < 1e-8)
        #expect(largestDifference(network.alpha, Matrix(published.initialAlpha)) < 1e-8)
        // The programs draw their episodes from another stream.
        #expect(random == RandomState(seed: 0))
    }
}
