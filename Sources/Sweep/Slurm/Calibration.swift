import BOHP
import Pictures
import Text

/// How long runs take on this machine, from training a few episodes of each kind of network.
struct Calibration {
    /// What the time of an episode depends on most.
    private struct Kind: Hashable {
        var task: String
        var neurons: Int
        var engine: GradientMethod
        var precision: Configuration.Precision
    }

    /// Seconds per unit of work, of training and of measuring.
    private struct Rate {
        var training: Double
        var measuring: Double
    }

    /// Seconds that a run takes beside training and measuring.
    private static let overhead = 0.02
    /// Kinds beyond this number have the rate of the nearest measured network, because measuring takes its time.
    private static let largestCount = 8
    private var rates: [Kind: Rate] = [:]

    /// Measures the kinds of network among `runs` on one thread, half a second each.
    ///
    /// - Throws: `ConfigurationError`.
    init(_ runs: [SweepPlan.Run]) throws {
        for run in runs where rates.count < Self.largestCount && rates[Self.kind(run)] == nil {
            rates[Self.kind(run)] = try Self.measure(run)
        }
    }

    private static func kind(_ run: SweepPlan.Run) -> Kind {
        let configuration = run.configuration
        return Kind(
            task: type(of: configuration.task).name, neurons: configuration.task.neurons,
            engine: configuration.engine, precision: configuration.precision)
    }

    private static func measure(_ run: SweepPlan.Run) throws -> Rate {
        let trainer = try Trainer(run.configuration.loadingData(), threads: 1)
        // The first batches also allocate memory.
        _ = try? trainer.trainBatch()
        let first = trainer.episodesDone
        let start = ContinuousClock.now
        while start.duration(to: .now).seconds < 0.5, !trainer.isFinished {
            guard (try? trainer.trainBatch()) != nil else { break }
        }
        let time = start.duration(to: .now).seconds
        let episodes = max(1, trainer.episodesDone - first)
        let perEpisode = run.configuration.work / Double(run.configuration.episodes)
        // The trainer's configuration has the data that the task needs.
        var evaluator = run.evaluation.evaluator(trainer.configuration)
        evaluator.episodes = min(evaluator.episodes, 20)
        let measuringStart = ContinuousClock.now
        _ = evaluator.evaluate(trainer.network, threads: 1)
        let measuring = measuringStart.duration(to: .now).seconds / Double(evaluator.episodes)
        return Rate(
            training: time / Double(episodes) / perEpisode, measuring: measuring / perEpisode)
    }

    /// The estimated time of a run, in seconds.
    func seconds(of run: SweepPlan.Run) -> Double {
        let kind = Self.kind(run)
        let rate =
            rates[kind]
            ?? rates.min { abs($0.key.neurons - kind.neurons) < abs($1.key.neurons - kind.neurons) }?.value
            ?? Rate(training: 0, measuring: 0)
        let perEpisode = run.configuration.work / Double(run.configuration.episodes)
        return Self.overhead + run.configuration.work * rate.training
            + Double(run.evaluation.episodes) * perEpisode * rate.measuring
    }
}
