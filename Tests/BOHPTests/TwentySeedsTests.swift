import Foundation
import TestSupport
import Testing

@testable import BOHP

/// The experiments of 2016 over twenty seeds, with their controls, beside the numbers of another program.
@Suite(
    "Twenty seeds of the experiments of 2016",
    .enabled(if: ProcessInfo.processInfo.environment["BOHP_SLOW_TESTS"] != nil))
struct TwentySeedsTests {
    /// The means over the last 500 episodes, which train nothing, by seed.
    private struct Reference: Decodable {
        var lastPerSeed: [Double]
        var accPerSeed: [Double]
    }

    private static func train(
        _ experiment: Experiment, seed: Int, _ variant: String
    ) throws -> (error: Double, wrong: Double) {
        var configuration = experiment.configuration
        configuration.seed = UInt32(seed)
        configuration.plastic = variant != "noplast"
        configuration.positiveAlpha = variant == "alphapos"
        let trainer = try Trainer(configuration, threads: 1)
        var last: [EpisodeMetrics] = []
        while !trainer.isFinished {
            let metrics = try trainer.trainBatch()
            if trainer.episodesDone > configuration.episodes - 500 { last += metrics }
        }
        func mean(_ column: String) -> Double {
            last.reduce(0) { $0 + ($1[column] ?? .nan) } / Double(last.count)
        }
        return (mean("error"), mean("bit_error_rate"))
    }

    private static func quartiles(_ values: [Double]) -> [Double] {
        let sorted = values.sorted()
        return [0.25, 0.5, 0.75].map { share in
            let place = share * Double(sorted.count - 1)
            let below = Int(place)
            let above = min(below + 1, sorted.count - 1)
            return sorted[below] + (place - Double(below)) * (sorted[above] - sorted[below])
        }
    }

    @Test(
        arguments: [
            ("completion-2016", "completion/published"), ("completion-2016", "completion/noplast"),
            ("one-shot-2016", "oneshot/published"), ("one-shot-2016", "oneshot/noplast"),
            ("one-shot-2016", "oneshot/alphapos"), ("reversal-2016", "reversal/published"),
            ("reversal-2016", "reversal/noplast"), ("reversal-2016", "reversal/alphapos"),
        ])
    func seeds(name: String, key: String) async throws {
        let experiment = try #require(Experiment.all.first { $0.name == name })
        let all = try ReferenceData.json(
            "family-1/feedforward-20seeds-summary", as: [String: Reference].self)
        let reference = try #require(all[key])
        let variant = String(key.split(separator: "/")[1])
        let found = try await withThrowingTaskGroup(of: (Int, (error: Double, wrong: Double)).self) { group in
            for seed in 0..<20 {
                group.addTask { (seed, try Self.train(experiment, seed: seed, variant)) }
            }
            return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        let errors = (0..<20).map { found[$0]?.error ?? .nan }
        let wrong = (0..<20).map { found[$0]?.wrong ?? .nan }
        if ["oneshot/published", "oneshot/alphapos"].contains(key) {
            // Rounding decides single seeds after episode 5000, so that distributions are compared.
            let range = Self.quartiles(reference.lastPerSeed)
            #expect((range[0]...range[2]).contains(Self.quartiles(errors)[1]))
            let expected = reference.accPerSeed.reduce(0, +) / 20
            #expect(abs(1 - wrong.reduce(0, +) / 20 - expected) < 0.01)
        } else {
            for seed in 0..<20 {
                let expected = reference.lastPerSeed[seed]
                #expect(abs(errors[seed] - expected) < 1e-4 * expected, "seed \(seed): \(errors[seed])")
                #expect(abs(1 - wrong[seed] - reference.accPerSeed[seed]) < 0.005, "seed \(seed)")
            }
        }
    }
}
