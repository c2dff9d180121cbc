/// Finds a place for a panel's legend.
struct LegendSolver {
    let keys: [LegendKey]
    let typography: Typography

    private var size: Double { typography.tickSize }
    private var rowHeight: Double { 1.4 * size }
    private static let swatchWidth = 13.0
    private static let swatchGap = 3.5
    private static let padding = 4.0
    private static let columnGap = 10.0

    /// One entry for each label; marks with the same label share it.
    init(marks: [Mark], typography: Typography) {
        var keys: [LegendKey] = []
        for key in marks.flatMap({ $0.body.legendKeys }) {
            if let index = keys.firstIndex(where: { $0.label == key.label }) {
                keys[index].symbols += key.symbols
            } else {
                keys.append(key)
            }
        }
        self.keys = keys
        self.typography = typography
    }

    private func blocks(_ typesetter: Typesetter) throws -> [TextBlock] {
        try keys.map { try typesetter.set($0.label, size: size) }
    }

    /// The legend in one column in a corner of the plot.
    func corner(
        _ place: Panel.LegendPlace, in plot: Rect, _ typesetter: Typesetter
    ) throws -> Legend {
        let blocks = try blocks(typesetter)
        let width =
            LegendSolver.swatchWidth + LegendSolver.swatchGap + (blocks.map(\.width).max() ?? 0)
        let height = rowHeight * Double(keys.count)
        let padding = LegendSolver.padding
        let left =
            place == .topLeft || place == .bottomLeft ? plot.minX + padding : plot.maxX - padding - width
        let top = place == .topLeft || place == .topRight ? plot.minY + 2 : plot.maxY - padding - height
        let entries = zip(keys, blocks).enumerated().map { index, pair in
            entry(pair.0, pair.1, x: left, middle: top + rowHeight * (Double(index) + 0.5))
        }
        return Legend(box: Rect(x: left, y: top, width: width, height: height), entries: entries)
    }

    /// The legend in the first corner in which it covers no obstacle; nil if there is none, or if the plot is
    /// too small.
    func freeCorner(
        in plot: PlotArea, obstacles: [Point], texts: [Rect], _ typesetter: Typesetter
    ) throws -> Legend? {
        for place in [Panel.LegendPlace.topRight, .topLeft, .bottomRight, .bottomLeft] {
            let legend = try corner(place, in: plot.rect, typesetter)
            let box = legend.box.grown(by: 2)
            guard legend.box.width < 0.75 * plot.rect.width, legend.box.height < 0.6 * plot.rect.height else {
                return nil
            }
            if !obstacles.contains(where: box.contains), !texts.contains(where: box.overlaps) {
                return legend
            }
        }
        return nil
    }

    /// The legend in rows above the plot, the last one ending at `bottom`.
    func above(
        from left: Double, width: Double, bottom: Double, _ typesetter: Typesetter
    ) throws -> Legend {
        let blocks = try blocks(typesetter)
        var places: [(row: Int, x: Double)] = []
        var (row, x, widest) = (0, 0.0, 0.0)
        for block in blocks {
            let advance = LegendSolver.swatchWidth + LegendSolver.swatchGap + block.width
            if x > 0, x + advance > width {
                row += 1
                x = 0
            }
            places.append((row, x))
            widest = max(widest, x + advance)
            x += advance + LegendSolver.columnGap
        }
        let height = rowHeight * Double(row + 1)
        let top = bottom - height
        let entries = zip(zip(keys, blocks), places).map { pair, place in
            entry(pair.0, pair.1, x: left + place.x, middle: top + rowHeight * (Double(place.row) + 0.5))
        }
        return Legend(box: Rect(x: left, y: top, width: widest, height: height), entries: entries)
    }

    private func entry(_ key: LegendKey, _ block: TextBlock, x: Double, middle: Double) -> Legend.Entry {
        Legend.Entry(
            symbols: key.symbols,
            swatch: Rect(
                x: x, y: middle - 0.4 * size, width: LegendSolver.swatchWidth, height: 0.8 * size),
            text: PlacedText(
                block: block,
                origin: Point(
                    x: x + LegendSolver.swatchWidth + LegendSolver.swatchGap,
                    y: middle + 0.5 * Typography.capHeight * size),
                role: .legend))
    }
}

/// A legend at its place.
struct Legend {
    struct Entry {
        let symbols: [LegendKey.Symbol]
        /// Where the symbols are drawn.
        var swatch: Rect
        var text: PlacedText
    }

    private(set) var box: Rect
    private(set) var entries: [Entry]

    /// Moves everything down by so many points.
    mutating func move(by distance: Double) {
        box.y += distance
        for index in entries.indices {
            entries[index].swatch.y += distance
            entries[index].text.origin.y += distance
        }
    }

    /// The symbols, without the texts.
    var shapes: [Shape] {
        [
            .group(
                .legend, clip: nil,
                entries.flatMap { entry in entry.symbols.flatMap { $0.shapes(in: entry.swatch) } })
        ]
    }
}

extension LegendKey.Symbol {
    func shapes(in swatch: Rect) -> [Shape] {
        switch self {
        case .line(var stroke):
            if stroke.dash.isEmpty { stroke.width = max(stroke.width, 0.9) }
            return [Segment(swatch.minX, swatch.midY, swatch.maxX, swatch.midY).shape(stroke)]
        case .area(let ink):
            return [.rectangles([swatch], ink)]
        case .frame(let ink, let width):
            // Inside the swatch, because the frame of an area must not be larger than the area.
            return [.stroke(Path(rect: swatch.grown(by: -width / 2)), Stroke(ink, width: width))]
        case .dot(let ink, let radius, let isHollow):
            return DotsMark.discs(
                at: [Point(x: swatch.midX, y: swatch.midY)], radius: radius, ink, isHollow: isHollow)
        }
    }
}
