import Analysis
import BOHP
import Document
import Text

/// The results of each run.
struct ResultsTable: CatalogueTable {
    let name = "results"
    let summary = "The results of every run, for up to 24 runs; the best of each task are marked."

    /// The most runs whose table fits on a page.
    static let mostRuns = 24

    /// A column: the text of its cells, and the estimate by which runs are ranked.
    private struct Measure: Sendable {
        var title: String
        var prefersLess = true
        var cell: @Sendable (ComparedRun) -> Value
        var estimate: @Sendable (ComparedRun) -> Estimate? = { _ in nil }

        init(_ title: String, cell: @escaping @Sendable (ComparedRun) -> Value) {
            self.title = title
            self.cell = cell
        }

        init(
            _ title: String, prefersLess: Bool, estimate: @escaping @Sendable (ComparedRun) -> Estimate?
        ) {
            self.title = title
            self.prefersLess = prefersLess
            cell = { run in
                estimate(run).flatMap { SeedDistribution([$0]) }.value {
                    .text(ComparedGroup.text($0) { NumberText.fixed($0 * 100, digits: 2) })
                }
            }
            self.estimate = estimate
        }
    }

    func content(of comparison: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        guard comparison.runs.count <= Self.mostRuns else { return nil }
        let numbers = comparison.groups.flatMap { group in group.members.map { ($0, group) } }
            .sorted { $0.0 < $1.0 }.map(\.1)
        let measures = Self.measures(comparison.words)
        // Figures call a run with a long name by its number.
        let isNumbered = comparison.runsAlone && comparison.usesNumbers
        var content = TableContent(
            caption:
                "Results of the runs: averages over the last episodes of training, and measurements on fresh episodes "
                + "with 95 % confidence intervals. Bold are the best"
                + (comparison.tasks.count > 1 ? " of each task" : "")
                + " and all whose intervals overlap that of the best, unless all do.",
            columns: (isNumbered ? [.init("No.", isNumeric: true)] : []) + [.init("Run")]
                + measures.map { .init($0.title, isNumeric: true) },
            rows: comparison.runs.indices.map { run in
                (isNumbered ? [.integer(numbers[run].number)] : []) + [.text(comparison.labels[run])]
                    + measures.map { $0.cell(comparison.runs[run]) }
            })
        let first = isNumbered ? 2 : 1
        for (column, measure) in measures.enumerated() {
            for task in comparison.tasks.indices {
                let runs = comparison.runs.indices.filter { numbers[$0].task == task }
                let results = runs.map { run in
                    measure.estimate(comparison.runs[run]).flatMap { SeedDistribution([$0]) }
                }
                for place in RunGroups.best(of: results, prefersLess: measure.prefersLess) {
                    content.best.insert(.init(row: runs[place], column: first + column))
                }
            }
        }
        return content
    }

    private static func measures(_ words: ObjectiveWords) -> [Measure] {
        let rate = words.rate
        return [
            Measure("Episodes") { .text(NumberText.grouped($0.episodesDone)) },
            Measure("Absolute error, training") {
                ($0.final?.absoluteError).value { .text(NumberText.significant($0, digits: 3)) }
            },
            Measure("\(rate), training (%)") {
                ($0.final?.bitErrorRate).value { .text(NumberText.fixed($0 * 100, digits: 2)) }
            },
            Measure("\(rate), fresh (%)", prefersLess: true) { $0.evaluation?.bitErrorRate.trained },
            Measure("Episodes without error (%)", prefersLess: false) { $0.evaluation?.accuracy.trained },
            Measure("Training time") { .duration($0.information.seconds) },
        ]
    }
}
