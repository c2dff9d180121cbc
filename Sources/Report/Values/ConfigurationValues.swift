import BOHP
import Document

/// A value of a configuration.
typealias ConfigurationValue = CatalogueValue<Configuration>

extension ConfigurationValue {
    /// `configuration.` and `task.`: the settings of every configuration and of every component in `repertoire`, by their
    /// keys. A run has no value for the settings of components that it does not use.
    static func ofSettings(_ repertoire: Repertoire) -> [ConfigurationValue] {
        var names: Set<String> = []
        return repertoire.sections.flatMap(\.settings).compactMap { setting in
            let (group, key) = setting.key == "name" ? (nil, setting.option) : (setting.group, setting.key)
            let name = "\(group ?? "configuration").\(key)"
            guard names.insert(name).inserted else { return nil }
            // The help of a flag says what its option does, which sets the flag to the opposite of its default.
            let words = setting.kind == .flag ? setting.words : setting.help
            let summary =
                (setting.kind == .flag ? "whether " : "") + words.prefix(1).lowercased() + words.dropFirst()
            return ConfigurationValue(name, summary) { configuration in
                repertoire.settings(of: configuration).first { $0.path == setting.path }.value {
                    Value($0.value(in: configuration))
                }
            }
        }
    }

    /// `task.`: what a task's settings amount to.
    static let ofTask: [ConfigurationValue] = [
        ConfigurationValue("task.neurons", "neurons of the network") { .integer($0.task.neurons) },
        ConfigurationValue("task.steps", "steps of an episode") { .integer($0.task.steps) },
        ConfigurationValue("task.degraded_bits", "elements of the test pattern that are set to zero") {
            ($0.task as? any RecallTask).value { .integer($0.degradedBits) }
        },
        ConfigurationValue("network.neurons", "neurons with plastic connections") {
            .integer($0.network.neurons)
        },
        ConfigurationValue("network.recurrent", "whether these connections come from the neurons themselves")
        {
            .flag($0.architecture.isRecurrent)
        },
        ConfigurationValue("network.connections", "where plastic connections lead, in words") {
            .text($0.architecture.isRecurrent ? "between different neurons" : "from inputs")
        },
        ConfigurationValue("task.descended", "what training descends") {
            .text($0.task.objective.words.descended)
        },
        ConfigurationValue("task.answer", "what one answer is called") {
            .text($0.task.objective.words.answer)
        },
        ConfigurationValue("task.error_rate", "what the share of wrong answers is called") {
            .text($0.task.objective.words.errorRate)
        },
        ConfigurationValue("task.when_wrong", "when an answer is wrong, as a sentence") {
            .text($0.task.objective.words.whenWrong)
        },
        ConfigurationValue("task.recalls", "whether stored patterns are recalled") {
            .flag($0.task is any RecallTask)
        },
        ConfigurationValue("task.best_guess", "what the best answer without memory is called") {
            .text($0.task.bestGuessWords)
        },
    ]
}

extension Value {
    /// A setting's value; a choice by its name.
    init(_ value: SettingValue) {
        switch value {
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .flag(let value): self = .flag(value)
        case .text(let value): self = .text(value)
        }
    }
}
