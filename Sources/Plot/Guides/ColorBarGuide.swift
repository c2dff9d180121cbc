/// The scale of a panel's colours at the right of its plot.
struct ColorBarGuide {
    let title: RichText?
    let axis: ResolvedAxis
    let plot: PlotArea
    let typography: Typography
    /// Whether values lie below and above the scale.
    let isPointed: (below: Bool, above: Bool)

    /// Titles up to this many font sizes wide are not turned.
    private static let uprightTitle = 1.6

    static let tipHeight = 5.0

    /// The scale without its points.
    var rect: Rect {
        let (top, bottom) = (isPointed.above ? Self.tipHeight : 0, isPointed.below ? Self.tipHeight : 0)
        return Rect(
            x: plot.rect.maxX + 5, y: plot.rect.minY + top, width: 5.5,
            height: max(1, plot.rect.height - top - bottom))
    }

    private func height(of value: Double) -> Double { rect.maxY - axis.projection.unit(value) * rect.height }

    private var tickLength: Double { typography.minorTickLength + 0.5 }

    func texts(_ typesetter: Typesetter) throws -> [PlacedText] {
        let left = rect.maxX + tickLength + AxisGuide.labelGap
        let half = 0.5 * Typography.capHeight * typography.tickSize
        var texts = axis.labels { value, _ in Point(x: left, y: height(of: value) + half) }
        if let factor = axis.factor {
            let origin = Point(x: rect.minX, y: plot.rect.minY - 4 - factor.descent)
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
        }
        guard !isUpright else { return texts + [PlacedText(block: block, origin: origin, role: .axisTitle)] }
        return texts
            + (try typesetter.lines(title, size: size, width: plot.rect.height).enumerated().map {
                line, block in
                let x = origin.x + Double(line) * Typography.lineHeight * size
                return PlacedText(
                    block: block, origin: Point(x: x, y: rect.midY + block.width / 2), upwards: true,
                    role: .axisTitle)
            })
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
        let points =
            (isPointed.below ? point(from: rect.maxY, to: rect.maxY + Self.tipHeight, domain.lowerBound) : [])
            + (isPointed.above
                ? point(from: rect.minY, to: rect.minY - Self.tipHeight, domain.upperBound) : [])
        return [
            .group(
                .colorBar, clip: nil,
                [.cells(cells), .rules(lines, width: typography.axisWidth, .ink)] + points)
        ]
    }

    /// A triangle in the colour of a value, on the bar's end at one height and with its tip at another.
    private func point(from base: Double, to tip: Double, _ value: Double) -> [Shape] {
        let (left, right) = (Point(x: rect.minX, y: base), Point(x: rect.maxX, y: base))
        let top = Point(x: rect.midX, y: tip)
        // Only cells have colours of the scale: a cell whose corners the page covers.
        let cell = CellGrid(
            values: [value], rows: [.init(start: base, end: tip)],
            columns: [.init(start: left.x, end: right.x)], colors: plot.colors)
        let (sides, apex) = ([Point(x: left.x, y: tip), Point(x: right.x, y: tip)], [top, top])
        let corners = [
            Area(lower: [left, top], upper: [sides[0], apex[0]]),
            Area(lower: [top, right], upper: [apex[1], sides[1]]),
        ]
        let border = Path([Path.Contour([left, top, right])])
        return [
            .cells(cell), .areas(corners, .background),
            .stroke(border, Stroke(.ink, width: typography.axisWidth)),
        ]
    }
}
