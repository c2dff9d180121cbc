import Analysis

/// What sets the runs apart.
struct DifferencesTable: ComparisonTable {
    let name = "differences"
    let summary = "Every setting in which the runs differ, a row for each run."

    func content(of comparison: RunComparison, _ settings: CatalogueSettings) -> TableContent? {
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
            caption: "What differs among the {{ comparison.runs | words }} runs.", columns: columns,
            rows: cells)
    }
}
