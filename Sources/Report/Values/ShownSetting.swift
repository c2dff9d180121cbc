import BOHP
import Document
import Text

/// One setting of a run as tables show it.
struct ShownSetting: Equatable, Sendable {
    var words: String
    /// The name in run.json.
    var key: String
    var value: Value

    /// Every setting of a configuration that decides anything.
    static func all(of configuration: Configuration) -> [ShownSetting] {
        Repertoire().settings(of: configuration).filter { $0.matters(in: configuration) }.map { setting in
            let value: Value =
                switch (setting.kind, setting.value(in: configuration)) {
                case (_, .integer(let number)): .text(NumberText.grouped(number))
                case (.choice(let choices), .text(let name)):
                    .text(choices.first { $0.name == name }?.words ?? name)
                case (_, let value): Value(value)
                }
            return ShownSetting(words: setting.words, key: setting.path, value: value)
        }
    }
}
