import Analysis
import Document
import Plot
import RunRecord
import Text

/// Heatmaps of the weights at several moments of training.
struct WeightEvolutionFigure: CatalogueFigure {
    let name = "weight-evolution"
    let summary = "Heatmaps of the weights w and alpha at several moments of training, side by side."

    private static let moments = DirectiveOption.integer(
        "moments", 6, in: 2...12,
        "the largest number of moments shown; the first and the last are always shown")

    var options: [any AnyDirectiveOption] { [Self.moments] }

    /// The smallest width of a heatmap in millimetres.
    private static let narrowest = 22.0

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        let width = request.width(.doubleColumn).millimetres
        let room = max(2, Int((width - 20) / Self.narrowest))
        let snapshots = Self.chosen(
            run.history.snapshots, atMost: min(request.settings[Self.moments], room))
        guard snapshots.count > 1 else { return nil }
        var rows: [(name: String, title: RichText, matrices: [ConnectionMatrix])] = [
            ("w", "*w*", snapshots.compactMap { ConnectionMatrix($0.w, of: run.configuration) })
        ]
        if run.configuration.plastic {
            let alpha = snapshots.compactMap { ConnectionMatrix($0.alpha, of: run.configuration) }
            rows.append(("alpha", "*α*", alpha))
        }
        guard rows.allSatisfy({ $0.matrices.count == snapshots.count }) else { return nil }
        let limits = rows.map {
            ConnectionMatrix.colorLimit($0.matrices.map(\.matrix.typicalMagnitude).max() ?? 0)
        }
        let extremes = rows.map { row in
            let range = Extent(row.matrices.lazy.flatMap(\.matrix.elements)).range
            return range.map { [$0.lowerBound, $0.upperBound] } ?? []
        }
        let episodes = snapshots.map(\.episode)
        let panels = rows.enumerated().flatMap { index, row in
            row.matrices.enumerated().map { moment, matrix in
                matrix.panel(
                    title: index == 0
                        ? "Episode \(NumberText.grouped(episodes[moment], beside: episodes))" : nil,
                    bar: moment == row.matrices.count - 1
                        ? ColorBar(title: row.title, including: extremes[index]) : nil,
                    limit: limits[index],
                    titles: (
                        target: moment == 0 ? "Target" : nil,
                        source: index == rows.count - 1 ? (matrix.isRecurrent ? "Source" : "Input") : nil
                    ), hasStrip: false)
            }
        }
        // One column for each matrix: `w_0`, `alpha_0`, `w_100`, ….
        let columns = rows.flatMap { row in
            zip(episodes, row.matrices).map { DataTable.Column("\(row.name)_\($0)", $1.matrix.elements) }
        }
        let first = rows[0].matrices[0]
        return FigureContent(
            Plot.Figure(
                width: .millimetres(width), panels: panels, columns: snapshots.count, letters: rows.count > 1,
                keepsRows: true),
            caption: Self.caption(first, plastic: rows.count > 1),
            facts: [
                "moments": .integer(episodes.count), "first": .integer(episodes.first ?? 0),
                "last": .integer(episodes.last ?? 0), "neurons": .integer(first.neurons),
                "w_limit": .number(limits[0]),
                "alpha_limit": limits.count > 1 ? .number(limits[1]) : .missing,
            ],
            alternativeText: Self.description(rows.map(\.matrices), episodes),
            data: DataTable(first.columns("w").prefix(2) + columns))
    }

    /// At most `count` evenly chosen snapshots, with the first and the last.
    private static func chosen(
        _ all: [WeightHistory.Snapshot], atMost count: Int
    ) -> [WeightHistory.Snapshot] {
        guard all.count > count else { return all }
        return (0..<count).map { all[($0 * (all.count - 1) + (count - 1) / 2) / (count - 1)] }
    }

    // MARK: Words

    private static func caption(_ first: ConnectionMatrix, plastic: Bool) -> String {
        var text =
            (plastic ? "**a** " : "")
            + "Baseline weights *w* before, during and after training, from each \(first.names.source) "
            + "(column) to each \(first.names.target) (row), on one colour scale to ±{{ figure.w_limit | significant(3) }}."
        if plastic {
            text +=
                " **b** Plasticity coefficients *α* at the same moments, on a scale to "
                + "±{{ figure.alpha_limit | significant(3) }}."
        }
        return text
            + " The network has {{ figure.neurons | count(\"\(first.isRecurrent ? "" : "hidden ")neuron\") }}."
    }

    private static func description(_ rows: [[ConnectionMatrix]], _ episodes: [Int]) -> String {
        func number(_ value: Double) -> String { NumberText.significant(value, digits: 2) }
        let moments = Phrase.list(episodes.map { NumberText.grouped($0, beside: episodes) })
        var text = "Heatmaps of the weights after \(moments) episodes."
        guard let first = rows.first?.first?.statistics, let last = rows.first?.last?.statistics else {
            return text
        }
        if first[.own].count > 0, last[.own].count > 0 {
            text +=
                " On the diagonal the mean baseline weight goes from \(number(first[.own].mean)) to "
                + "\(number(last[.own].mean))."
        }
        if first[.between].count > 0, last[.between].count > 0 {
            text +=
                " Between different neurons the standard deviation of the baseline weights goes from "
                + "\(number(first[.between].standardDeviation)) to \(number(last[.between].standardDeviation))."
        }
        if rows.count > 1, let first = rows[1].first?.statistics[.between], first.count > 0,
            let last = rows[1].last?.statistics[.between], last.count > 0
        {
            text +=
                " The mean plasticity coefficient goes from \(number(first.mean)) to \(number(last.mean))."
        }
        return text
    }
}
