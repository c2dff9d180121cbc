/// The scale of a panel's colours at the right of its plot.
struct ColorBarGuide {
    let title: RichText?
    let axis: ResolvedAxis
    let plot: PlotArea
    let typography: Typography

    /// Titles up to this many font sizes wide are not turned.
    private static let uprightTitle = 1.6

    var rect: Rect { Rect(x: plot.rect.maxX + 5, y: plot.rect.minY, width: 5.5, height: plot.rect.height) }

    private func height(of value: Double) -> Double { rect.maxY - axis.projection.unit(value) * rect.height }

    private var tickLength: Double { typography.minorTickLength + 0.5 }

    func texts(_ typesetter: Typesetter) throws -> [PlacedText] {
        let left = rect.maxX + tickLength + AxisGuide.labelGap
        let half = 0.5 * Typography.capHeight * typography.tickSize
        var texts = axis.labels { value, _ in Point(x: left, y: height(of: value) + half) }
        if let factor = axis.factor {
            let origin = Point(x: rect.minX, y: rect.minY - 4 - factor.descent)
            texts.append(PlacedText(block: factor, origin: origin, role: .axisFactor))
        }
        guard let title, !title.isEmpty else { return texts }
        let size = typography.axisTitleSize
        let block = try typesetter.set(title, size: size)
        var origin = Point(
            x: left + axis.widestLabel + AxisGuide.titleGap,
            y: rect.midY + 0.5 * (block.ascent - block.descent))
        // A single symbol stays upright, because readers know it so; words run along the bar.
        let isUpright = block.width <= ColorBarGuide.uprightTitle * size
        if !isUpright {
            origin.x += max(block.ascent, Typography.capHeight * size)
            origin.y = rect.midY + block.width / 2
        }
        return texts + [PlacedText(block: block, origin: origin, upwards: !isUpright, role: .axisTitle)]
    }

    /// The bar is a column of cells, one for each shade of the map.
    var shapes: [Shape] {
        let last = Double(ColorMap.shades - 1)
        let domain = plot.colors.domain
        // Each shade shows the values that are nearest to it, so the two at the ends have half the height.
        let height = rect.height / last
        let shades = (0..<ColorMap.shades).map(Double.init)
        let sides = shades.map { shade in
            let top = rect.maxY - (shade + 0.5) * height
            return CellGrid.Side(start: max(rect.minY, top), end: min(rect.maxY, top + height))
        }
        let cells = CellGrid(
            values: shades.map { domain.lowerBound + $0 / last * (domain.upperBound - domain.lowerBound) },
            rows: sides, columns: [CellGrid.Side(start: rect.minX, end: rect.maxX)], colors: plot.colors,
            isAveraged: false)
        let ticks = axis.ticks.filter { !$0.isMinor }.map { tick in
            let y = self.height(of: tick.value)
            return Segment(rect.maxX, y, rect.maxX + tickLength, y)
        }
        // Without a frame, the bar would have no sides where its colour is that of the page.
        let lines = rect.frame(width: typography.axisWidth) + ticks
        return [
            .group(.colorBar, clip: nil, [.cells(cells), .rules(lines, width: typography.axisWidth, .ink)])
        ]
    }
}
