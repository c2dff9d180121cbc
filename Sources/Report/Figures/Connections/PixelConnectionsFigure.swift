import Analysis
import BOHP
import Document
import Plot
import RunRecord
import Text

/// The connections to single pixels of an image, each a map of its sources in the image.
struct PixelConnectionsFigure: CatalogueFigure {
    let name = "pixel-connections"
    let summary =
        "The baseline weights and plasticity coefficients to single pixels, as maps of their sources."

    private static let pixels = DirectiveOption.integer(
        "pixels", 3, in: 1...6, "how many pixels are shown, on the diagonal of the image")

    var options: [any AnyDirectiveOption] { [Self.pixels] }

    /// The connections of one parameter to the chosen pixels.
    private struct Maps {
        var title: RichText
        var column: String
        /// A map for each chosen pixel, row by row.
        var maps: [[Double]]
        /// The magnitude at which the colours end: the 99th percentile, without connections of a pixel to itself.
        var limit: Double
    }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let task = run.configuration.task as? Images, let network = run.network,
            network.neurons >= task.patternSize
        else { return nil }
        let (side, count) = (task.side, min(request.settings[Self.pixels], task.side))
        // In the middles of `count` equal parts of the diagonal.
        let places = (0..<count).map { (2 * $0 + 1) * side / (2 * count) }
        let targets = places.map { $0 * side + $0 }
        func maps(_ title: RichText, _ column: String, _ matrix: Matrix<Double>) -> Maps {
            Maps(
                title: title, column: column,
                maps: targets.map { Array(matrix.row($0).prefix(task.patternSize)) },
                limit: ConnectionMatrix.colorLimit(matrix.typicalMagnitude))
        }
        var kinds = [maps("*w*", "w", network.w)]
        if run.configuration.plastic, !network.description.architecture.sharesAlpha {
            kinds.append(maps("*α*", "alpha", network.alpha))
        }
        let bands = Bands(count: side)
        let panels = kinds.flatMap { kind in
            kind.maps.enumerated().map { index, map in
                Panel(
                    x: .bands(bands, ticks: .none), y: .bands(bands, ticks: .none, reversed: true),
                    color: .diverging(limit: kind.limit),
                    colorBar: index == count - 1 ? ColorBar(title: kind.title) : nil,
                    marks: [
                        .cells(map, rows: bands, columns: bands),
                        .cellMarkers(
                            [(places[index], places[index])], rows: bands, columns: bands, style: .frame,
                            width: 0.6),
                    ], aspect: .equal, frame: .box)
            }
        }
        let isPlastic = kinds.count > 1
        return FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn), panels: panels, columns: count, keepsRows: true),
            caption:
                "Connections to {{ figure.pixels | count(\"pixel\") }} of the image (framed), each at the place of "
                + "its source: "
                + (isPlastic
                    ? "baseline weights *w* (top) and plasticity coefficients *α*" : "baseline weights *w*")
                + ". Colours are centred on zero and end at the 99th percentile of the magnitudes off the diagonal.",
            facts: ["pixels": .integer(count)],
            alternativeText: Self.description(kinds, targets: targets, side: side),
            data: DataTable(
                [
                    .init("target", targets.flatMap { repeatElement($0, count: task.patternSize) }),
                    .init("source", targets.flatMap { _ in 0..<task.patternSize }),
                ] + kinds.map { .init($0.column, $0.maps.flatMap(\.self)) }))
    }

    /// How much stronger connections from the neighbourhood are than others: their mean magnitudes.
    private static func description(_ kinds: [Maps], targets: [Int], side: Int) -> String {
        let parts = kinds.map { kind in
            var (near, far): ([Double], [Double]) = ([], [])
            for (target, map) in zip(targets, kind.maps) {
                for (source, value) in map.enumerated() where source != target {
                    let apart = max(
                        abs(source / side - target / side), abs(source % side - target % side))
                    if apart <= 2 { near.append(abs(value)) } else { far.append(abs(value)) }
                }
            }
            func number(_ values: [Double]) -> String {
                NumberText.significant(arithmeticMean(of: values[...]), digits: 2)
            }
            return
                "The mean magnitude of \(kind.column) is \(number(near)) from pixels at most two rows and columns "
                + "away and \(number(far)) from others."
        }
        return (["Maps of the connections to \(Phrase.count(targets.count, "pixel")), by source."] + parts)
            .joined(separator: " ")
    }
}
