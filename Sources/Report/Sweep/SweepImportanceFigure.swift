import Analysis
import Document
import Plot
import Text

/// How much of the variance of the measure each setting explains.
struct SweepImportanceFigure: CatalogueFigure {
    let name = "sweep-importance"
    let summary =
        "The share of the variance of a measure that each setting explains, with 95 % intervals; of up to 30 settings, the "
        + "most important first."

    var options: [any AnyDirectiveOption] { [SweepMeasure.option] }

    private static let mostSettings = 30
    private static let rowHeight = 5.5

    func content(of sweep: SweepResults, _ request: FigureRequest) throws -> FigureContent? {
        guard let ranking = sweep.ranking(request.settings), let importance = ranking.importance else {
            return nil
        }
        var rows = ranking.order(of: sweep.settings).prefix(Self.mostSettings).map {
            (name: sweep.settings[$0].name, share: importance.settings[$0])
        }
        rows.append((importance.seeds == nil ? "rest" : "interactions", importance.interactions))
        if let seeds = importance.seeds { rows.append(("seeds", seeds)) }
        let marks = rows.enumerated().flatMap { place, row -> [Mark] in
            let y = Double(place)
            let value = row.share.value * 100
            let interval = row.share.interval.map { [$0.lowerBound * 100, $0.upperBound * 100] }
            return [
                .band(
                    x: [0, value], lower: [y - 0.22, y - 0.22], upper: [y + 0.22, y + 0.22],
                    ink: .trained.faded(0.3))
            ]
                + (interval.map { [.line(x: $0, y: [y, y], ink: .trained, width: 0.9)] } ?? [])
                + [.dots(x: [value], y: [y], ink: .trained, radius: 1.6)]
        }
        let figure = Plot.Figure(
            width: request.width(.singleColumn),
            height: .millimetres(Double(rows.count) * Self.rowHeight + 12),
            panels: [
                Panel(
                    x: .linear(title: "Share of the variance (%)", domain: 0...100),
                    y: .bands(
                        Bands(count: rows.count, labels: rows.map { RichText(plain: $0.name) }),
                        reversed: true), marks: marks)
            ])
        let shares = rows.map(\.share)
        return FigureContent(
            figure, caption: Self.caption(importance), facts: sweep.facts(of: ranking),
            alternativeText: "Shares of the variance of the \(ranking.measure.words). "
                + rows.map { "\($0.name): \(NumberText.percent($0.share.value, digits: 0))" }
                .joined(separator: "; ") + ".",
            data: DataTable([
                .init("setting", rows.map(\.name)), .init("share", shares.map(\.value)),
                .init("low", shares.map { $0.interval?.lowerBound ?? .nan }),
                .init("high", shares.map { $0.interval?.upperBound ?? .nan }),
            ]))
    }

    private static func caption(_ importance: SettingImportance) -> String {
        var text =
            "What matters: shares of the variance of the {{ figure.measure }} over {{ figure.runs | count(\"run\") }} that single "
            + "settings explain (first-order effects of a functional analysis of variance, which are first-order Sobol’ "
            + "indices"
        text +=
            importance.isGrid
            ? ")." : ", estimated from the means of levels, because the configurations are no full grid)."
        text +=
            importance.seeds == nil
            ? " The rest are interactions and chance."
            : " The rest are interactions and differences between seeds."
        if importance.interactions.interval != nil {
            text +=
                " Horizontal lines are 95 % intervals from resampled "
                + (importance.isGrid ? "seeds." : "configurations.")
        }
        return text
    }
}
