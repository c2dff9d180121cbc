import Document
import Text

/// The best configurations with their intervals, and whether they are worse than the best one.
struct BestConfigurationsTable: CatalogueTable {
    let name = "best-configurations"
    let summary =
        "The best configurations: interquartile means over seeds with 95 % intervals, and the paired comparison with the best."

    private static let rows = DirectiveOption.integer(
        "rows", 10, in: 1...200, "how many configurations are listed")

    var options: [any AnyDirectiveOption] { [SweepMeasure.option, Self.rows] }

    /// The most settings that have columns of their own.
    private static let mostSettings = 5

    func content(of sweep: SweepResults, _ settings: DirectiveSettings) -> TableContent? {
        guard let ranking = sweep.ranking(settings) else { return nil }
        let measure = ranking.measure
        let columns = sweep.settings.count <= Self.mostSettings ? sweep.settings : []
        let heads =
            columns.isEmpty
            ? [TableContent.Column("Configuration")] : columns.map { .init($0.name, isNumeric: $0.isNumeric) }
        let shown = ranking.entries.indices.prefix(settings[Self.rows])
        let hasSeeds = ranking.isComparable
        var content = TableContent(
            caption:
                "The best of {{ table.configurations | count(\"configuration\") }}: {{ table.measure }}, "
                + (hasSeeds
                    ? "interquartile means over seeds with 95 % intervals (bootstrap), and how much worse each one is than the "
                        + "first over the same seeds, with the 95 % interval of the paired difference. Bold are the first and all that "
                        + "are not shown to be worse (5 % for all comparisons together)."
                    : "one run each."),
            facts: sweep.facts(of: ranking),
            columns: [.init("No.", isNumeric: true)] + heads
                + (hasSeeds ? [.init("Seeds", isNumeric: true)] : [])
                + [.init(measure.title, isNumeric: true)]
                + (hasSeeds ? [.init("Worse by", isNumeric: true)] : []),
            rows: shown.map { place in
                let entry = ranking.entries[place]
                let interval = entry.interval.map { " (\(measure.range($0)))" } ?? ""
                let cells: [Value] =
                    columns.isEmpty
                    ? [.text(entry.label)]
                    : columns.map { .text($0.values[entry.configuration].description) }
                let worse = ranking.comparisons[place].value {
                    .text("\(measure.number($0.difference)) (\(measure.range($0.interval)))")
                }
                return [.integer(place + 1)] + cells + (hasSeeds ? [.integer(entry.values.count)] : [])
                    + [.text(measure.number(entry.mean) + interval)] + (hasSeeds ? [worse] : [])
            }, firstColumnIsHeader: false)
        if hasSeeds {
            let column = 1 + heads.count + 1
            for place in shown where !ranking.isWorse[place] {
                content.best.insert(.init(row: place, column: column))
            }
        }
        return content
    }
}
