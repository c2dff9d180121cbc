import Analysis
import Document
import Plot
import RunRecord
import Text

/// The norm of the gradient in every training episode.
struct GradientNormFigure: CatalogueFigure {
    let name = "gradient-norm"
    let summary =
        "The norm of the gradient in every training episode (faint) and smoothed, on a logarithmic axis."

    var options: [any AnyDirectiveOption] { [EpisodeCurve.windowOption] }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        let norms = run.metrics.gradientNorm
        guard
            let curve = EpisodeCurve(
                norms, scale: .log, window: request.settings[EpisodeCurve.windowOption])
        else { return nil }
        let drawn = DrawnEpisodes(of: curve.lines)
        let panel = Panel(
            x: curve.axis(title: "Episode"), y: .log(title: "Norm of the gradient, ‖∇*E*‖"),
            marks: curve.marks(at: drawn, ink: .trained), aspect: .ratio(0.6), legend: .above)
        return try FigureContent(
            Plot.Figure(width: request.width(.singleColumn), panels: [panel]),
            caption:
                "Euclidean norm of the gradient of half the squared error with respect to every *w* and *α*"
                + curve.caption(drawn)
                + (run.configuration.batch > 1
                    ? " The episodes of a batch share the norm of their mean gradient." : ""),
            facts: curve.facts(drawn),
            alternativeText: curve.course(of: "Norm of the gradient") {
                NumberText.significant($0, digits: 3)
            },
            data: DataTable([drawn.column] + curve.columns("gradient_norm", at: drawn)))
    }
}
