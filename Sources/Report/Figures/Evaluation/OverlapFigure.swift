import Analysis
import BOHP
import Document
import Plot
import Text

/// The overlap of the outputs with the stored patterns, step by step through the test.
struct OverlapFigure: CatalogueFigure {
    let name = "overlap"
    let summary =
        "Overlap of the outputs with the cued and the other patterns, step by step through the test."

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let finding = run.evaluation?.findings["overlap"] else { return nil }
        let (steps, cued) = (finding["step"], finding["cued"])
        let (lower, upper, others) = (finding["cued_lower"], finding["cued_upper"], finding["others"])
        guard let last = cued.last, last.isFinite, let first = steps.first, let end = steps.last, first < end,
            (-1e6...1e6).contains(first), (-1e6...1e6).contains(end), steps.count == cued.count,
            lower.count == cued.count,
            upper.count == cued.count
        else { return nil }
        var marks: [Mark] = [
            .rule(x: -0.5, ink: .grid, width: 0.8),
            .band(x: steps, lower: lower, upper: upper, ink: Ink.trained.faded(0.2)),
        ]
        if others.count == steps.count {
            marks += [
                .line(
                    x: steps, y: others, ink: .untrained, width: 1, dash: [2.5, 1.5],
                    label: "other patterns, |*m*|"),
                .dots(x: steps, y: others, ink: .untrained, form: .triangle, radius: 1.6),
            ]
        }
        marks += [
            .line(x: steps, y: cued, ink: .trained, width: 1, label: "cued pattern"),
            .dots(x: steps, y: cued, ink: .trained, radius: 1.6),
        ]
        var columns = [
            DataTable.Column("step", steps), .init("cued_overlap", cued),
            .init("cued_lower_decile", lower), .init("cued_upper_decile", upper),
        ]
        if !others.isEmpty { columns.append(.init("others_overlap", others)) }
        let start = zip(steps, cued).first { $0.0 >= 0 }?.1 ?? cued[0]
        func number(_ value: Double) -> String { NumberText.fixed(value, digits: 2) }
        return FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn),
                panels: [
                    Panel(
                        x: .linear(
                            title: "Step after the onset of the cue", domain: first - 0.3...end + 0.3,
                            wholeNumbers: true),
                        y: .linear(title: "Overlap *m*"), marks: marks, aspect: .ratio(0.6), legend: .direct)
                ]),
            caption:
                "Overlap of the outputs with the stored patterns, *m* = **p** · **y** / *M*, through the test; vertical line: "
                + "onset of the cue. Mean over {{ figure.episodes | count(\"fresh episode\") }}, and the band that holds the "
                + "middle 80 % of them, for the pattern that is cued"
                + (others.isEmpty ? "." : "; mean magnitude for the other patterns."),
            facts: ["episodes": .integer(finding.episodes)],
            alternativeText:
                "Line chart of the overlap over the steps of the test. With the cued pattern it is \(number(start)) in the "
                + "first step of the cue and \(number(last)) in the last"
                + (others.last.map { "; with the other patterns its magnitude ends at \(number($0))" } ?? "")
                + ".",
            data: DataTable(columns))
    }
}
