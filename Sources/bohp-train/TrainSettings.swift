import BOHP
import CommandLineTool
import Foundation
import RunRecord

/// What the command line of `bohp-train` asks for.
struct TrainSettings {
    /// Changes to the configuration, in the order in which they were given. They wait until it is known what they
    /// change: the defaults, the 2017 program's, a file's or a run's.
    var changes: [(option: String, change: @Sendable (inout Configuration) throws -> Void)] = []
    var learningRateIsGiven = false
    var original = false
    var configurationFile: String?
    var runs = "runs"
    var name: String?
    var resume: String?
    var checkpointEvery = 1000
    var evaluationEpisodes: Int?
    var evaluationSeed: UInt32?
    var checkGradients = false
    var threads: Int?
    var isQuiet = false

    /// The configuration that training is to follow.
    ///
    /// - Throws: `CommandError`, `ConfigurationError` or `RunRecordError`.
    func configuration() throws -> Configuration {
        var configuration = original ? Configuration.original : Configuration()
        if let configurationFile { configuration = try Self.read(configurationFile) }
        try apply(to: &configuration)
        return configuration
    }

    /// How a network trained by `configuration` is to be measured, unless `plan` says otherwise already.
    func evaluator(_ configuration: Configuration, plan: RunInformation.EvaluationPlan? = nil) -> Evaluator {
        Evaluator(
            configuration, seed: evaluationSeed ?? plan?.seed ?? Evaluator.defaultSeed,
            episodes: evaluationEpisodes ?? plan?.episodes)
    }

    /// Makes the changes that were asked for.
    func apply(to configuration: inout Configuration) throws {
        let optimizer = configuration.optimizer
        for (_, change) in changes { try change(&configuration) }
        if configuration.optimizer != optimizer, !learningRateIsGiven {
            configuration.learningRate = configuration.optimizer.defaultLearningRate
        }
        try configuration.validate()
    }

    /// Reads a configuration from a file of its own, or from a run's `run.json`.
    private static func read(_ path: String) throws -> Configuration {
        do {
            return try ConfigurationFile.read(path)
        } catch RunRecordError.cannotRead(let path, let reason) {
            throw CommandError("cannot read \(path): \(reason)", code: .noInput)
        }
    }
}

/// The options of `bohp-train`.
enum TrainOptions {
    static let command = "bohp-train"

    private typealias Option = CommandOption<TrainSettings>

    static let parser = CommandLineParser<TrainSettings>(
        command: command, version: RunInformation.Software.current.version,
        summary: "Trains a plastic network, and keeps the run in a folder of its own",
        groups: [
            ("What is trained", training), ("The associative memory", associativeMemory),
            ("The regurgitation task", regurgitation), ("The run", run),
        ])

    private static var training: [Option] {
        [
            .flag("original", "The 2017 program's configuration, with its Adam") {
                $0.original = true
            },
            .init(
                "config", .text("FILE"),
                "Start from the configuration in FILE: JSON as in run.json, or a run.json itself"
            ) { $0.configurationFile = $1 },
            .init("task", .choice(Task.all.map(\.name)), "What is learned") { settings, value in
                guard let task = Task.all.first(where: { $0.name == value }) else { return }
                settings.changes.append(("task", { $0.task = task }))
            },
            integer("episodes", 1...1_000_000_000, "Episodes to train on (default 10000)") {
                $0.episodes = $1
            },
            integer("seed", 0...Int(UInt32.max), "Seed of all random numbers (default 0)") {
                $0.seed = UInt32($1)
            },
            integer("batch", 1...100_000, "Episodes whose gradients are averaged for one update (default 1)")
            {
                $0.batch = $1
            },
            .flag("no-plasticity", "Keep alpha at zero") {
                $0.changes.append(("no-plasticity", { $0.plastic = false }))
            },
            number("eta", 0...1, "Share of the Hebbian trace that a step keeps (default 0.99)") {
                $0.eta = $1
            },
            choice(
                "optimizer", Configuration.OptimizerKind.self,
                "How weights follow the gradient (default adam)"
            ) {
                $0.optimizer = $1
            },
            .init(
                "learning-rate", .number(0...1e6),
                "Step size (default 0.003 for adam and sgd, 0.0003 for adam-2017)"
            ) { settings, rate in
                settings.learningRateIsGiven = true
                settings.changes.append(("learning-rate", { $0.learningRate = rate }))
            },
            number("l1-penalty", 0...1e6, "What every weight's magnitude loses in an update (default 0)") {
                $0.l1Penalty = $1
            },
            choice("engine", Configuration.Engine.self, "How the gradient is computed (default bptt)") {
                $0.engine = $1
            },
            choice(
                "trace-memory", Configuration.TraceMemory.self,
                "What backpropagation keeps of the trace; reversed needs the least memory (default automatic)"
            ) { $0.traceMemory = $1 },
            choice("precision", Configuration.Precision.self, "Floating-point type (default double)") {
                $0.precision = $1
            },
        ]
    }

    private static var associativeMemory: [Option] {
        [
            memory("pattern-size", 2...10_000, "Pattern neurons (default 28)") { $0.patternSize = $1 },
            memory("patterns", 1...1000, "Patterns in an episode (default 3)") { $0.patterns = $1 },
            .flag("overlapping-patterns", "Draw patterns without regard to their overlaps") {
                settings in
                change(&settings, "overlapping-patterns") { $0.orthogonal = false }
            },
            memory("cycles", 1...1000, "How often all patterns are shown (default 2)") { $0.cycles = $1 },
            memory("presentation-steps", 1...10_000, "Steps for which a pattern is shown (default 6)") {
                $0.presentationSteps = $1
            },
            memory("delay-steps", 0...10_000, "Steps without pattern after each presentation (default 4)") {
                $0.delaySteps = $1
            },
            memory("test-steps", 1...10_000, "Steps for which the degraded pattern is shown (default 6)") {
                $0.testSteps = $1
            },
            memory("counted-steps", 1...10_000, "How many of the last steps count for the error (default 1)")
            {
                $0.countedSteps = $1
            },
            .init(
                "degraded-share", .number(0...1), "Share of the test pattern set to zero (default 0.5)"
            ) {
                settings, value in
                change(&settings, "degraded-share") { $0.degradedShare = value }
            },
            .init(
                "bias-input", .number(-1e6...1e6), "The bias neuron's input before scaling (default 10)"
            ) {
                settings, value in
                change(&settings, "bias-input") { $0.biasInput = value }
            },
        ]
    }

