import Foundation
import TestSupport
import Testing

@testable import BOHP

@Suite("Completion of images")
struct ImagesTests {
    private static let side = 4

    /// Fifty images of noise.
    private static let set: ImageSet = {
        var noise = RandomState(seed: 3)
        return ImageSet(pixels: (0..<(50 * side * side)).map { _ in UInt16(noise.randint(766)) }, side: side)
    }()

    private static func task(_ change: (inout Images) -> Void = { _ in }) throws -> Images {
        var task = Images()
        (task.side, task.source) = (side, "somewhere")
        change(&task)
        return try task.loaded(with: set)
    }

    /// The published program's calls of NumPy and Python, for `count` episodes of 3 of 40 images, shown thrice.
    private static func publishedDraws(seed: Int, count: Int) throws -> [[Int]] {
        let code = """
            import random, sys
            import numpy as np
            seed, count = map(int, sys.argv[1:])
            random.seed(seed)
            state = np.random.RandomState(seed)
            for _ in range(count):
                images = [state.randint(40) for _ in range(3)]
                tested = images.index(random.choice(images))
                lower = int(state.rand() < 0.5)
                order, orders = [0, 1, 2], []
                for _ in range(3):
                    state.shuffle(order)
                    orders += order
                print(*images, tested, lower, *orders)
            """
        return try runPython(code, ["\(seed)", "\(count)"]).split(separator: "\n").map {
            $0.split(separator: " ").compactMap { Int($0) }
        }
    }

    @Test("Episodes are drawn as by the published program", arguments: [0, 7])
    func draws(seed: Int) throws {
        let task = try Self.task()
        var random = RandomState(seed: UInt32(seed))
        let published = try Self.publishedDraws(seed: seed, count: 30)
        try #require(published.count == 30)
        for expected in published {
            let drawn = task.drawRecall(using: &random)
            #expect(drawn.patterns == expected[..<3].map(Self.set.pattern))
            // Of two equal images, Python's index is the first.
            #expect(drawn.target == Self.set.pattern(expected[expected[3]]))
            let half = task.patternSize / 2
            let shown = expected[4] == 1 ? half..<task.patternSize : 0..<half
            for pixel in 0..<task.patternSize {
                #expect(drawn.cue[pixel] == (shown.contains(pixel) ? drawn.target[pixel] : 0))
            }
            #expect(drawn.presentations == Array(expected[5...]))
        }
    }

    @Test("An episode shows each image for its steps, then half of one; the bias is always on")
    func episode() throws {
        let task = try Self.task()
        #expect(task.steps == 201 && task.neurons == 17)
        var random = RandomState(seed: 1)
        let drawn = task.drawRecall(using: &random)
        for step in 0..<task.steps {
            let row = Array(drawn.episode.inputs.row(step))
            let (place, within) = step.quotientAndRemainder(dividingBy: 22)
            let image =
                step >= 198
                ? drawn.cue
                : within < 20
                    ? drawn.patterns[drawn.presentations[place]] : [Double](repeating: 0, count: 16)
            #expect(row == image + [1], "step \(step)")
        }
        #expect(drawn.episode.countedSteps == [200] && drawn.episode.targets.elements == drawn.target)
    }

    @Test("An image has mean zero, and one end of -1...1 is reached")
    func normalization() {
        for index in 0..<50 {
            let pattern = Self.set.pattern(index)
            #expect(abs(pattern.reduce(0, +)) < 1e-13)
            #expect(abs(pattern.map(abs).reduce(0, max) - 1) < 1e-9)
        }
        let even = ImageSet(pixels: [UInt16](repeating: 9, count: 160), side: 4)
        #expect(even.pattern(3) == [Double](repeating: 0, count: 16))
    }

