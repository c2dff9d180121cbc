import Analysis
import BOHP
import Document
import Text

/// Results of each configuration over its seeds.
struct GroupsTable: CatalogueTable {
    let name = "groups"
    let summary =
        "Results of each configuration: medians and quartiles over its seeds; the best are marked. Of many configurations, "
        + "the best and the worst of each task."

    /// The most rows of all tasks together, and the fewest of one.
    private static let (mostRows, fewestOfTask) = (40, 4)

    /// The most settings that have columns of their own.
    private static let mostSettings = 4

    private struct Measure: Sendable {
        var title: String
        var prefersLess = true
        var read: @Sendable (ComparedGroup) -> SeedDistribution?
        var number: @Sendable (Double) -> String
        /// Whether the measure has an interval by which the best are found, even for a single run.
        var isRanked = true
    }

    private static func measures(_ words: ObjectiveWords) -> [Measure] {
        [
            Measure(
                title: words.rate + ", fresh (%)", read: { $0.bitErrorRate },
                number: { NumberText.fixed($0 * 100, digits: 2) }),
            Measure(
                title: "Episodes without error (%)", prefersLess: false, read: { $0.accuracy },
                number: { NumberText.fixed($0 * 100, digits: 2) }),
            Measure(
                title: "Absolute error, training", read: { $0.trainingError },
                number: { NumberText.significant($0, digits: 3) }, isRanked: false),
        ]
    }

    func content(of comparison: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        guard !comparison.runsAlone || comparison.runs.count > ResultsTable.mostRuns else { return nil }
        let tasks = comparison.tasks.indices.prefix(Self.mostRows / Self.fewestOfTask)
        let most = Self.mostRows / tasks.count
        let rows = tasks.flatMap { comparison.selection(of: $0, most: most) }.map { comparison.groups[$0] }
        // Each setting has a column, if there is room for all; otherwise a label has them.
        let differences = comparison.differences.count <= Self.mostSettings ? comparison.differences : []
        let isLabelled = differences.isEmpty || comparison.runsAlone
        // The last measure stands aside for settings.
        let measures =
            differences.count > 2
            ? Self.measures(comparison.words).dropLast() : Self.measures(comparison.words)[...]
        let heads =
            (isLabelled ? [TableContent.Column("Configuration")] : []) + differences.map { .init($0.label) }
        var content = TableContent(
            caption: Self.caption(comparison, leavesOut: rows.count < comparison.groups.count),
            facts: [
                "left_out": .integer(comparison.groups.count - rows.count),
                "groups": .integer(comparison.groups.count),
            ],
            columns: [.init("No.", isNumeric: true)] + heads + [.init("Runs", isNumeric: true)]
                + measures.map { .init($0.title, isNumeric: true) },
            rows: rows.map { group in
                [.integer(group.number)] + (isLabelled ? [.text(group.label)] : [])
                    + differences.map { .text($0.exact[group.index]?.description ?? "–") }
                    + [.integer(group.members.count)]
                    + measures.map { measure in
                        measure.read(group).value { .text(ComparedGroup.text($0, number: measure.number)) }
                    }
            }, firstColumnIsHeader: false)
        for (column, measure) in measures.enumerated() where measure.isRanked {
            for task in tasks {
                // All groups of the task are ranked, also those that are left out.
                let members = comparison.tasks[task].groups
                let best = RunGroups.best(
                    of: members.map { measure.read(comparison.groups[$0]) }, prefersLess: measure.prefersLess)
                let marked = Set(best.map { members[$0] })
                for (row, group) in rows.enumerated() where marked.contains(group.index) {
                    content.best.insert(.init(row: row, column: heads.count + 2 + column))
                }
            }
        }
        return content
    }

    private static func caption(_ comparison: RunComparison, leavesOut: Bool) -> String {
        var text =
            "Results of the configurations: medians over seeds, with the quartiles of three or more runs, the range of two, "
            + "or the 95 % confidence interval of one in parentheses."
        text +=
            comparison.tasks.count == 1
            ? " Bold are the best and all whose intervals overlap that of the best, unless all do."
            : " Bold are the best of each task and all whose intervals overlap that of the best, unless all of the task do."
        if leavesOut {
            text +=
                " The configurations with the lowest and the highest errors are listed; {{ table.left_out | grouped }} of "
                + "{{ table.groups | grouped }} are left out."
        }
        return text
    }
}
