import Analysis
import BOHP
import Document
import Text

/// Statistics of the learned weights by kind of connection.
struct WeightStatisticsTable: CatalogueTable {
    let name = "weight-statistics"
    let summary =
        "Mean, spread and sign of baseline weights and plasticity coefficients, by kind of connection."

    func content(of subject: AnalysedRun, _ settings: DirectiveSettings) -> TableContent? {
        guard let weights = subject.weights else { return nil }
        let between =
            !subject.configuration.architecture.isRecurrent
            ? "from inputs"
            : weights.wFromBias == nil ? "between different neurons" : "between pattern neurons"
        var kinds: [(String, WeightStatistics.Summary?)] = [
            ("w, self-connections", weights.wSelf),
            ("w, \(between)", weights.wBetween),
            ("w, from the bias neuron", weights.wFromBias),
            ("w, to the bias neuron", weights.wToBias),
        ]
        if subject.configuration.plastic {
            kinds += [
                ("α, \(between)", weights.alphaBetween),
                ("α, from the bias neuron", weights.alphaFromBias),
                ("α, to the bias neuron", weights.alphaToBias),
            ]
        }
        let rows: [[Value]] = kinds.compactMap { words, summary in
            guard let summary else { return nil }
            let numbers = [
                summary.mean, summary.standardDeviation, summary.minimum, summary.median, summary.maximum,
            ]
            return [.text(words), .integer(summary.count)]
                + numbers.map { .text(NumberText.fixed($0, digits: 3)) }
                + [.text(NumberText.percent(summary.positiveShare, digits: 0))]
        }
        let titles = ["Number", "Mean", "SD", "Minimum", "Median", "Maximum", "Positive"]
        return TableContent(
            caption:
                "Weights after {{ run.episodes | count(\"episode\") }} of training. SD: standard deviation.",
            columns: [.init("Weights")] + titles.map { .init($0, isNumeric: true) }, rows: rows)
    }
}
