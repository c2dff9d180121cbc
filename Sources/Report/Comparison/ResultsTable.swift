import Analysis
import BOHP
import Document
import Text

/// The results of each run.
struct ResultsTable: CatalogueTable {
    let name = "results"
    let summary = "The results of every run; the best value of each measure is marked."

    /// A column: the text of its cells, and the number by which runs are ranked.
    private struct Measure: Sendable {
        var title: String
        var prefersLess = true
        var cell: @Sendable (AnalysedRun) -> Value
        var number: @Sendable (AnalysedRun) -> Double? = { _ in nil }
    }

    func content(of comparison: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        var content = TableContent(
            caption:
                "Results of the runs: averages over the last episodes of training, and measurements on fresh episodes "
                + "with 95 % confidence intervals. The best value of each measure is bold.",
            columns: [.init("Run")] + Self.measures.map { .init($0.title, isNumeric: true) },
            rows: zip(comparison.labels, comparison.runs).map { label, run in
                [.text(label)] + Self.measures.map { $0.cell(run) }
            })
        for (column, measure) in Self.measures.enumerated() {
            content.markBest(
                of: comparison.runs.map(measure.number), prefersLess: measure.prefersLess, in: column + 1)
        }
        return content
    }

    private static let measures = [
        Measure(title: "Episodes", cell: { .text(NumberText.grouped($0.episodesDone)) }),
        Measure(
            title: "Absolute error, training",
            cell: { ($0.final?.absoluteError).value { .text(NumberText.significant($0, digits: 3)) } },
            number: { $0.final?.absoluteError }),
        Measure(
            title: "Bit error rate, training",
            cell: { ($0.final?.bitErrorRate).value { .text(NumberText.percent($0, digits: 2)) } },
            number: { $0.final?.bitErrorRate }),
        Measure(
            title: "Bit error rate, fresh",
            cell: { ($0.evaluation?.bitErrorRate.trained).value(EvaluationTable.cell) },
            number: { $0.evaluation?.bitErrorRate.trained.mean }),
        Measure(
            title: "Episodes recalled", prefersLess: false,
            cell: { ($0.evaluation?.accuracy.trained).value(EvaluationTable.cell) },
            number: { $0.evaluation?.accuracy.trained.mean }),
        Measure(title: "Training time", cell: { .duration($0.information.seconds) }),
    ]
}

extension TableContent {
    /// Marks the least or the greatest of the numbers in a column, one for each row, unless all are equal.
    mutating func markBest(of numbers: [Double?], prefersLess: Bool = true, in column: Int) {
        guard let extremes = RunGroups.extremes(of: numbers) else { return }
        let best = numbers[prefersLess ? extremes.least : extremes.greatest]
        for row in numbers.indices where numbers[row] == best {
            self.best.insert(.init(row: row, column: column))
        }
    }
}
