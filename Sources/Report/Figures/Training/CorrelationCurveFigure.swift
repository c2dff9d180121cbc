import Analysis
import Document

/// The correlation of answers with their targets during training, for a task that logs it.
struct CorrelationCurveFigure: CatalogueFigure {
    let name = "correlation-curve"
    let summary =
        "The correlation of answers with their targets during training: median and quantiles of a moving window."

    var options: [any AnyDirectiveOption] { [LoggedCurve.window] }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let curve = LoggedCurve(.correlation, of: run, scale: .linear, request) else { return nil }
        return try LoggedCurve.content(curve, sentence: curve.meanSentence, request)
    }
}
