import Foundation
import Synchronization
import Testing

@testable import BOHP

@Suite("Training")
struct TrainerTests {
    private static func small(_ change: (inout Configuration) -> Void = { _ in }) -> Configuration {
        var configuration = Configuration()
        var task = AssociativeMemory()
        task.patternSize = 8
        task.patterns = 2
        configuration.task = task
        configuration.episodes = 60
        change(&configuration)
        return configuration
    }

    private static func train(_ trainer: Trainer) throws -> [EpisodeMetrics] {
        var all: [EpisodeMetrics] = []
        while !trainer.isFinished { all += try trainer.trainBatch() }
        return all
    }

    @Test(
        "Adam follows its published recurrences",
        arguments: [("adam", 0.999), ("adam-2017", 0.9)])
    func adam(name: String, decay: Double) throws {
        var configuration = Self.small()
        try Repertoire().apply(
            [("learning_rate", .number(0.01)), ("optimizer", .text(name))], to: &configuration)
        let trainer = try Trainer(configuration)
        var random = RandomState(seed: configuration.seed)
        var network: PlasticNetwork<Double> = configuration.network.draw(using: &random)
        var m = [Double](repeating: 0, count: 81)
        var v = m
        for n in 1...20 {
            let episode = configuration.task.episode(using: &random)
            let gradient = network.lossGradient(of: episode).gradient
            var w = network.w
            for (i, g) in gradient["w"].elements.enumerated() {
                m[i] = 0.9 * m[i] + 0.1 * g
                v[i] = decay * v[i] + 0.001 * g * g
                let mHat = m[i] / (1 - pow(0.9, Double(n)))
                let vHat = v[i] / (1 - pow(0.999, Double(n)))
                w.elements[i] -= 0.01 * mHat / (vHat.squareRoot() + 1e-8)
            }
            network.w = w
            _ = try trainer.trainBatch()
            #expect(largestDifference(network.w, trainer.network.w) < 1e-10)
            // alpha is followed by the trainer alone; the episode's gradient needs both.
            network.alpha = trainer.network.alpha
        }
    }

    @Test("Gradient descent clips every change")
    func gradientDescent() throws {
        let configuration = Self.small { $0.optimizer = ClippedGradientDescent() }
        let trainer = try Trainer(configuration)
        var clipped = 0
        for _ in 0..<10 {
            let before = trainer.network
            _ = try trainer.trainBatch()
            let changes = zip(before.w.elements, trainer.network.w.elements).map { abs($0 - $1) }
            #expect(changes.allSatisfy { $0 <= 3e-4 * (1 + 1e-9) })
            clipped += changes.count { $0 > 3e-4 * (1 - 1e-9) }
            #expect(changes.contains { $0 > 0 && $0 < 2.9e-4 })
        }
        #expect(clipped > 0)
    }

