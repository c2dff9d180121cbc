import Analysis
import BOHP
import Document
import Text

/// Everything that decided the run's numbers.
struct ConfigurationTable: CatalogueTable {
    let name = "configuration"
    let summary = "Every setting of the run, in words, with its name in run.json."

    func content(of subject: AnalysedRun, _ settings: DirectiveSettings) -> TableContent? {
        Self.content(
            of: Self.settings(of: subject.configuration), caption: "Configuration of the run {{ run.name }}.")
    }

    /// One setting of a run.
    struct Setting: Equatable, Sendable {
        var words: String
        /// The name in run.json.
        var key: String
        var value: Value
    }

    /// Settings as rows.
    static func content(of settings: [Setting], caption: String) -> TableContent {
        TableContent(
            caption: caption, columns: [.init("Setting"), .init("Value"), .init("Name in run.json")],
            rows: settings.map { [.text($0.words), $0.value, .code($0.key)] })
    }

    /// Every setting of a configuration that decides anything.
    static func settings(of configuration: Configuration) -> [Setting] {
        var settings: [Setting] = []
        func add(_ words: String, _ key: String, _ value: Value) {
            settings.append(Setting(words: words, key: key, value: value))
        }
        add("Task", "task.name", .text(configuration.task.name))
        switch configuration.task {
        case .associativeMemory(let task): Self.add(task, add)
        case .regurgitation(let task): Self.add(task, add)
        }
        add("Connections are plastic", "plastic", .flag(configuration.plastic))
        add("Share of the trace kept by a step, η", "eta", .number(configuration.eta))
        add("Episodes", "episodes", .text(NumberText.grouped(configuration.episodes)))
        add("Episodes averaged for an update", "batch", .integer(configuration.batch))
        add("Seed", "seed", .integer(Int(configuration.seed)))
        add("Gradient", "engine", .text(Self.words(for: configuration.engine)))
        if configuration.engine == .bptt {
            add("Trace memory", "trace_memory", .text(configuration.traceMemory.rawValue))
        }
        add("Optimizer", "optimizer", .text(Self.words(for: configuration.optimizer)))
        add("Learning rate", "learning_rate", .number(configuration.learningRate))
        add("L1 penalty", "l1_penalty", .number(configuration.l1Penalty))
        add("Precision", "precision", .text(configuration.precision.rawValue))
        return settings
    }

    private static func add(_ task: AssociativeMemory, _ add: (String, String, Value) -> Void) {
        add("Pattern neurons", "task.pattern_size", .integer(task.patternSize))
        add("Patterns in an episode", "task.patterns", .integer(task.patterns))
        add("Patterns are orthogonal", "task.orthogonal", .flag(task.orthogonal))
        add("Presentations of every pattern", "task.cycles", .integer(task.cycles))
        add("Steps of a presentation", "task.presentation_steps", .integer(task.presentationSteps))
        add("Steps of the delay after it", "task.delay_steps", .integer(task.delaySteps))
        add("Steps of the test", "task.test_steps", .integer(task.testSteps))
        add("Steps of the test that count", "task.counted_steps", .integer(task.countedSteps))
        add("Share of the test pattern zeroed", "task.degraded_share", .number(task.degradedShare))
        add("Input of the bias neuron", "task.bias_input", .number(task.biasInput))
        add("Factor of all inputs", "task.input_strength", .number(task.inputStrength))
    }

    private static func add(_ task: Regurgitation, _ add: (String, String, Value) -> Void) {
        add("Neurons", "task.network_size", .integer(task.networkSize))
        add("Elements of a vector", "task.vector_size", .integer(task.vectorSize))
        add("Vectors of a sequence", "task.sequence_length", .integer(task.sequenceLength))
        add("Steps of an episode", "task.episode_steps", .integer(task.episodeSteps))
        add("Factor of all inputs", "task.input_strength", .number(task.inputStrength))
    }

    private static func words(for engine: Configuration.Engine) -> String {
        switch engine {
        case .bptt: "backpropagation through time"
        case .rtrl: "real-time recurrent learning"
        }
    }

    private static func words(for optimizer: Configuration.OptimizerKind) -> String {
        switch optimizer {
        case .adam: "Adam"
        case .adam2017: "Adam as in the 2017 program"
        case .sgd: "gradient descent with clipped changes"
        }
    }
}
