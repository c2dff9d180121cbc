import Analysis
import Document
import Foundation
import Plot
import Text

/// The measure over two settings.
struct SweepHeatmapFigure: CatalogueFigure {
    let name = "sweep-heatmap"
    let summary =
        "A measure over the two most important settings. Cells have the best configuration of all other settings, or the "
        + "mean over them."

    private static let others = DirectiveOption.choice(
        "others", ["best", "mean"], "what a cell shows of the configurations that differ in other settings")

    var options: [any AnyDirectiveOption] { [SweepMeasure.option, Self.others, ComparisonScale.option] }

    /// The most columns and cells in which numbers have room.
    private static let (mostColumns, mostCells) = (8, 64)

    func content(of sweep: SweepResults, _ request: FigureRequest) throws -> FigureContent? {
        guard let ranking = sweep.ranking(request.settings), sweep.settings.count > 1 else { return nil }
        let pair = ranking.order(of: sweep.settings).prefix(2).map { sweep.settings[$0] }
        // The one with more levels lies along the wider side.
        let (x, y) = pair[0].labels.count >= pair[1].labels.count ? (pair[0], pair[1]) : (pair[1], pair[0])
        let takesBest = request.settings[Self.others] == "best"
        let cells = (0..<y.labels.count).flatMap { row in
            (0..<x.labels.count).map { column in
                // Entries are ordered, the best first.
                let members = ranking.entries.filter {
                    x.levels[$0.configuration] == column && y.levels[$0.configuration] == row
                }.map(\.mean)
                return takesBest ? members.first ?? .nan : arithmeticMean(of: members)
            }
        }
        let scale = ComparisonScale(of: cells, wanted: request.settings[ComparisonScale.option])
        let shown = scale.shown(cells)
        let colors = scale.isLogarithmic ? shown.map(log10) : shown
        let known = colors.filter(\.isFinite)
        guard let least = known.min(), let most = known.max() else { return nil }
        func bands(_ setting: SweepSetting) -> Bands {
            Bands(count: setting.labels.count, labels: setting.labels.map { RichText(plain: $0) })
        }
        let width = request.width(.singleColumn)
        let digits =
            known.count <= Self.mostCells && x.labels.count <= Self.mostColumns && width.millimetres >= 80
        let texts =
            digits ? Self.numbers(cells, colors, columns: x.labels.count, ranking.measure, least...most) : []
        let title: RichText =
            scale.isLogarithmic
            ? "log_{10} of \(Self.lowercased(ranking.measure.title))" : RichText(plain: ranking.measure.title)
        let figure = Plot.Figure(
            width: width,
            panels: [
                Panel(
                    x: .bands(bands(x), title: RichText(plain: x.name)),
                    y: .bands(bands(y), title: RichText(plain: y.name), reversed: false),
                    color: .sequential(domain: most > least ? least...most : nil),
                    colorBar: ColorBar(title: title),
                    marks: [.cells(colors, rows: bands(y), columns: bands(x))] + texts,
                    aspect: .ratio(min(1, max(0.3, Double(y.labels.count) / Double(x.labels.count) * 0.8))),
                    frame: .box)
            ])
        let remaining = sweep.settings.count - 2
        return FigureContent(
            figure,
            caption:
                "The {{ figure.measure }} over {{ figure.x }} and {{ figure.y }} (interquartile means of seeds)."
                + (remaining > 0 || !(x.isValues && y.isValues)
                    ? takesBest
                        ? " A cell shows the best of its configurations."
                        : " A cell shows the mean of its configurations."
                    : "")
                + (x.isValues && y.isValues
                    ? ""
                    : " Numbers form classes of about equally many configurations, each labelled with its greatest value.")
                + (cells.contains(where: \.isNaN)
                    ? " Empty cells have no configuration that is ranked." : ""),
            facts: sweep.facts(of: ranking).merging(["x": .code(x.name), "y": .code(y.name)]) { $1 },
            alternativeText: Self.description(cells, x, y, ranking.measure),
            data: DataTable([
                .init(x.name, cells.indices.map { x.labels[$0 % x.labels.count] }),
                .init(y.name, cells.indices.map { y.labels[$0 / x.labels.count] }),
                .init(ranking.measure.name, cells.map { $0 / ranking.measure.factor }),
            ]))
    }

    /// The axes and the best cell.
    private static func description(
        _ cells: [Double], _ x: SweepSetting, _ y: SweepSetting, _ measure: SweepMeasure
    ) -> String {
        let known = cells.indices.filter { cells[$0].isFinite }
        let best = known.min { measure.prefersLess ? cells[$0] < cells[$1] : cells[$0] > cells[$1] } ?? 0
        return
            "\(measure.title) over \(x.name) and \(y.name). The best cell has \(measure.number(cells[best])) at "
            + "\(x.name) = \(x.labels[best % x.labels.count]) and \(y.name) = \(y.labels[best / x.labels.count])."
    }

    private static func lowercased(_ title: String) -> String {
        title.prefix(1).lowercased() + title.dropFirst()
    }

    /// The number of each cell, in the colour that contrasts with the cell's.
    private static func numbers(
        _ cells: [Double], _ colors: [Double], columns: Int, _ measure: SweepMeasure,
        _ range: ClosedRange<Double>
    ) -> [Mark] {
        cells.indices.filter { cells[$0].isFinite }.map { cell in
            let isDark = colors[cell] - range.lowerBound > (range.upperBound - range.lowerBound) / 2
            return .text(
                RichText(plain: NumberText.significant(cells[cell], digits: 2)), x: Double(cell % columns),
                y: Double(cell / columns), ink: isDark ? .background : .ink, size: 6)
        }
    }
}