    private static var regurgitation: [Option] {
        [
            sequence("network-size", 1...10_000, "Neurons (default 30)") { $0.networkSize = $1 },
            sequence("vector-size", 1...10_000, "Elements of a vector (default 6)") { $0.vectorSize = $1 },
            sequence("sequence-length", 1...10_000, "Vectors in a sequence (default 6)") {
                $0.sequenceLength = $1
            },
            sequence("episode-steps", 1...100_000, "Steps of an episode (default 12)") {
                $0.episodeSteps = $1
            },
            number(
                "input-strength", -1e6...1e6,
                "What inputs are multiplied by, in either task (default 20 or 1)"
            ) {
                switch $0.task {
                case .associativeMemory(var task):
                    task.inputStrength = $1
                    $0.task = .associativeMemory(task)
                case .regurgitation(var task):
                    task.inputStrength = $1
                    $0.task = .regurgitation(task)
                }
            },
        ]
    }

    private static var run: [Option] {
        [
            .init("runs", .text("DIR"), "The folder that runs are kept in (default runs)") {
                $0.runs = $1
            },
            .init("name", .text("NAME"), "The run's name (default from task and seed)") {
                settings, name in
                guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), name.utf8.count <= 200,
                    !name.contains(where: \.isNewline)
                else {
                    throw CommandError(
                        "--name takes the name of a folder, without “/” and not starting with “.”, not “\(name)”",
                        code: .usage)
                }
                settings.name = name
            },
            .init("resume", .text("RUN"), "Go on with a run from its last checkpoint, to the bit") {
                $0.resume = $1
            },
            .init(
                "checkpoint-every", .integer(1...1_000_000_000), "Episodes between checkpoints (default 1000)"
            ) { $0.checkpointEvery = $1 },
            .init(
                "evaluation-episodes", .integer(2...10_000_000),
                "Fresh episodes to measure the trained network on (default 1000, fewer if it is large)"
            ) { $0.evaluationEpisodes = $1 },
            .init("evaluation-seed", .integer(0...Int(UInt32.max)), "Their seed (default 1000003)") {
                $0.evaluationSeed = UInt32($1)
            },
            .flag(
                "check-gradients",
                "Before training, compare RTRL, BPTT and central differences; stop if they disagree"
            ) { $0.checkGradients = true },
            .init(
                "threads", .integer(1...1024), "Threads (default all cores); results do not depend on it"
            ) {
                $0.threads = $1
            },
            .flag("quiet", letter: "q", "Say nothing but errors and the result") { $0.isQuiet = true },
        ]
    }

    private static func integer(
        _ name: String, _ range: ClosedRange<Int>, _ words: String,
        _ change: @escaping @Sendable (inout Configuration, Int) -> Void
    ) -> Option {
        .init(name, .integer(range), words) { settings, value in
            settings.changes.append((name, { change(&$0, value) }))
        }
    }

    private static func number(
        _ name: String, _ range: ClosedRange<Double>, _ words: String,
        _ change: @escaping @Sendable (inout Configuration, Double) -> Void
    ) -> Option {
        .init(name, .number(range), words) { settings, value in
            settings.changes.append((name, { change(&$0, value) }))
        }
    }

    private static func choice<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ name: String, _ type: Choice.Type, _ words: String,
        _ change: @escaping @Sendable (inout Configuration, Choice) -> Void
    ) -> Option where Choice.RawValue == String {
        .init(name, .choice(type.allCases.map(\.rawValue)), words) { settings, text in
            guard let value = Choice(rawValue: text) else { return }
            settings.changes.append((name, { change(&$0, value) }))
        }
    }

    private static func memory(
        _ name: String, _ range: ClosedRange<Int>, _ words: String,
        _ change: @escaping @Sendable (inout AssociativeMemory, Int) -> Void
    ) -> Option {
        .init(name, .integer(range), words) { settings, value in
            Self.change(&settings, name) { change(&$0, value) }
        }
    }

    private static func sequence(
        _ name: String, _ range: ClosedRange<Int>, _ words: String,
        _ change: @escaping @Sendable (inout Regurgitation, Int) -> Void
    ) -> Option {
        .init(name, .integer(range), words) { settings, value in
            settings.changes.append(
                (
                    name,
                    {
                        guard case .regurgitation(var task) = $0.task else { throw wrongTask(name, $0.task) }
                        change(&task, value)
                        $0.task = .regurgitation(task)
                    }
                ))
        }
    }

    private static func change(
        _ settings: inout TrainSettings, _ name: String,
        _ change: @escaping @Sendable (inout AssociativeMemory) -> Void
    ) {
        settings.changes.append(
            (
                name,
                {
                    guard case .associativeMemory(var task) = $0.task else { throw wrongTask(name, $0.task) }
                    change(&task)
                    $0.task = .associativeMemory(task)
                }
            ))
    }

    private static func wrongTask(_ option: String, _ task: Task) -> CommandError {
        CommandError(
            "--\(option) has no meaning for the task \(task.name) (give --task before it)", code: .usage)
    }
}
