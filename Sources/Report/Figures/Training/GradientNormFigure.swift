import Analysis
import Document

/// The norm of the gradient of every update.
struct GradientNormFigure: CatalogueFigure {
    let name = "gradient-norm"
    let summary =
        "The norm of the gradient during training, on a logarithmic axis: median and quantiles of a moving window."

    var options: [any AnyDirectiveOption] { [LoggedCurve.window] }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let curve = LoggedCurve(.named("gradient-norm", of: run), of: run, scale: .log, request) else {
            return nil
        }
        return try LoggedCurve.content(curve, sentence: nil, request)
    }
}
