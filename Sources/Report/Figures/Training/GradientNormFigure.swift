import Analysis
import Document

/// The norm of the gradient in every training episode.
struct GradientNormFigure: CatalogueFigure {
    let name = "gradient-norm"
    let summary =
        "The norm of the gradient in every training episode (faint) and smoothed, on a logarithmic axis."

    var options: [any AnyDirectiveOption] { [LoggedCurve.window] }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let curve = LoggedCurve(.gradientNorm, of: run, scale: .log, request) else { return nil }
        let isBatched = run.configuration.batch > 1
        return try LoggedCurve.content(
            curve,
            sentence: isBatched ? "The episodes of a batch share the norm of their mean gradient." : nil,
            request)
    }
}
