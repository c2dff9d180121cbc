import Analysis
import BOHP
import Foundation
import RunRecord

@testable import Report

/// Comparisons made up in memory.
enum SampleComparison {
    static let all = [
        "groups": of(configurations: 2, seeds: 6), "single runs": of(configurations: 3, seeds: 1),
        "many groups": of(configurations: 40, seeds: 3), "tasks": RunComparison(tasks),
    ]

    /// Configurations that differ in plasticity and in eta.
    static func of(configurations: Int, seeds: Int) -> RunComparison {
        RunComparison(
            (0..<configurations).flatMap { index in
                (0..<seeds).map { seed in
                    var configuration = Configuration()
                    configuration.plastic = index.isMultiple(of: 2)
                    configuration.eta = 0.9 + 0.002 * Double(index / 2)
                    return run("run-\(index)-\(seed)", configuration, seed: seed)
                }
            })
    }

    private static let tasks = (0..<8).map { index in
        var configuration = Configuration()
        if index.isMultiple(of: 2) { configuration.task = Regurgitation() }
        return run("run-\(index)", configuration, seed: index / 2)
    }

    /// A run whose error decays by a factor of about a thousand, or to a third without plasticity.
    private static func run(_ name: String, _ configuration: Configuration, seed: Int) -> ComparedRun {
        var configuration = configuration
        configuration.seed = UInt32(seed)
        let episodes = 300
        var random = RandomState(seed: UInt32(seed))
        let errors = (0..<episodes).map {
            12 * exp((configuration.plastic ? -7 : -1) * Double($0) / Double(episodes))
                * (0.5 + random.rand())
        }
        var evaluation = FigureRuns.evaluation()
        let rate = errors[episodes - 1] / 30
        evaluation.bitErrorRate.trained.mean = rate
        (evaluation.bitErrorRate.trained.low, evaluation.bitErrorRate.trained.high) = (0.8 * rate, 1.3 * rate)
        var information = RunInformation(name: name, configuration: configuration, command: [])
        information.status = .finished
        information.episodesDone = episodes
        var metrics = Metrics(columns: configuration.columns)
        for error in errors { metrics.append([error / 10, error, error / 60, error]) }
        return ComparedRun(
            Run(
                path: "runs/\(name)", information: information, metrics: metrics, network: nil,
                evaluation: evaluation))
    }
}
