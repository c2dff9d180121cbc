import Document

/// The settings that are the same in all runs.
struct SharedSettingsTable: CatalogueTable {
    let name = "shared-settings"
    let summary = "Every setting that is the same in all runs."

    func content(of comparison: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        guard !comparison.shared.isEmpty else { return nil }
        return ConfigurationTable.content(
            of: comparison.shared, caption: "Settings shared by the {{ comparison.runs | words }} runs.")
    }
}
