import Analysis
import Document

/// Every setting that the run's numbers follow from.
struct ConfigurationTable: CatalogueTable {
    let name = "configuration"
    let summary = "Every setting of the run, in words, with its name in run.json."

    func content(of subject: AnalysedRun, _ settings: DirectiveSettings) -> TableContent? {
        Self.content(
            of: ShownSetting.all(of: subject.configuration),
            caption: "Configuration of the run {{ run.name }}.")
    }

    /// Settings as rows.
    static func content(of settings: [ShownSetting], caption: String) -> TableContent {
        TableContent(
            caption: caption, columns: [.init("Setting"), .init("Value"), .init("Name in run.json")],
            rows: settings.map { [.text($0.words), $0.value, .code($0.key)] })
    }
}
