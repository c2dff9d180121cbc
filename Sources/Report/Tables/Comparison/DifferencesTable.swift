import Document

/// The settings in which the runs differ.
struct DifferencesTable: CatalogueTable {
    let name = "differences"
    let summary = "Every setting in which the runs differ, one row per run."

    func content(of comparison: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        var columns = [TableContent.Column("Run")]
        var cells = comparison.labels.map { [Value.text($0)] }
        func add(_ title: String, _ values: [Value]) {
            columns.append(
                .init(title, isNumeric: values.allSatisfy { $0.asNumber != nil || $0 == .missing }))
            for (index, value) in values.enumerated() { cells[index].append(value) }
        }
        for difference in comparison.differences { add(difference.words, difference.values) }
        if comparison.seedsDiffer {
            add("Seed", comparison.runs.map { .integer(Int($0.configuration.seed)) })
        }
        guard columns.count > 1 else { return nil }
        return TableContent(
            caption: "Settings in which the {{ comparison.runs | words }} runs differ.", columns: columns,
            rows: cells)
    }
}
