import Analysis
import BOHP
import Document
import Plot
import RunRecord
import Text

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
        [
            Self.quantity, Self.scale,
            EpisodeCurve.windowOption, Self.bitErrors,
        ]
    }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        let quantity = LoggedQuantity.named(request.settings[Self.quantity])
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
            parts.append((LoggedQuantity.bitErrorRate, bits))
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

    // MARK: Words

    private static func caption(
        _ quantities: [LoggedQuantity], _ curve: EpisodeCurve, _ drawn: DrawnEpisodes
    ) -> String {
        let letters = quantities.count > 1 ? ["**a** ", "**b** "] : [""]
        let names = zip(letters, quantities).map { "\($0)\($1.words) (\($1.definition))" }
        var sentences = [names.joined(separator: "; ") + curve.caption(drawn)]
        if curve.stretch > 1 {
            let unit = quantities[0].isShare ? " %" : ""
            sentences.append(
                "The mean over the last {{ figure.stretch | grouped }} episodes is {{ figure.last | significant(3) }}\(unit)."
            )
        }
        return sentences.joined(separator: " ")
    }

    private static func description(_ quantity: LoggedQuantity, _ curve: EpisodeCurve) -> String {
        curve.course(of: quantity.words) { value in
            NumberText.significant(value * quantity.factor, digits: 3) + (quantity.isShare ? " %" : "")
        }
    }
}