    @Test("Training never sees the last fifth of the images, and measurements see nothing else")
    func unseen() throws {
        let indices = Dictionary(uniqueKeysWithValues: (0..<50).map { (Self.set.pattern($0), $0) })
        func drawn(_ task: any EpisodicTask) throws -> Set<Int> {
            let task = try #require(task as? Images)
            var random = RandomState(seed: 5)
            return try Set(
                (0..<400).flatMap { _ in
                    try task.drawRecall(using: &random).patterns.map { try #require(indices[$0]) }
                })
        }
        let task = try Self.task()
        #expect(try drawn(task) == Set(0..<40))
        #expect(try drawn(task.unseen) == Set(40..<50))
    }

    @Test("Changed, missing and unsuitable images are refused")
    func refusals() throws {
        let task = try Self.task()
        #expect(task.hash == Self.set.hash)
        #expect(try task.loaded(with: Self.set) == task)
        var pixels = (0..<(50 * 16)).map { UInt16($0) }
        let other = ImageSet(pixels: pixels, side: 4)
        pixels[799] += 1
        #expect(ImageSet(pixels: pixels, side: 4).hash != other.hash)
        #expect(throws: ConfigurationError.self) { try task.loaded(with: other) }
        #expect(throws: ConfigurationError.self) {
            try Images().loaded(with: Self.set)
        }
        var configuration = Configuration()
        var missing = Images()
        missing.source = "somewhere"
        configuration.task = missing
        #expect(throws: ConfigurationError.self) { try Trainer(configuration) }
    }

    /// Field's law: the power falls as the square of the frequency. Without a window the leakage from the edges of an
    /// image falls likewise.
    @Test("Synthetic images have the spectrum of natural ones")
    func spectrum() {
        let set = ImageSet.synthetic(side: 32)
        var powers: [Double] = []
        for cycles in [2, 4, 8] {
            var power = 0.0
            for index in 0..<150 {
                let pattern = set.pattern(index)
                for isRow in [true, false] {
                    var (real, imaginary) = (0.0, 0.0)
                    for (pixel, value) in pattern.enumerated() {
                        let place = isRow ? pixel % 32 : pixel / 32
                        let angle = 2 * Double.pi * Double(cycles * place) / 32
                        real += value * cos(angle)
                        imaginary += value * sin(angle)
                    }
                    power += real * real + imaginary * imaginary
                }
            }
            powers.append(power)
        }
        for (low, high) in zip(powers, powers.dropFirst()) {
            let slope = log2(high / low)
            #expect(abs(slope + 2) < 0.5, "\(slope)")
        }
        #expect(set.pattern(0) != set.pattern(1) && set.pattern(1) == ImageSet.synthetic(side: 32).pattern(1))
    }

    @Test("The gradient agrees with central differences and with RTRL", arguments: [true, false])
    func gradients(sharesAlpha: Bool) throws {
        var task = try Self.task()
        (task.patterns, task.cycles, task.presentationSteps) = (2, 1, 4)
        var configuration = Experiment("", words: "", task: task) { _ in }.configuration
        if var network = configuration.architecture as? Recurrent {
            network.sharesAlpha = sharesAlpha
            configuration.architecture = network
        }
        let check = try Trainer(configuration).checkGradients()
        #expect(check.passes)
        #expect(check.differences.contains { $0.parameter == "w" && $0.largestAbsolute > 0 })
    }

    @Test("The published configuration learns to complete images that it has not seen")
    func learning() throws {
        var task = Images()
        (task.side, task.cycles, task.presentationSteps) = (6, 1, 5)
        var configuration = Experiment.images2018.configuration
        configuration.task = task
        configuration.optimizer = Adam(learningRate: 3e-3)
        configuration.episodes = 600
        let trainer = try Trainer(configuration)
        while !trainer.isFinished { _ = try trainer.trainBatch() }
        let evaluation = Evaluator(configuration, episodes: 50).evaluate(trainer.network)
        let rates = evaluation.bitErrorRate
        #expect(rates.trained.high < rates.untrained.low)
        // The shown half is right in any case.
        #expect(rates.untrained.mean > 0.15 && rates.trained.mean < 0.15)
        let example = try #require(evaluation.examples.first)
        #expect(example.pattern.count == 36 && example.cue.count { $0 == 0 } >= 18 && example.hopfield == nil)
    }

    @Test("The correlation is Pearson's")
    func correlations() {
        #expect(abs(correlation([1, 2, 3, 5], [2, 3, 3, 9]) - 0.9297009122803989) < 1e-12)
        #expect(correlation([1, 1], [2, 3]) == 0)
        let targets = Matrix<Double>([[1, -1, 0.5]])
        let measured = CorrelatedError().measure(outputs: Matrix([[2, -2, 1]]), targets: targets)
        #expect(measured.count == CorrelatedError().columns.count && abs((measured.last ?? 0) - 1) < 1e-12)
    }
}
