import Analysis
import BOHP
import Text

/// How well each run did.
struct ResultsTable: ComparisonTable {
    let name = "results"
    let summary = "What every run ended with, the best of each measure marked."

    /// One column: what it shows, and what it is judged by.
    private struct Measure: Sendable {
        var title: String
        /// Whether less is better; `nil` for what is no merit.
        var prefersLess: Bool?
        var cell: @Sendable (AnalysedRun) -> Value
        var number: @Sendable (AnalysedRun) -> Double?
    }

    func content(of comparison: RunComparison, _ settings: CatalogueSettings) -> TableContent? {
        let measures = Self.measures
        var content = TableContent(
            caption:
                "What the runs ended with: means of each run's last episodes of training, and measurements "
                + "on fresh episodes with 95 % intervals. The best of each measure is bold.",
            columns: [.init("Run")] + measures.map { .init($0.title, isNumeric: true) },
            rows: zip(comparison.labels, comparison.runs).map { label, run in
                [.text(label)] + measures.map { $0.cell(run) }
            })
        for (column, measure) in measures.enumerated() {
            guard let prefersLess = measure.prefersLess,
                let best = comparison.run(with: prefersLess ? .least : .greatest, of: measure.number)
            else { continue }
            let value = measure.number(comparison.runs[best])
            for (row, run) in comparison.runs.enumerated() where measure.number(run) == value {
                content.best.insert(.init(row: row, column: column + 1))
            }
        }
        return content
    }

    private static let measures = [
        Measure(
            title: "Episodes", cell: { .text(NumberText.grouped($0.episodesDone)) }, number: { _ in nil }),
        Measure(
            title: "Absolute error, training", prefersLess: true,
            cell: { ($0.final?.absoluteError).value { .text(NumberText.significant($0, digits: 3)) } },
            number: { $0.final?.absoluteError }),
        Measure(
            title: "Wrong bits, training", prefersLess: true,
            cell: { ($0.final?.bitErrorRate).value { .text(NumberText.percent($0, digits: 2)) } },
            number: { $0.final?.bitErrorRate }),
        Measure(
            title: "Wrong bits, fresh", prefersLess: true,
            cell: { ($0.evaluation?.bitErrorRate.trained).value(EvaluationTable.cell) },
            number: { $0.evaluation?.bitErrorRate.trained.mean }),
        Measure(
            title: "Episodes recalled", prefersLess: false,
            cell: { ($0.evaluation?.accuracy.trained).value(EvaluationTable.cell) },
            number: { $0.evaluation?.accuracy.trained.mean }),
        Measure(title: "Time training", cell: { .duration($0.information.seconds) }, number: { _ in nil }),
    ]
}
