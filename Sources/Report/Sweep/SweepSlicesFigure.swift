import Analysis
import Document
import Plot

/// The measure against each setting, all runs in every panel.
struct SweepSlicesFigure: CatalogueFigure {
    let name = "sweep-slices"
    let summary =
        "A measure against each setting, a panel for each of up to twelve settings; every run is a dot in every panel."

    var options: [any AnyDirectiveOption] { [SweepMeasure.option, ComparisonScale.option] }

    private static let mostSettings = 12

    func content(of sweep: SweepResults, _ request: FigureRequest) throws -> FigureContent? {
        guard let ranking = sweep.ranking(request.settings), !sweep.settings.isEmpty else { return nil }
        let shown = ranking.order(of: sweep.settings).prefix(Self.mostSettings).map { sweep.settings[$0] }
        let scale = ComparisonScale(of: ranking.values, wanted: request.settings[ComparisonScale.option])
        let panels = shown.map { setting in
            Panel(
                x: setting.axis, y: scale.axis(RichText(plain: ranking.measure.title)),
                marks: Self.marks(ranking, setting, scale), aspect: .ratio(0.8))
        }
        let columns = min(3, panels.count)
        let figure = Plot.Figure(
            width: request.width(panels.count == 1 ? .singleColumn : .doubleColumn), panels: panels,
            columns: columns, letters: panels.count > 1)
        let left = sweep.settings.count - shown.count
        return FigureContent(
            figure,
            caption:
                "The {{ figure.measure }} against each setting. Every dot is one of {{ figure.runs | count(\"run\") }}; the "
                + "black line has the interquartile means of levels."
                + (left > 0 ? " The \(shown.count) most important settings are drawn." : "")
                + scale.caption(ranking.values),
            facts: sweep.facts(of: ranking),
            alternativeText:
                "\(ranking.measure.title) of every run against \(shown.map(\.name).joined(separator: ", ")).",
            data: sweep.data(of: ranking))
    }

    private static func marks(
        _ ranking: SweepRanking, _ setting: SweepSetting, _ scale: ComparisonScale
    ) -> [Mark] {
        let dots = ranking.entries.enumerated().flatMap { index, entry in
            entry.values.enumerated().map { place, value in
                // Dots of one category stand at several places.
                let shift = setting.isNumeric ? 0 : 0.1 * Double((2 * index + place) % 5 - 2)
                return (x: setting.position(of: entry.configuration) + shift, y: value.value)
            }
        }
        let levels = setting.labels.indices.map { level in
            interquartileMean(
                ranking.entries.filter { setting.levels[$0.configuration] == level }
                    .flatMap { $0.values.map(\.value) })
        }
        let middles = scale.shown(levels)
        let lines: [Mark] =
            setting.isNumeric
            ? [.line(x: levels.indices.map(setting.position(ofLevel:)), y: middles, ink: .ink, width: 1)]
            : middles.enumerated().map {
                .line(
                    x: [Double($0) - 0.35, Double($0) + 0.35], y: [$1, $1], ink: .ink, width: 1)
            }
        return [
            .dots(x: dots.map(\.x), y: scale.shown(dots.map(\.y)), ink: .trained.faded(0.45), radius: 1.1)
                .beneath
        ] + lines
    }
}