    @Test("The L1 penalty takes its share of every weight, and alpha's diagonal stays zero")
    func penalty() throws {
        let plain = try Trainer(Self.small())
        let penalised = try Trainer(Self.small { $0.l1Penalty = 1e-4 })
        _ = try plain.trainBatch()
        _ = try penalised.trainBatch()
        for (before, after) in zip(plain.network.w.elements, penalised.network.w.elements) {
            #expect(abs(before - after - (before > 0 ? 1e-4 : -1e-4)) < 1e-15)
        }
        let alpha = penalised.network.alpha
        for neuron in 0..<9 { #expect(alpha[neuron, neuron] == 0) }
    }

    @Test("Without plasticity alpha stays zero, and the network still learns something")
    func withoutPlasticity() throws {
        let trainer = try Trainer(Self.small { $0.plastic = false })
        _ = try Self.train(trainer)
        #expect(trainer.network.alpha.elements.allSatisfy { $0 == 0 })
        var random = RandomState(seed: 0)
        let drawn: PlasticNetwork<Double> = trainer.configuration.network.draw(using: &random)
        #expect(trainer.network.w != drawn.w)
    }

    @Test("A batch follows the mean of its episodes' gradients")
    func batchMean() throws {
        let configuration = Self.small {
            $0.batch = 20
            $0.episodes = 20
        }
        let metrics = try Self.train(try Trainer(configuration))
        var random = RandomState(seed: 0)
        let network: PlasticNetwork<Double> = configuration.network.draw(using: &random)
        var mean = network.parameters.zeros
        for index in 0..<20 {
            let result = network.lossGradient(of: configuration.task.episode(using: &random))
            mean.update(with: result.gradient) { $0 += $1 / 20 }
            #expect(Array(metrics[index].values.dropLast()) == result.measures)
            #expect(metrics[index].episode == index + 1)
        }
        #expect(metrics.allSatisfy { abs(($0["gradient_norm"] ?? 0) - mean.norm) < 1e-12 })
    }

    @Test("The number of threads changes nothing", arguments: [Configuration.Precision.double, .float])
    func threads(precision: Configuration.Precision) throws {
        let configuration = Self.small {
            $0.batch = 37
            $0.episodes = 100
            $0.precision = precision
        }
        let one = try Trainer(configuration, threads: 1)
        let metrics = try Self.train(one)
        for threads in [2, 3, 8, 64] {
            let other = try Trainer(configuration, threads: threads)
            #expect(try Self.train(other) == metrics)
            #expect(other.network == one.network)
        }
    }

    @Test("Threads that share an episode change nothing either", arguments: [GradientMethod.bptt, .rtrl])
    func threadsWithinAnEpisode(engine: GradientMethod) throws {
        let configuration = Self.small {
            $0.engine = engine
            $0.episodes = 3
            guard engine == .bptt else { return }
            // Large enough to be shared, with a last chunk of rows that is not full.
            var task = AssociativeMemory()
            task.patternSize = 203
            task.patterns = 2
            task.orthogonal = false
            $0.task = task
            $0.precision = .float
            $0.traceMemory = .reversed
        }
        let one = try Trainer(configuration, threads: 1)
        let metrics = try Self.train(one)
        for threads in [2, 3, 7] {
            let other = try Trainer(configuration, threads: threads)
            #expect(try Self.train(other) == metrics)
            #expect(other.network == one.network)
        }
    }

    @Test("A team's workers all come to every barrier before one goes on")
    func barrier() {
        let team = WorkerTeam(size: 4)
        let rounds = 200
        for _ in 0..<20 {
            let counts = (0..<rounds).map { _ in Counter() }
            let early = Counter()
            team.run { _ in
                for round in 0..<rounds {
                    counts[round].add()
                    team.barrier()
                    if counts[round].value != 4 { early.add() }
                    team.barrier()
                }
            }
            #expect(early.value == 0)
            #expect(counts.allSatisfy { $0.value == 4 })
        }
    }

    @Test("A resumed trainer goes on to the bit", arguments: Repertoire().optimizers.map { $0.name }, [1, 7])
    func resume(optimizer: String, batch: Int) throws {
        var configuration = Self.small { $0.batch = batch }
        try Repertoire().apply(
            [("optimizer", .text(optimizer)), ("learn_eta", .flag(true))], to: &configuration)
        let whole = try Trainer(configuration)
        let metrics = try Self.train(whole)
        // Two threads draw the next batch while they are at the present one.
        let first = try Trainer(configuration, threads: 2)
        var pieces: [EpisodeMetrics] = []
        while pieces.count < 28 { pieces += try first.trainBatch() }
        let second = try Trainer(configuration, resuming: first.checkpoint, threads: 2)
        pieces += try Self.train(second)
        #expect(pieces == metrics)
        #expect(second.network == whole.network)
        #expect(second.checkpoint == whole.checkpoint)
    }

    @Test("A finished trainer trains no more", arguments: [1, 7])
    func finished(batch: Int) throws {
        let trainer = try Trainer(Self.small { $0.batch = batch }, threads: 2)
        _ = try Self.train(trainer)
        let before = trainer.checkpoint
        #expect(try trainer.trainBatch().isEmpty)
        #expect(trainer.checkpoint == before)
    }

    @Test("A checkpoint of another configuration is refused")
    func foreignCheckpoint() throws {
        let checkpoint = try Trainer(Self.small()).checkpoint
        #expect(throws: CheckpointError.self) { try Trainer(Configuration(), resuming: checkpoint) }
        var incomplete = checkpoint
        incomplete.arrays.removeAll { $0.name == "parameters.w" }
        #expect(throws: CheckpointError.self) { try Trainer(Self.small(), resuming: incomplete) }
        var late = checkpoint
        late.episodesDone = 61
        #expect(throws: CheckpointError.self) { try Trainer(Self.small(), resuming: late) }
        var overflowing = checkpoint
        overflowing.updates = .max
        #expect(throws: CheckpointError.self) { try Trainer(Self.small(), resuming: overflowing) }
    }

    @Test("Numbers beyond the finite stop training and name the episode", arguments: [1, 7])
    func divergence(batch: Int) throws {
        let configuration = Self.small { $0.batch = batch }
        let trainer = try Trainer(configuration)
        // A weight that is not a number must not pass for an output of one.
        var broken = trainer.checkpoint
        let w = try #require(broken.arrays.firstIndex { $0.name == "parameters.w" })
        broken.arrays[w].values[0] = .nan
        let resumed = try Trainer(configuration, resuming: broken, threads: 2)
        let before = resumed.checkpoint
        #expect(throws: DivergenceError(episode: 1)) { try resumed.trainBatch() }
        #expect(resumed.checkpoint.random == before.random)
        #expect(resumed.episodesDone == 0)
    }

    @Test("Both precisions, engines and trace memories learn the same at first")
    func variants() throws {
        let reference = try Self.train(try Trainer(Self.small()))
        func largest(_ change: (inout Configuration) -> Void) throws -> Double {
            let metrics = try Self.train(try Trainer(Self.small(change)))
            return zip(metrics, reference).map { abs($0.values[1] - $1.values[1]) }
                .max() ?? .infinity
        }
        #expect(try largest { $0.engine = .rtrl } < 1e-9)
        #expect(try largest { $0.traceMemory = .reversed } < 1e-9)
        #expect(try largest { $0.precision = .float } < 1e-2)
        #expect(try largest { $0.seed = 1 } > 0.1)
    }

    @Test("Settings that make no run are refused by name")
    func validation() {
        func problem(_ change: (inout Configuration) -> Void) -> String? {
            do {
                try Self.small(change).validate()
                return nil
            } catch let error as ConfigurationError {
                return error.setting
            } catch {
                return "\(error)"
            }
        }
        #expect(problem { _ in } == nil)
        #expect(problem { $0.eta = .nan } == "eta")
        #expect(problem { $0.eta = 1.5 } == "eta")
        #expect(problem { $0.batch = 0 } == "batch")
        #expect(
            problem {
                var optimizer = Adam()
                optimizer.learningRate = -1
                $0.optimizer = optimizer
            } == "learning_rate")
        #expect(
            problem {
                $0.traceMemory = .reversed
                $0.eta = 0
            } == "trace_memory")
        #expect(
            problem {
                var task = AssociativeMemory()
                task.patternSize = 30
                $0.task = task
            } == "pattern_size")
        #expect(
            problem {
                var task = AssociativeMemory()
                task.patterns = 9
                $0.task = task
            } == "patterns")
        #expect(
            problem {
                var task = AssociativeMemory()
                (task.patternSize, task.patterns, task.cycles) = (10_000, 1000, 1000)
                (task.presentationSteps, task.delaySteps) = (10_000, 10_000)
                task.orthogonal = false
                $0.task = task
            } == "task")
    }
}

/// A number that several threads count up.
private final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add() { count.add(1, ordering: .relaxed) }
}
