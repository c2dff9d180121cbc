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
    /// Each label beside the right end of what it names, in its colour; above the plot if there is no room for that.
    case direct
    /// Nowhere.
    case none
}

/// Finds a place for a panel's legend.
struct LegendSolver {
    let keys: [LegendKey]
    /// Where the mark of each key ends, which is the place of a direct label.
    private let ends: [@Sendable (PlotArea) -> Point?]
    let typography: Typography

    private static let swatchWidth = 13.0
    private static let swatchGap = 3.5
    private static let padding = 4.0
    private static let columnGap = 10.0

    /// One entry for each label; marks with the same label share it.
    init(marks: [Mark], typography: Typography) {
        var keys: [LegendKey] = []
        var ends: [@Sendable (PlotArea) -> Point?] = []
        for mark in marks {
            guard let key = mark.key else { continue }
            if let index = keys.firstIndex(where: { $0.label == key.label }) {
                // Translucent areas that are drawn twice would look like others.
                let known = keys[index].symbols
                keys[index].symbols += key.symbols.filter { !known.contains($0) }
                // A line ends where its points do, but the band around it has no end.
                ends[index] = mark.end
            } else {
                keys.append(key)
                ends.append(mark.end)
            }
        }
        self.keys = keys
        self.ends = ends
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

    /// A label beside the right end of each mark; nil if there is no room for all, or if a mark has no end.
    ///
    /// A label stands in the plot if the mark ends well within it and nothing is in the way, otherwise at the right of the
    /// plot. There, labels that would overlap are moved apart, as little as possible.
    func direct(
        in plot: PlotArea, obstacles: [Point], texts: [Rect], _ typesetter: Typesetter
    ) throws -> [PlacedText]? {
        let (size, rect) = (typography.tickSize, plot.rect)
        let lineHeight = 1.2 * size
        var labels: [PlacedText] = []
        var beside: [(block: TextBlock, ink: Ink, y: Double)] = []
        for (key, end) in zip(keys, ends) {
            guard let end = end(plot), end.isFinite else { return nil }
            let block = try typesetter.set(key.label, size: size)
            let ink = key.symbols.last?.ink.opaque ?? .ink
            func label(x: Double, middle: Double) -> PlacedText {
                let base = Point(x: x, y: middle + 0.5 * Typography.capHeight * size)
                return PlacedText(block: block, origin: base, ink: ink, role: .directLabel)
            }
            let within = label(x: end.x + 5, middle: end.y)
            let room = within.box.grown(by: 1.5)
            let taken = texts + labels.map(\.box)
            if rect.contains(room), !obstacles.contains(where: room.contains),
                !taken.contains(where: room.overlaps)
            {
                labels.append(within)
            } else {
                beside.append((block, ink, end.y.clamped(to: rect.minY...rect.maxY)))
            }
        }
        let widest = beside.map(\.block.width).max() ?? 0
        guard widest <= 0.45 * rect.width, lineHeight * Double(beside.count) <= rect.height else {
            return nil
        }
        beside.sort { $0.y < $1.y }
        let places = LegendSolver.spread(beside.map(\.y), apart: lineHeight, in: rect.minY...rect.maxY)
        return labels
            + zip(beside, places).map { label, y in
                PlacedText(
                    block: label.block,
                    origin: Point(x: rect.maxX + 5, y: y + 0.5 * Typography.capHeight * size), ink: label.ink,
                    role: .directLabel)
            }
    }

    /// Ascending numbers moved apart, in the least-squares sense, until neighbours have a distance of `distance`, within
    /// limits that are wide enough for them.
    static func spread(_ wanted: [Double], apart distance: Double, in limits: ClosedRange<Double>) -> [Double]
    {
        // Without their distances, the places are the isotonic regression of the wanted ones: pool adjacent violators.
        var pools: [(mean: Double, count: Int)] = []
        for (index, place) in wanted.enumerated() {
            pools.append((place - Double(index) * distance, 1))
            while let last = pools.popLast() {
                guard let before = pools.last, before.mean > last.mean else {
                    pools.append(last)
                    break
                }
                let count = before.count + last.count
                let sum = before.mean * Double(before.count) + last.mean * Double(last.count)
                pools[pools.count - 1] = (sum / Double(count), count)
            }
        }
        let last = limits.upperBound - Double(wanted.count - 1) * distance
        return pools.flatMap { repeatElement($0.mean, count: $0.count) }.enumerated().map { index, place in
            max(limits.lowerBound, min(place, last)) + Double(index) * distance
        }
    }

    /// The legend in rows above the plot, the last one ending at `bottom`.
    func above(_ plot: Rect, bottom: Double, _ typesetter: Typesetter) throws -> Legend {
        // An entry wider than the plot extends to the left, where it is above the axis' labels.
        try legend(width: plot.width, typesetter) {
            Point(x: min(plot.minX, plot.maxX - $0), y: bottom - $1)
        }
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
        case .dot(let ink, let form, let radius, let isHollow):
            // Small dots would be hard to see without others around them.
            return Mark.markers(
                at: [swatch.center], form, radius: max(radius, 1.6), ink.opaque, isHollow: isHollow)
        }
    }
}
