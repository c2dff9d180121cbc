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

    private static let quantity = LoggedQuantity.gradientNorm

    var options: [any AnyDirectiveOption] { [EpisodeCurve.windowOption] }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        let norms = Self.quantity.read(run.metrics)
        guard
            let curve = EpisodeCurve(
                norms, scale: .log, window: request.settings[EpisodeCurve.windowOption])
        else { return nil }
        let drawn = DrawnEpisodes(of: curve.lines)
        let panel = Panel(
            x: curve.axis(title: "Episode"), y: .log(title: Self.quantity.title),
            marks: curve.marks(at: drawn, ink: .trained), aspect: .ratio(0.6), legend: .above)
        return try FigureContent(
            Plot.Figure(width: request.width(.singleColumn), panels: [panel]),
            caption: Self.caption(curve, drawn, isBatched: run.configuration.batch > 1),
            facts: curve.facts(drawn),
            alternativeText: Self.description(curve),
            data: DataTable([drawn.column] + curve.columns(Self.quantity.column, at: drawn)))
    }

    // MARK: Words

    private static func caption(_ curve: EpisodeCurve, _ drawn: DrawnEpisodes, isBatched: Bool) -> String {
        "\(quantity.words) (\(quantity.definition))\(curve.caption(drawn))"
            + (isBatched ? " The episodes of a batch share the norm of their mean gradient." : "")
    }

    private static func description(_ curve: EpisodeCurve) -> String {
        curve.course(of: quantity.words) { NumberText.significant($0, digits: 3) }
    }
}
