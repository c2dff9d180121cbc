import Document

/// The settings in which the runs differ.
struct DifferencesTable: CatalogueTable {
    let name = "differences"
    let summary = "Every setting in which the runs differ, one row per run."

    func content(of comparison: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        var columns = comparison.differences.map { (title: $0.words, values: $0.values) }
        if comparison.seedsDiffer {
            columns.append(("Seed", comparison.runs.map { .integer(Int($0.configuration.seed)) }))
        }
        guard !columns.isEmpty else { return nil }
        let heads = columns.map { title, values in
            TableContent.Column(title, isNumeric: values.allSatisfy { $0.asNumber != nil || $0 == .missing })
        }
        return TableContent(
            caption: "Settings in which the {{ comparison.runs | words }} runs differ.",
            columns: [.init("Run")] + heads,
            rows: comparison.labels.indices.map { row in
                [.text(comparison.labels[row])] + columns.map { $0.values[row] }
            })
    }
}
