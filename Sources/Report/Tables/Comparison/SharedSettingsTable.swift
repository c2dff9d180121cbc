/// What all runs have in common.
struct SharedSettingsTable: ComparisonTable {
    let name = "shared-settings"
    let summary = "Every setting in which all runs agree."

    func content(of comparison: RunComparison, _ settings: CatalogueSettings) -> TableContent? {
        guard !comparison.shared.isEmpty else { return nil }
        return ConfigurationTable.content(
            of: comparison.shared, caption: "What all {{ comparison.runs | words }} runs have in common.")
    }
}
