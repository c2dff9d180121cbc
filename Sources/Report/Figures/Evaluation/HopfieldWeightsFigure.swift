import Analysis
import BOHP
import Document
import Plot
import Text

/// The effective weights and the trace at the end of the recorded episode against the weights of Hebb's rule.
struct HopfieldWeightsFigure: CatalogueFigure {
    let name = "hopfield-weights"
    let summary =
        "Effective weights and Hebbian trace after an episode against the weights of Hebb's rule for its patterns, with correlations."

    /// More points than this say no more.
    private static let mostPoints = 2000

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard run.configuration.plastic, let network = run.network, let record = run.evaluation?.episode,
            let patterns = record.patterns, !patterns.isEmpty, let trace = record.trace
        else { return nil }
        let all = HebbRule.pairs(patterns, w: network.w, alpha: network.alpha, hebb: trace)
        let known = all.filter { $0.rule.isFinite && $0.effective.isFinite && $0.trace.isFinite }
        let (effective, ofTrace) = (
            HebbRule.correlation(known.map(\.rule), known.map(\.effective)),
            HebbRule.correlation(known.map(\.rule), known.map(\.trace))
        )
        guard effective.isFinite, ofTrace.isFinite else { return nil }
        let step = (known.count + Self.mostPoints - 1) / Self.mostPoints
        let pairs = stride(from: 0, to: known.count, by: step).map { known[$0] }
        func panel(_ title: RichText, _ y: RichText, _ ink: Ink, _ value: (HebbRule.Pair) -> Double) -> Panel
        {
            // Columns of points that have one weight are spread, always in the same way, so that points do not hide others.
            let places = pairs.enumerated().map { index, pair in
                pair.rule + 0.5
                    * ((Double(index) * 0.618_033_988_75).truncatingRemainder(dividingBy: 1) - 0.5)
            }
            let rules = Set(known.map(\.rule)).sorted()
            let means = rules.map { rule in
                arithmeticMean(of: known.filter { $0.rule == rule }.map(value))
            }
            return Panel(
                title: title,
                x: .linear(title: "Weight by Hebb's rule, Σ*p*_{i}*p*_{j}", wholeNumbers: true),
                y: .linear(title: y),
                marks: [
                    .dots(x: places, y: pairs.map(value), ink: ink.faded(0.4), radius: 0.9),
                    .dots(x: rules, y: means, ink: .ink, form: .diamond, radius: 2),
                ], aspect: .ratio(0.8), legend: .none)
        }
        func r(_ value: Double) -> String { NumberText.fixed(value, digits: 2) }
        let finding = run.evaluation?.findings["hebb_rule"] ?? Finding()
        let facts = finding.facts
        let hasMean = facts["r_effective"] != nil && facts["r_trace"] != nil
        let width = request.width(.doubleColumn)
        return FigureContent(
            Plot.Figure(
                width: width,
                panels: [
                    panel(
                        "effective weights, *r* = \(r(effective))", "*w* + *α* ∘ hebb", .trained,
                        \.effective),
                    panel("trace alone, *r* = \(r(ofTrace))", "hebb", .alpha, \.trace),
                ], columns: width.millimetres < 110 ? 1 : 2, letters: true),
            caption:
                "**a** Effective weights and **b** Hebbian trace at the end of one episode against the weights that Hebb's rule "
                + "gives for its {{ figure.patterns | count(\"pattern\") }}, for the connections between different pattern "
                + "neurons. Points are spread horizontally; black: means. *r* is Pearson's correlation."
                + (hasMean
                    ? " Over {{ figure.episodes | count(\"episode\") }} it averages {{ figure.mean_r | fixed(2) }} for the "
                        + "effective weights and {{ figure.mean_r_trace | fixed(2) }} for the trace." : ""),
            facts: [
                "patterns": .integer(patterns.count), "episodes": .integer(finding.episodes),
                "mean_r": .number(facts["r_effective"] ?? .nan),
                "mean_r_trace": .number(facts["r_trace"] ?? .nan),
            ],
            alternativeText:
                "Two scatter plots against the weights of Hebb's rule. Effective weights: correlation \(r(effective)). Hebbian "
                + "trace: correlation \(r(ofTrace)).",
            data: DataTable([
                .init("hebb_rule", pairs.map(\.rule)), .init("effective", pairs.map(\.effective)),
                .init("trace", pairs.map(\.trace)),
            ]))
    }
}
