import Analysis
import Document

/// The error of every training episode with a smooth curve.
struct LossCurveFigure: CatalogueFigure {
    let name = "loss-curve"
    let summary =
        "The error in every training episode (faint) and smoothed; on request with the bit error rate."

    private static let quantity = LoggedQuantity.option(LoggedQuantity.errors, "which error is drawn")
    private static let scale = DirectiveOption.choice(
        "scale", ["linear", "log"],
        "spacing of the error axis; the bit error rate, which is often zero, stays linear")
    private static let bitErrors = DirectiveOption.flag(
        "bit-errors", false, "whether a second panel shows the bit error rate")

    var options: [any AnyDirectiveOption] {
        [Self.quantity, Self.scale, LoggedCurve.window, Self.bitErrors]
    }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        let quantity = LoggedQuantity.named(request.settings[Self.quantity])
        let isLogarithmic = request.settings[Self.scale] == "log" && !quantity.isShare
        guard let curve = LoggedCurve(quantity, of: run, scale: isLogarithmic ? .log : .linear, request)
        else { return nil }
        let showsBits = request.settings[Self.bitErrors] && !quantity.isShare
        let bits = showsBits ? LoggedCurve(.bitErrorRate, of: run, request) : nil
        return try LoggedCurve.content(
            curve, [bits].compactMap(\.self), sentence: curve.meanSentence, request)
    }
}
