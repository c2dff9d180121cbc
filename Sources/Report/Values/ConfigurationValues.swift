import Analysis
import BOHP
import Document

extension RunValues {
    /// `configuration.` and `task.`: the settings of every configuration and of every component in `repertoire`, by their
    /// keys. A run has no value for the settings of components that it does not use.
    static func ofSettings(_ repertoire: Repertoire) -> [RunValue] {
        var names: Set<String> = []
        return repertoire.sections.flatMap(\.settings).compactMap { setting in
            let (group, key) = setting.key == "name" ? (nil, setting.option) : (setting.group, setting.key)
            let name = "\(group ?? "configuration").\(key)"
            guard names.insert(name).inserted else { return nil }
            // The help of a flag says what its option does, which sets the flag to the opposite of its default.
            let words = setting.kind == .flag ? setting.words : setting.help
            let summary =
                (setting.kind == .flag ? "whether " : "") + words.prefix(1).lowercased() + words.dropFirst()
            return RunValue(name, summary) { run in
                let settings = repertoire.settings(of: run.configuration)
                return settings.first { $0.path == setting.path }.value {
                    Value($0.value(in: run.configuration))
                }
            }
        }
    }

    /// `task.`: what a task's settings amount to.
    static let ofTask: [RunValue] = [
        RunValue("task.neurons", "neurons of the network") { .integer($0.configuration.task.neurons) },
        RunValue("task.steps", "steps of an episode") { .integer($0.configuration.task.steps) },
        RunValue("task.degraded_bits", "elements of the test pattern that are set to zero") {
            ($0.configuration.task as? any RecallTask).value { .integer($0.degradedBits) }
        },
        RunValue("task.best_guess", "what the best answer without memory is called") {
            .text($0.configuration.task.bestGuessWords)
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
