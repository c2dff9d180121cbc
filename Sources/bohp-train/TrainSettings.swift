import BOHP
import CommandLineTool
import Foundation
import RunRecord
import Session
import Text

/// What the command line of `bohp-train` asks for.
struct TrainSettings {
    /// Changes to the configuration. They are applied last, because they change whatever configuration the other options
    /// choose: the defaults, that of the 2017 program, that of a file, or that of a run.
    var changes: [(option: String, key: String, value: SettingValue)] = []
    var experiment: Experiment?
    var listsExperiments = false
    var configurationFile: String?
    var runs = "runs"
    var name: String?
    var resume: String?
    var evaluate: String?
    var repeated: String?
    var acceptsOtherKernels = false
    var checkpoints = RecordedTraining.CheckpointPolicy()
    var evaluation = RunInformation.EvaluationChoices()
    var checkGradients = false
    var threads: Int?
    var isQuiet = false

    /// The configuration of a new run.
    ///
    /// - Throws: `CommandError` or `RunRecordError`.
    func configuration() throws -> Configuration {
        var configuration = experiment?.configuration ?? Configuration()
        if let configurationFile {
            do {
                configuration = try ConfigurationFile.read(configurationFile)
            } catch RunRecordError.cannotRead(let path, let reason) {
                throw CommandError("cannot read \(path): \(reason)", code: .noInput)
            }
        }
        try apply(to: &configuration)
        return configuration
    }

    /// Applies the changes.
    ///
    /// - Throws: `CommandError`.
    func apply(to configuration: inout Configuration) throws {
        do {
            try Repertoire().apply(changes.map { ($0.key, $0.value) }, to: &configuration)
        } catch let error as ConfigurationError {
            let option = changes.last { $0.key == error.setting }.map { "--\($0.option)" } ?? error.setting
            throw CommandError("\(option) \(error.problem)", code: .usage)
        }
    }

    /// Refuses options that choose or change a configuration, because a run keeps its own.
    ///
    /// - Parameters:
    ///   - option: the option that names the run.
    ///   - exceptions: keys of settings that may change.
    /// - Throws: `CommandError`.
    func refuseNewConfiguration(with option: String, except exceptions: Set<String> = []) throws {
        let given =
            changes.filter { !exceptions.contains($0.key) }.map(\.option)
            + (experiment == nil ? [] : ["experiment"])
            + (configurationFile == nil ? [] : ["config"]) + (name == nil ? [] : ["name"])
            + (evaluation.testEpisodes == nil ? [] : ["test-episodes"])
            + (evaluation.keepsBest == nil ? [] : ["keep-best"])
        guard let first = given.first else { return }
        throw CommandError(
            "--\(first) cannot be combined with --\(option), because a run keeps its configuration",
            code: .usage)
    }

    /// Refuses kernels that round otherwise than those that trained the run, unless the options accept them.
    ///
    /// - Throws: `CommandError`.
    func checkKernels(_ run: RunInformation) throws {
        let (before, now) = (run.lastMachine, RunInformation.Machine.current)
        guard !acceptsOtherKernels, !now.computesLike(before) else { return }
        throw CommandError(
            "the run was trained by the \(before.instructionSet) kernels, and the \(now.instructionSet) kernels of this "
                + "machine round differently; accept other numbers with --other-kernels",
            code: .usage)
    }

    /// Changes how a run is measured to what the options ask for.
    ///
    /// - Throws: `CommandError`.
    func apply(to plan: inout RunInformation.EvaluationPlan) throws {
        do {
            try evaluation.apply(to: &plan)
        } catch let error as ConfigurationError {
            throw CommandError("--keep-best \(error.problem)", code: .usage)
        }
    }
}

/// The options of `bohp-train`.
enum TrainOptions {
    static let command = "bohp-train"

    static let parser: CommandLineParser<TrainSettings> = {
        var groups = SettingOptions(Repertoire()).groups
        groups[0].options.insert(contentsOf: start, at: 0)
        return CommandLineParser(
            command: command, version: RunInformation.Software.current.version,
            summary: "Train a plastic network, and record the run in a folder.",
            groups: groups + [("The run", run)])
    }()

