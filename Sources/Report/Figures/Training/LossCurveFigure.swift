import Analysis
import BOHP
import Document
import Plot
import RunRecord
import Text

/// The error of every training episode, and its course.
struct LossCurveFigure: CatalogueFigure {
    let name = "loss-curve"
    let summary =
        "The error in every training episode (faint) and smoothed; on request with the bit error rate."

    private static let quantity = DirectiveOption.choice(
        "quantity", ["absolute-error", "loss", "bit-error-rate"], "which error is drawn")
    private static let scale = DirectiveOption.choice(
        "scale", ["linear", "log"],
        "spacing of the error axis; the bit error rate, which is often zero, stays linear")
    private static let bitErrors = DirectiveOption.flag(
        "bit-errors", false, "whether a second panel shows the bit error rate")

    var options: [any AnyDirectiveOption] {
        [
            Self.quantity, Self.scale,
            EpisodeCurve.windowOption, Self.bitErrors,
        ]
    }

    /// One of the errors that training records.
    private struct Quantity: Sendable {
        let column: String
        let title: RichText
        /// For the caption, and for the alternative text.
        let words: String
        let definition: String
        let read: @Sendable (Metrics) -> [Double]
        var isShare = false

        /// Shares are drawn in percent.
        var factor: Double { isShare ? 100 : 1 }

        static let absoluteError = Quantity(
            column: "absolute_error", title: "Absolute error", words: "Absolute error",
            definition: "the sum over all outputs that count of |output − target|", read: { $0.absoluteError }
        )
        static let loss = Quantity(
            column: "loss", title: "Loss (mean squared error)", words: "Loss",
            definition: "the mean squared error of all outputs that count", read: { $0.loss })
        static let bitErrorRate = Quantity(
            column: "bit_error_rate_percent", title: "Bit error rate (%)", words: "Bit error rate",
            definition: "the share of outputs with the wrong sign", read: { $0.bitErrorRate }, isShare: true)
    }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        let quantity: Quantity =
            switch request.settings[Self.quantity] {
            case "loss": .loss
            case "bit-error-rate": .bitErrorRate
            default: .absoluteError
            }
        let isLogarithmic = request.settings[Self.scale] == "log" && !quantity.isShare
        let window = request.settings[EpisodeCurve.windowOption]
        guard
            let curve = EpisodeCurve(
                quantity.read(run.metrics), scale: isLogarithmic ? .log : .linear, window: window)
        else { return nil }
        var parts = [(quantity, curve)]
        if request.settings[Self.bitErrors], !quantity.isShare,
            let bits = EpisodeCurve(run.metrics.bitErrorRate, scale: .linear, window: window)
        {
            parts.append((.bitErrorRate, bits))
        }
        let drawn = DrawnEpisodes(of: parts.flatMap(\.1.lines))
        let panels = parts.enumerated().map { index, part in
            Panel(
                x: part.1.axis(title: index == parts.count - 1 ? "Episode" : nil),
                y: part.1.scale == .log
                    ? .log(title: part.0.title)
                    : .linear(
                        title: part.0.title,
                        domain: EpisodeCurve.errors(upTo: part.1.range.upperBound * part.0.factor)),
                marks: part.1.marks(at: drawn, ink: .trained, factor: part.0.factor),
                aspect: .ratio(parts.count == 1 ? 0.6 : 0.4), legend: index == 0 ? .above : .none)
        }
        return try FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn), panels: panels,
                letters: panels.count > 1),
            caption: Self.caption(parts.map(\.0), curve, drawn),
            facts: curve.facts(drawn, factor: quantity.factor),
            alternativeText: parts.map { Self.description($0.0, $0.1) }.joined(separator: " "),
            data: DataTable(
                [drawn.column]
                    + parts.flatMap { $0.1.columns($0.0.column, at: drawn, factor: $0.0.factor) }))
    }

    private static func caption(
        _ quantities: [Quantity], _ curve: EpisodeCurve, _ drawn: DrawnEpisodes
    ) -> String {
        let letters = quantities.count > 1 ? ["**a** ", "**b** "] : [""]
        let names = zip(letters, quantities).map { "\($0)\($1.words) (\($1.definition))" }
        var sentences = [names.joined(separator: "; ") + curve.caption(drawn)]
        if curve.stretch > 1 {
            let unit = quantities[0].isShare ? " %" : ""
            sentences.append(
                "The mean of the last {{ figure.stretch | grouped }} is {{ figure.last | significant(3) }}\(unit)."
            )
        }
        return sentences.joined(separator: " ")
    }

    private static func description(_ quantity: Quantity, _ curve: EpisodeCurve) -> String {
        curve.course(of: quantity.words) { value in
            NumberText.significant(value * quantity.factor, digits: 3) + (quantity.isShare ? " %" : "")
        }
    }
}
