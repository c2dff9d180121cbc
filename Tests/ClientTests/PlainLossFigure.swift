import Analysis
import Document
import Plot
import Report

/// A figure of a client: the recorded losses as a line.
struct PlainLossFigure: CatalogueFigure {
    let name = "plain-loss"
    let summary = "The loss of every episode, nothing else."

    private static let width = DirectiveOption.number("line", 1, in: 0.1...5, "width of the line in points")

    var options: [any AnyDirectiveOption] { [Self.width] }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard run.metrics.count > 0 else { return nil }
        let line = Mark.line(y: run.metrics.loss, width: request.settings[Self.width])
        return FigureContent(
            Figure(
                width: request.width(.singleColumn),
                panels: [Panel(x: .linear(title: "Episode"), y: .linear(title: "Loss"), marks: [line])]),
            caption: "Loss of {{ figure.n | count(\"episode\") }}, {{ run.odd_name }}.",
            facts: ["n": .integer(run.metrics.count)], alternativeText: "A line.",
            data: DataTable([.init("loss", run.metrics.loss)]))
    }
}