    private static let start: [CommandOption<TrainSettings>] = [
        .init(
            "experiment", .text("NAME"), "A published configuration whole, which other options change"
        ) { settings, name in
            guard let experiment = Experiment.all.first(where: { $0.name == name }) else {
                throw CommandError(
                    "--experiment takes the name of a published configuration, not “\(name)”"
                        + NearestNames.suggestion(for: name, among: Experiment.all.map(\.name))
                        + "; --list-experiments shows them",
                    code: .usage)
            }
            settings.experiment = experiment
        },
        .flag("list-experiments", "List the published configurations") { $0.listsExperiments = true },
        .flag("original", "Short for --experiment associative-memory-2017") {
            $0.experiment = .associativeMemory2017
        },
        .init(
            "config", .text("FILE"),
            "Start from the configuration in FILE: JSON as in run.json, or a run.json"
        ) {
            $0.configurationFile = $1
        },
    ]

    private static let run: [CommandOption<TrainSettings>] = [
        .init("runs", .text("DIR"), "Folder of the runs", default: TrainSettings().runs) { $0.runs = $1 },
        .init("name", .text("NAME"), "The run's name", default: "from task and seed") { settings, name in
            guard !name.isEmpty, !name.hasPrefix("."), !name.contains("/"), name.utf8.count <= 200,
                !name.contains(where: \.isNewline)
            else {
                throw CommandError(
                    "--name takes the name of a folder, without “/” and not starting with “.”, not “\(name)”",
                    code: .usage)
            }
            settings.name = name
        },
        .init("resume", .text("RUN"), "Continue a run from its last checkpoint, to the bit") {
            $0.resume = $1
        },
        .init(
            "evaluate", .text("RUN"),
            "Measure the network of a run again, also with other numbers of episodes"
        ) {
            $0.evaluate = $1
        },
        .init("repeat", .text("RUN"), "Train a run again, and say whether its numbers are identical") {
            $0.repeated = $1
        },
        .flag(
            "other-kernels",
            "With --resume, --evaluate and --repeat, accept kernels that round differently from the run's"
        ) { $0.acceptsOtherKernels = true },
        .init(
            "checkpoint-every", .integer(1...1_000_000_000), "Episodes between checkpoints",
            default: "\(TrainSettings().checkpoints.episodes)"
        ) { $0.checkpoints.episodes = $1 },
        .init(
            "checkpoint-seconds", .number(0.001...1e9), "Longest time between checkpoints",
            default: "\(TrainSettings().checkpoints.time.components.seconds) s"
        ) { $0.checkpoints.time = .seconds($1) },
        .init(
            "evaluation-episodes", .integer(RunInformation.EvaluationChoices.episodesRange),
            "Episodes to measure the trained network on; 1000 by default, fewer for large networks"
        ) { $0.evaluation.episodes = $1 },
        .init(
            "evaluation-seed", .integer(0...Int(UInt32.max)), "Seed of these episodes",
            default: "\(Evaluator.defaultSeed)"
        ) { $0.evaluation.seed = UInt32(clamping: $1) },
        .init(
            "test-episodes", .integer(RunInformation.EvaluationChoices.testEpisodesRange),
            "Fresh episodes to test the network on at up to 201 moments of training; 24 by default, more for longer runs, 0 for none"
        ) { $0.evaluation.testEpisodes = $1 },
        .flag(
            "keep-best", "Keep the parameters of the moment with the smallest test error, in best.safetensors"
        ) { $0.evaluation.keepsBest = true },
        .flag(
            "check-gradients",
            "Before training, compare RTRL, BPTT and central differences; stop if they disagree"
        ) { $0.checkGradients = true },
        .init(
            "threads", .integer(1...1024),
            "Number of threads, on which results do not depend; all cores by default"
        ) {
            $0.threads = $1
        },
        .flag("quiet", letter: "q", "Print only errors and the result") { $0.isQuiet = true },
    ]
}
