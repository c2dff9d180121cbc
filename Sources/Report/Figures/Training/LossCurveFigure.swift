import Analysis
import Document

/// The error during training.
struct LossCurveFigure: CatalogueFigure {
    let name = "loss-curve"
    let summary =
        "The error during training: median and quantiles of a moving window, and the episodes of a short run."

    private static let quantity = LoggedQuantity.option(LoggedQuantity.errors, "which error is drawn")
    private static let scale = DirectiveOption.choice(
        "scale", ["automatic", "linear", "log"],
        "spacing of the error axis; automatic is log for an error that spans a decade; the bit error rate, which is often "
            + "zero, stays linear")
    private static let bitErrors = DirectiveOption.flag(
        "bit-errors", false, "whether a second panel shows the bit error rate")

    var options: [any AnyDirectiveOption] {
        [Self.quantity, Self.scale, LoggedCurve.window, Self.bitErrors]
    }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        let quantity = LoggedQuantity.named(request.settings[Self.quantity], of: run)
        let scale: EpisodeCurve.Scale? =
            switch request.settings[Self.scale] {
            case "log": .log
            case "automatic": nil
            default: .linear
            }
        guard let curve = LoggedCurve(quantity, of: run, scale: quantity.isShare ? .linear : scale, request)
        else { return nil }
        let showsBits =
            request.settings[Self.bitErrors] && !quantity.isShare
            && run.metrics.columns.contains(LoggedQuantity.bitErrorRate.logged)
        let bits =
            showsBits ? LoggedCurve(.named("bit-error-rate", of: run), of: run, scale: .linear, request) : nil
        return try LoggedCurve.content(
            curve, [bits].compactMap(\.self), sentence: curve.meanSentence, request)
    }
}
