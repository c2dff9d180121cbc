import Document

/// What all runs have in common.
struct SharedSettingsTable: CatalogueTable {
    let name = "shared-settings"
    let summary = "Every setting in which all runs agree."

    func content(of comparison: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        guard !comparison.shared.isEmpty else { return nil }
        return ConfigurationTable.content(
            of: comparison.shared, caption: "What all {{ comparison.runs | words }} runs have in common.")
    }
}
