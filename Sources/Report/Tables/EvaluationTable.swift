import Analysis
import BOHP
import Document
import Text

/// Recall of the network, compared with others at the same task.
struct EvaluationTable: CatalogueTable {
    let name = "evaluation"
    let summary =
        "Errors on fresh episodes: trained and untrained network, Hopfield network, best guess without memory."

    func content(of subject: AnalysedRun, _ settings: DirectiveSettings) -> TableContent? {
        guard let evaluation = subject.evaluation else { return nil }
        let words = subject.configuration.task.bestGuessWords
        let answers = subject.configuration.task.objective.words
        func row(_ network: String, _ cell: (Evaluation.Comparison) -> Value) -> [Value]? {
            let cells = [evaluation.bitErrorRate, evaluation.accuracy].map(cell)
            return cells == [.missing, .missing] ? nil : [.text(network)] + cells
        }
        let rows = [
            row("Trained") { Self.cell($0.trained) },
            row("Before training") { Self.cell($0.untrained) },
            row("Hopfield network") { $0.hopfield.value(Self.cell) },
            row(Phrase.sentenceStart(words)) {
                $0.bestGuess.value { .text(NumberText.percent($0, digits: $0 < 0.01 ? 4 : 1)) }
            },
        ]
        return TableContent(
            caption:
                "Errors on {{ table.episodes | grouped }} fresh episodes, with 95 % confidence intervals. "
                + answers.whenWrong,
            facts: ["episodes": .integer(evaluation.episodes)],
            columns: [
                .init("Network"), .init(answers.rate, isNumeric: true),
                .init("Episodes without an error", isNumeric: true),
            ], rows: rows.compactMap(\.self))
    }

    static func cell(_ estimate: Estimate) -> Value {
        func percent(_ share: Double) -> String { NumberText.fixed(share * 100, digits: 2) }
        return .text("\(percent(estimate.mean)) (\(percent(estimate.low))–\(percent(estimate.high)))\u{A0}%")
    }
}
