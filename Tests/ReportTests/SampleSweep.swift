import BOHP
import Foundation

@testable import Report

/// Sweeps made up in memory.
enum SampleSweep {
    static let all: [String: SweepResults] = [
        "grid": grid(seeds: 5), "random": random(), "single": grid(seeds: 1), "tiny": tiny(seeds: 3),
    ]

    private static func setting(_ name: String, _ values: [SettingValue]) -> SweepSetting {
        SweepSetting(name: name, words: name, values: values)
    }

    private static func run(_ configuration: Int, seed: Int, _ error: Double) -> SweepResults.Run {
        SweepResults.Run(
            name: "\(configuration),\(seed)", configuration: configuration, seed: UInt32(seed),
            state: .finished,
            numbers: [
                "test_bit_error_rate": error / 100, "test_accuracy": 1 - error / 100,
                "test_absolute_error": error, "final_loss": error / 20,
            ])
    }

    /// Four learning rates, plastic or not, and three etas: 24 configurations. The first run of the last one diverged.
    static func grid(seeds: Int) -> SweepResults {
        let rates = [3e-4, 1e-3, 3e-3, 1e-2]
        let etas = [0.9, 0.97, 0.99]
        var random = RandomState(seed: 4)
        var values: [(rate: Double, plastic: Bool, eta: Double)] = []
        for rate in rates {
            for plastic in [true, false] { for eta in etas { values.append((rate, plastic, eta)) } }
        }
        var runs = values.enumerated().flatMap { index, value in
            (0..<seeds).map { seed in
                let distance = abs(log(value.rate / 3e-3))
                let error = value.plastic ? 0.5 * exp(1.5 * distance) + 20 * (0.99 - value.eta) : 23
                return run(index, seed: seed, error * exp(0.1 * random.randn()))
            }
        }
        runs[runs.count - seeds].state = .diverged(episode: 20)
        runs[runs.count - seeds].numbers = [:]
        return SweepResults(
            name: "grid", path: "sweeps/grid",
            settings: [
                setting("learning_rate", values.map { .number($0.rate) }),
                setting("plastic", values.map { .flag($0.plastic) }),
                setting("eta", values.map { .number($0.eta) }),
            ], runs: runs, comparison: SampleComparison.of(configurations: values.count, seeds: seeds))
    }

    /// A hundred samples of two numbers and a name, of one seed each.
    static func random() -> SweepResults {
        var random = RandomState(seed: 9)
        let rates = (0..<100).map { _ in exp(-9 + 7 * random.rand()) }
        let etas = (0..<100).map { _ in 0.5 + 0.499 * random.rand() }
        let names = (0..<100).map { _ in ["adam", "clipped-gradient-descent", "adam-2017"][random.randint(3)]
        }
        let runs = rates.indices.map { run($0, seed: 0, 2 + abs(log(rates[$0]) + 6) * 4 + 2 * random.rand()) }
        return SweepResults(
            name: "random", path: "sweeps/random",
            settings: [
                setting("learning_rate", rates.map(SettingValue.number)),
                setting("eta", etas.map(SettingValue.number)),
                setting("optimizer", names.map(SettingValue.text)),
            ], runs: runs, comparison: nil)
    }

    /// Two values of one setting whose seeds overlap; `offset` is by how much the second one is worse.
    static func tiny(seeds: Int, offset: Double = 0.2) -> SweepResults {
        var random = RandomState(seed: 2)
        let noise = (0..<2 * seeds).map { _ in random.randn() }
        return SweepResults(
            name: "tiny", path: "sweeps/tiny", settings: [setting("batch", [.integer(1), .integer(4)])],
            runs: (0..<2 * seeds).map {
                run($0 / seeds, seed: $0 % seeds, 5 + ($0 < seeds ? 0 : offset) + 0.3 * noise[$0])
            }, comparison: nil)
    }
}
