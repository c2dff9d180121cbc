import Document
import Foundation
import Plot
import Text

/// Every configuration as a line through all settings to its result.
struct SweepParallelFigure: CatalogueFigure {
    let name = "sweep-parallel"
    let summary =
        "Parallel coordinates: a row for each of up to twelve settings and one for the measure, and a line for each "
        + "configuration; the best tenth is set apart."

    var options: [any AnyDirectiveOption] { [SweepMeasure.option, ComparisonScale.option] }

    private static let mostSettings = 12
    /// The height of a row in millimetres.
    private static let rowHeight = 15.0
    /// The share of the distance between rows that labels take.
    private static let labelShare = 0.34
    private static let labelSize = 6.0

    /// A row of the figure.
    private struct Row {
        var name: String
        /// The place of each entry of the ranking, from 0 to 1.
        var places: [Double]
        var labels: [(text: String, place: Double)]
    }

    func content(of sweep: SweepResults, _ request: FigureRequest) throws -> FigureContent? {
        guard let ranking = sweep.ranking(request.settings), sweep.settings.count > 1,
            ranking.entries.count > 2
        else { return nil }
        let shown = ranking.order(of: sweep.settings).prefix(Self.mostSettings).reversed().map {
            sweep.settings[$0]
        }
        let means = ranking.entries.map(\.mean)
        let scale = ComparisonScale(of: means, wanted: request.settings[ComparisonScale.option])
        let rows = shown.map { Self.row($0, ranking) } + [Self.row(ranking.measure, means, scale)]
        let width = request.width(.doubleColumn)
        let best = max(1, ranking.entries.count / 10)
        let rest = (best..<ranking.entries.count).reversed()
        let lines = [
            Self.lines(Array(rest), rows, ink: .ink.faded(0.2), width: 0.4),
            Self.lines(Array((1..<max(1, best)).reversed()), rows, ink: .trained, width: 0.9),
            Self.lines([0], rows, ink: .ink, width: 1),
        ]
        let axes = rows.indices.map {
            Mark.line(x: [0, 1], y: [Double($0), Double($0)], ink: .ink, width: 0.6)
        }
        // The names stand at the left and leave about this width to a row.
        let longest = rows.map(\.name.count).max() ?? 0
        let room = width.points - 3.6 * Double(longest) - 20
        let labels = rows.enumerated().flatMap { index, row in
            Self.labels(row, room: room).map { label in
                Mark.text(
                    RichText(plain: label.text), x: label.place, y: Double(index), anchor: label.anchor,
                    offset: (0, 3), size: Self.labelSize)
            }
        }
        let figure = Plot.Figure(
            width: width, height: .millimetres(Double(rows.count - 1) * Self.rowHeight + 12),
            panels: [
                Panel(
                    x: Axis.linear(domain: -0.02...1.02, ticks: .none).hidden,
                    y: .linear(
                        domain: -0.1...Double(rows.count - 1) + 0.4,
                        ticks: .at(rows.enumerated().map { Axis.Tick(Double($0), RichText(plain: $1.name)) }),
                        reversed: true),
                    marks: lines + axes + labels, frame: .none)
            ])
        return FigureContent(
            figure,
            caption:
                "{{ figure.configurations | count(\"configuration\") }} as lines through the values of their settings to their "
                + "{{ figure.measure }} (interquartile means of seeds). The best one is black"
                + (best > 1 ? ", and the best {{ figure.best }} are coloured." : ".") + scale.caption(means),
            facts: sweep.facts(of: ranking).merging(["best": .integer(best)]) { $1 },
            alternativeText:
                "Lines of all configurations through \(shown.map(\.name).joined(separator: ", ")) to the measure. The best: "
                + "\(ranking.best.label).",
            data: sweep.data(of: ranking))
    }

    private static func row(_ setting: SweepSetting, _ ranking: SweepRanking) -> Row {
        let axis = ParallelAxis(
            setting.distinct.indices.map(setting.number(ofDistinct:)), isLogarithmic: setting.isLogarithmic)
        let labels =
            setting.isValues
            ? setting.distinct.indices.map {
                (setting.distinct[$0].description, axis.place(setting.number(ofDistinct: $0)))
            } : axis.labels { NumberText.general($0) }
        return Row(
            name: setting.name,
            places: ranking.entries.map { axis.place(setting.position(of: $0.configuration)) },
            labels: labels)
    }

    private static func row(_ measure: SweepMeasure, _ means: [Double], _ scale: ComparisonScale) -> Row {
        let shown = scale.shown(means)
        let axis = ParallelAxis(shown, isLogarithmic: scale.isLogarithmic)
        return Row(
            name: measure.title, places: shown.map(axis.place),
            labels: axis.labels { NumberText.general($0) })
    }

    /// The labels that have room, those at the ends first, which do not extend beyond the row.
    private static func labels(_ row: Row, room: Double) -> [(
        text: String, place: Double, anchor: TextAnchor
    )] {
        let sorted = row.labels.sorted { ($0.place, $0.text) < ($1.place, $1.text) }
        let order = [sorted.first, sorted.last].compactMap(\.self) + sorted.dropFirst().dropLast()
        var taken: [ClosedRange<Double>] = []
        return order.compactMap { label in
            let width = (Double(label.text.count) * 0.6 * labelSize + 4) / max(room, 1)
            let anchor: TextAnchor =
                label.place < width / 2 ? .topLeft : label.place > 1 - width / 2 ? .topRight : .top
            let start = label.place - (anchor == .topLeft ? 0 : anchor == .topRight ? width : width / 2)
            guard !taken.contains(where: { $0.overlaps(start...start + width) }) else { return nil }
            taken.append(start...start + width)
            return (label.text, label.place, anchor)
        }
    }

    /// Lines of some entries, with gaps where labels are.
    private static func lines(_ entries: [Int], _ rows: [Row], ink: Ink, width: Double) -> Mark {
        var (x, y): ([Double], [Double]) = ([], [])
        for entry in entries {
            for row in rows.indices.dropLast() {
                x += [rows[row].places[entry], rows[row + 1].places[entry], .nan]
                y += [Double(row) + labelShare, Double(row + 1), .nan]
            }
        }
        return .line(x: x, y: y, ink: ink, width: width)
    }
}

/// Where numbers lie on a row, from the least at 0 to the greatest at 1.
private struct ParallelAxis {
    let isLogarithmic: Bool
    let low, high: Double

    init(_ numbers: [Double], isLogarithmic: Bool) {
        self.isLogarithmic = isLogarithmic
        let known = numbers.filter(\.isFinite).map { isLogarithmic ? log($0) : $0 }
        low = known.min() ?? 0
        high = known.max() ?? 1
    }

    func place(_ number: Double) -> Double {
        let place = ((isLogarithmic ? log(number) : number) - low) / (high - low)
        return place.isFinite ? min(max(place, 0), 1) : 0.5
    }

    /// Numbers of three digits, evenly spread, each at its place.
    func labels(_ text: (Double) -> String) -> [(text: String, place: Double)] {
        (0...6).map { step in
            let wanted = low + (high - low) * Double(step) / 6
            let number = isLogarithmic ? exp(wanted) : wanted
            let rounded = Double(String(format: "%.3g", number)) ?? number
            return (text(rounded), place(rounded))
        }
    }
}
