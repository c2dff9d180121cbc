import Foundation
import TestSupport
import Testing

@testable import BOHP

/// The published experiments beside numbers computed from their equations by other programs; `Reference/family-1/README.md`
/// says how.
@Suite("The family of published experiments")
struct FamilyTests {
    /// Trains, and gives a column by episode.
    private func train(
        _ experiment: Experiment, episodes: Int? = nil, column: String,
        _ change: (inout Configuration) -> Void = { _ in }
    ) throws -> (trainer: Trainer, values: [Double]) {
        var configuration = experiment.configuration
        change(&configuration)
        let trainer = try Trainer(configuration)
        var values: [Double] = []
        while !trainer.isFinished, values.count < episodes ?? .max {
            for metrics in try trainer.trainBatch() { values.append(try #require(metrics[column])) }
        }
        return (trainer, values)
    }

    /// The tolerances that two correct programs reach, by FAMILY-1's author: 1e-10, 1e-10 up to episode 5000, 1e-12.
    @Test(
        "The programs of 2016, seed 0",
        arguments: [
            ("completion-2016", "completion-seed0", 5000), ("one-shot-2016", "oneshot-seed0", 5000),
            ("reversal-2016", "reversal-seed0", 10_000),
        ])
    func feedForward(name: String, file: String, episodes: Int) throws {
        let experiment = try #require(Experiment.all.first { $0.name == name })
        let (_, errors) = try train(experiment, episodes: episodes, column: "error")
        for row in try ReferenceData.csv("family-1/\(file)") where Int(row[0]) <= episodes {
            let error = errors[Int(row[0]) - 1]
            #expect(abs(error - row[1]) < 1e-9 * max(1, abs(row[1])), "episode \(Int(row[0]))")
        }
    }

    /// The means of 500 frozen episodes that FAMILY-1 gives.
    @Test("The last episodes of the programs of 2016 train nothing")
    func frozen() throws {
        let (trainer, errors) = try train(.completion2016, column: "error")
        let mean = errors.suffix(500).reduce(0, +) / 500
        #expect(abs(mean - 0.0019508186) < 1e-9)
        #expect(trainer.checkpoint.updates == 4500)
    }

    @Test("Exact gradients of the networks of 2016, seed 0")
    func exactFeedForward() throws {
        let rows = try ReferenceData.csv("family-1/feedforward-exact-seed0")
        let tasks: [Experiment] = [.completion2016, .oneShot2016, .reversal2016]
        for (column, experiment) in tasks.enumerated() {
            let (_, errors) = try train(experiment, episodes: 500, column: "error") { $0.engine = .bptt }
            for row in rows {
                #expect(abs(errors[Int(row[0]) - 1] - row[column + 1]) < 1e-9, "\(experiment.name) \(row[0])")
            }
        }
    }

    /// The data come from the published initial weights rounded to nine digits; these are drawn with single-precision
    /// functions of another library, which moves them by 4e-9, and training carries that on.
    @Test("The 50-bit memory of 2018 with a learned trace rate, seed 0")
    func simple50() throws {
        let rows = try ReferenceData.csv("family-1/simple-50bit-seed0")
        let trainer = try Trainer(Experiment.simple50of2018.configuration)
        var expected = rows[...]
        while let row = expected.first {
            let metrics = try #require(try trainer.trainBatch().first)
            guard metrics.episode == Int(row[0]) else { continue }
            expected = expected.dropFirst()
            let loss = try #require(metrics["loss"]) * 50
            #expect(abs(loss - row[1]) < 5e-6 * row[1], "episode \(metrics.episode)")
            #expect(try abs(#require(metrics["bit_error_rate"]) - row[2]) < 1e-12)
            #expect(abs(1 - trainer.network.eta - row[3]) < 1e-8, "episode \(metrics.episode)")
        }
    }

    /// Both programs compute in single precision, with sums in different orders.
    @Test(
        "The 1000-bit memory of 2018, seed 0",
        .enabled(if: ProcessInfo.processInfo.environment["BOHP_SLOW_TESTS"] != nil))
    func simple1000() throws {
        let trainer = try Trainer(Experiment.simple2018.configuration)
        for row in try ReferenceData.csv("family-1/simple-1000bit-seed0-published-float").prefix(500) {
            let metrics = try #require(try trainer.trainBatch().first)
            let loss = try #require(metrics["loss"]) * 1000
            #expect(abs(loss - row[1]) < 1e-4 * row[1], "episode \(metrics.episode): \(loss)")
            #expect(try abs(#require(metrics["bit_error_rate"]) - row[2]) < 1e-9)
            #expect(abs(1 - trainer.network.eta - row[3]) < 1e-6, "episode \(metrics.episode)")
        }
    }

    @Test("Regurgitation as published, seed 1", arguments: [true, false])
    func regurgitation(plastic: Bool) throws {
        let rows = try ReferenceData.csv("family-1/regurgitator-seed1")
        let (_, errors) = try train(.regurgitation2017, column: "absolute_error") { $0.plastic = plastic }
        for row in rows {
            let (error, expected) = (errors[Int(row[0]) - 1], row[plastic ? 1 : 2])
            #expect(abs(error - expected) < 1e-9 * expected, "episode \(Int(row[0]))")
        }
    }

    @Test("The maximizer of 2017")
    func maximizer() throws {
        struct Published: Decodable { var outputsBefore, finalW, finalAlpha: [[Double]] }
        let published = try ReferenceData.json("family-1/maximizer-seed0", as: Published.self)
        let (trainer, losses) = try train(.maximizer2017, column: "loss")
        for (loss, outputs) in zip(losses, published.outputsBefore) {
            #expect(abs(loss - (outputs[0] - outputs[1])) < 1e-10)
        }
        #expect(largestDifference(trainer.network.w, Matrix(published.finalW)) < 1e-10)
        #expect(largestDifference(trainer.network.alpha, Matrix(published.finalAlpha)) < 1e-10)
    }
}
