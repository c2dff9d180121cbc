/// Where the legend is. Panels whose marks have no labels have none.
public enum LegendPlace: Hashable, Sendable {
    /// In the corner that is free of data, or above the plot if none is.
    case automatic
    case topLeft
    case topRight
    case bottomLeft
    case bottomRight
    /// In rows between title and plot.
    case above
    /// Nowhere.
    case none
}

/// Finds a place for a panel's legend.
struct LegendSolver {
    let keys: [LegendKey]
    let typography: Typography

    private static let swatchWidth = 13.0
    private static let swatchGap = 3.5
    private static let padding = 4.0
    private static let columnGap = 10.0

    /// One entry for each label; marks with the same label share it.
    init(marks: [Mark], typography: Typography) {
        var keys: [LegendKey] = []
        for key in marks.compactMap(\.key) {
            if let index = keys.firstIndex(where: { $0.label == key.label }) {
                keys[index].symbols += key.symbols
            } else {
                keys.append(key)
            }
        }
        self.keys = keys
        self.typography = typography
    }

    /// The legend in one column in a corner of the plot.
    func corner(_ place: LegendPlace, in plot: Rect, _ typesetter: Typesetter) throws -> Legend {
        try legend(width: 0, typesetter) { width, height in
            let padding = LegendSolver.padding
            let isLeft = place == .topLeft || place == .bottomLeft
            let isTop = place == .topLeft || place == .topRight
            return Point(
                x: isLeft ? plot.minX + padding : plot.maxX - padding - width,
                y: isTop ? plot.minY + 2 : plot.maxY - padding - height)
        }
    }

    /// The legend in the first corner in which it covers no obstacle; nil if there is none, or if the plot is
    /// too small.
    func freeCorner(
        in plot: Rect, obstacles: [Point], texts: [Rect], _ typesetter: Typesetter
    ) throws -> Legend? {
        for place in [LegendPlace.topRight, .topLeft, .bottomRight, .bottomLeft] {
            let legend = try corner(place, in: plot, typesetter)
            let box = legend.box.grown(by: 2)
            guard legend.box.width < 0.75 * plot.width, legend.box.height < 0.6 * plot.height else {
                return nil
            }
            if !obstacles.contains(where: box.contains), !texts.contains(where: box.overlaps) {
                return legend
            }
        }
        return nil
    }

    /// The legend in rows above the plot, the last one ending at `bottom`.
    func above(_ plot: Rect, bottom: Double, _ typesetter: Typesetter) throws -> Legend {
        try legend(width: plot.width, typesetter) { Point(x: plot.minX, y: bottom - $1) }
    }

    /// The legend in rows up to `width` wide, with at least one entry each.
    ///
    /// - Parameter corner: the top left corner of a legend of a width and a height.
    private func legend(
        width: Double, _ typesetter: Typesetter, at corner: (_ width: Double, _ height: Double) -> Point
    ) throws -> Legend {
        let size = typography.tickSize
        let rowHeight = 1.4 * size
        var places: [(block: TextBlock, x: Double, row: Double)] = []
        var (x, row, widest) = (0.0, 0.0, 0.0)
        for key in keys {
            let block = try typesetter.set(key.label, size: size)
            let advance = LegendSolver.swatchWidth + LegendSolver.swatchGap + block.width
            if x > 0, x + advance > width { (x, row) = (0, row + 1) }
            places.append((block, x, row))
            widest = max(widest, x + advance)
            x += advance + LegendSolver.columnGap
        }
        let height = rowHeight * (row + 1)
        let corner = corner(widest, height)
        let entries = zip(keys, places).map { key, place in
            let left = corner.x + place.x
            let middle = corner.y + rowHeight * (place.row + 0.5)
            let base = Point(
                x: left + LegendSolver.swatchWidth + LegendSolver.swatchGap,
                y: middle + 0.5 * Typography.capHeight * size)
            return Legend.Entry(
                symbols: key.symbols,
                swatch: Rect(
                    x: left, y: middle - 0.4 * size, width: LegendSolver.swatchWidth, height: 0.8 * size),
                text: PlacedText(block: place.block, origin: base, role: .legend))
        }
        return Legend(box: Rect(x: corner.x, y: corner.y, width: widest, height: height), entries: entries)
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

    /// Moves everything down by `distance` points.
    mutating func move(by distance: Double) {
        box.y += distance
        for index in entries.indices {
            entries[index].swatch.y += distance
            entries[index].text.origin.y += distance
        }
    }

    /// The symbols, without the texts.
    var shapes: [Shape] {
        let symbols = entries.flatMap { entry in entry.symbols.flatMap { $0.shapes(in: entry.swatch) } }
        return [.group(.legend, clip: nil, symbols)]
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
            return Mark.discs(at: [swatch.center], radius: radius, ink, isHollow: isHollow)
        }
    }
}
