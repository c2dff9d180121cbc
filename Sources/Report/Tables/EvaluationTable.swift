import Analysis
import BOHP
import Document
import Text

/// Recall of the network, compared with others at the same task.
struct EvaluationTable: CatalogueTable {
    let name = "evaluation"
    let summary = "Errors on fresh episodes: trained and untrained network, Hopfield network, guessing."

    func content(of subject: AnalysedRun, _ settings: DirectiveSettings) -> TableContent? {
        guard let evaluation = subject.evaluation else { return nil }
        let errors = evaluation.bitErrorRate
        let accuracy = evaluation.accuracy
        var rows: [[Value]] = [
            [.text("Trained"), Self.cell(errors.trained), Self.cell(accuracy.trained)],
            [.text("Before training"), Self.cell(errors.untrained), Self.cell(accuracy.untrained)],
        ]
        if let hopfield = errors.hopfield {
            rows.append([
                .text("Hopfield network"), Self.cell(hopfield), accuracy.hopfield.value(Self.cell),
            ])
        }
        if errors.chance != nil || accuracy.chance != nil {
            func share(_ chance: Double?) -> Value {
                chance.value { .text(NumberText.percent($0, digits: $0 < 0.01 ? 4 : 1)) }
            }
            rows.append([.text("Guessing"), share(errors.chance), share(accuracy.chance)])
        }
        return TableContent(
            caption:
                "Recall on {{ table.episodes | grouped }} fresh episodes, with 95 % confidence intervals. An "
                + "episode is recalled if no output has the wrong sign.",
            facts: ["episodes": .integer(evaluation.episodes)],
            columns: [
                .init("Network"), .init("Bit error rate", isNumeric: true),
                .init("Episodes recalled", isNumeric: true),
            ], rows: rows)
    }

    static func cell(_ estimate: Estimate) -> Value {
        func percent(_ share: Double) -> String { NumberText.fixed(share * 100, digits: 2) }
        return .text("\(percent(estimate.mean)) (\(percent(estimate.low))–\(percent(estimate.high)))\u{A0}%")
    }
}
