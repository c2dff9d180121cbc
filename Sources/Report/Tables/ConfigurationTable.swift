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
        Repertoire().settings(of: configuration).filter { $0.matters(in: configuration) }.map { setting in
            let value: Value =
                switch (setting.kind, setting.value(in: configuration)) {
                case (_, .integer(let number)): .text(NumberText.grouped(number))
                case (.choice(let choices), .text(let name)):
                    .text(choices.first { $0.name == name }?.words ?? name)
                case (_, let value): Value(value)
                }
            return Setting(words: setting.words, key: setting.path, value: value)
        }
    }
}
