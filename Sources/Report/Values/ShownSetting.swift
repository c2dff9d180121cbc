import BOHP
import Document
import Text

/// One setting of a run as tables show it.
struct ShownSetting: Equatable, Sendable {
    var words: String
    /// The name in run.json.
    var key: String
    var value: Value
    /// The value itself. Two values may be shown alike.
    var exact: SettingValue

    /// The key of the seed.
    static let seedKey = "seed"
    /// The key of the name of the task. The settings of a task begin like it.
    static let taskKey = "task.name"

    /// Whether the setting belongs to the task.
    var isOfTask: Bool { key.hasPrefix("task.") }

    /// Every setting of a configuration that decides anything.
    static func all(of configuration: Configuration) -> [ShownSetting] {
        Repertoire().settings(of: configuration).filter { $0.matters(in: configuration) }.map { setting in
            let exact = setting.value(in: configuration)
            let value: Value =
                switch (setting.kind, exact) {
                case (_, .integer(let number)): .text(NumberText.grouped(number))
                case (.choice(let choices), .text(let name)):
                    .text(choices.first { $0.name == name }?.words ?? name)
                case (_, let value): Value(value)
                }
            return ShownSetting(words: setting.words, key: setting.path, value: value, exact: exact)
        }
    }
}
