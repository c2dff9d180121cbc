/// Finds a panel's legend its place.
struct LegendBuilder {
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

    private func blocks(_ typesetter: inout Typesetter) throws(PlotError) -> [TextBlock] {
        var blocks: [TextBlock] = []
        for key in keys { blocks.append(try typesetter.set(key.label, size: size)) }
        return blocks
    }

    /// The legend in one column in a corner of the plot.
    func corner(
        _ place: Panel.LegendPlace, in plot: Rect, _ typesetter: inout Typesetter
    ) throws(PlotError) -> LegendLayout {
        let blocks = try blocks(&typesetter)
        let width =
            LegendBuilder.swatchWidth + LegendBuilder.swatchGap + (blocks.map(\.width).max() ?? 0)
        let height = rowHeight * Double(keys.count)
        let padding = LegendBuilder.padding
        let left =
            place == .topLeft || place == .bottomLeft ? plot.minX + padding : plot.maxX - padding - width
        let top = place == .topLeft || place == .topRight ? plot.minY + 2 : plot.maxY - padding - height
        let entries = zip(keys, blocks).enumerated().map { index, pair in
            entry(pair.0, pair.1, x: left, middle: top + rowHeight * (Double(index) + 0.5))
        }
        return LegendLayout(box: Rect(x: left, y: top, width: width, height: height), entries: entries)
    }

    /// The corner whose box covers no data, the preferred one first; nil if all do, or if the plot is too
    /// small.
    func freeCorner(
        in plot: PlotArea, landmarks: [Point], texts: [Rect], _ typesetter: inout Typesetter
    ) throws(PlotError) -> LegendLayout? {
        for place in [Panel.LegendPlace.topRight, .topLeft, .bottomRight, .bottomLeft] {
            let legend = try corner(place, in: plot.rect, &typesetter)
            let box = legend.box.grown(by: 2)
            guard legend.box.width < 0.75 * plot.rect.width, legend.box.height < 0.6 * plot.rect.height else {
                return nil
            }
            if !landmarks.contains(where: box.contains), !texts.contains(where: box.overlaps) {
                return legend
            }
        }
        return nil
    }

    /// The legend in rows above the plot, the last one ending at `bottom`.
    func above(
        from left: Double, width: Double, bottom: Double, _ typesetter: inout Typesetter
    ) throws(PlotError) -> LegendLayout {
        let blocks = try blocks(&typesetter)
        var places: [(row: Int, x: Double)] = []
        var (row, x, widest) = (0, 0.0, 0.0)
        for block in blocks {
            let advance = LegendBuilder.swatchWidth + LegendBuilder.swatchGap + block.width
            if x > 0, x + advance > width {
                row += 1
                x = 0
            }
            places.append((row, x))
            widest = max(widest, x + advance)
            x += advance + LegendBuilder.columnGap
        }
        let height = rowHeight * Double(row + 1)
        let top = bottom - height
        let entries = zip(zip(keys, blocks), places).map { pair, place in
            entry(pair.0, pair.1, x: left + place.x, middle: top + rowHeight * (Double(place.row) + 0.5))
        }
        return LegendLayout(box: Rect(x: left, y: top, width: widest, height: height), entries: entries)
    }

    private func entry(_ key: LegendKey, _ block: TextBlock, x: Double, middle: Double) -> LegendLayout.Entry
    {
        LegendLayout.Entry(
            symbols: key.symbols,
            swatch: Rect(
                x: x, y: middle - 0.4 * size, width: LegendBuilder.swatchWidth, height: 0.8 * size),
            text: PlacedText(
                block: block,
                origin: Point(
                    x: x + LegendBuilder.swatchWidth + LegendBuilder.swatchGap,
                    y: middle + 0.5 * Typography.capHeight * size),
                role: .legend))
    }
}
