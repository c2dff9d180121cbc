/// One axis of a plot: line, ticks, labels, title and grid.
struct AxisGuide {
    let wanted: Axis
    let axis: ResolvedAxis
    let isVertical: Bool
    let plot: PlotArea
    let typography: Typography

    static let labelGap = 2.2
    static let titleGap = 3.2

    private var rect: Rect { plot.rect }

    /// How far ticks extend beyond the plot.
    private var tickLength: Double { axis.ticks.isEmpty ? 0 : typography.tickLength }

    /// How far the axis extends beyond the plot without its texts.
    var reach: Double { wanted.isVisible && tickLength > 0 ? tickLength : typography.axisWidth }

    // MARK: Texts

    /// Labels, title and common factor, except the factor of a vertical axis, which stands above the plot.
    func texts(_ typesetter: Typesetter) throws -> [PlacedText] {
        guard wanted.isVisible else { return [] }
        return try isVertical ? beside(typesetter) : below(typesetter)
    }

    private func below(_ typesetter: Typesetter) throws -> [PlacedText] {
        let size = typography.tickSize
        let edge = rect.maxY + tickLength
        let base = edge + AxisGuide.labelGap + Typography.capHeight * size
        let labels = axis.labels { Point(x: plot.x($0) - $1.width / 2, y: base) }
        let bottom = labels.reduce(edge) { max($0, base + max($1.block.descent, 0.1 * size)) }
        guard let title = wanted.title, !title.isEmpty else {
            guard let factor = axis.factor else { return labels }
            let origin = Point(x: rect.maxX - factor.width, y: bottom + AxisGuide.labelGap + factor.ascent)
            return labels + [PlacedText(block: factor, origin: origin, role: .axisFactor)]
        }
        // The common factor stands with the title, because there may be no room beside the axis.
        let text = axis.factor.map { "\(title) (\($0.text))" } ?? title
        let titleSize = typography.axisTitleSize
        let lines = try typesetter.lines(text, size: titleSize, width: rect.width)
        let ascent = max(lines[0].ascent, Typography.capHeight * titleSize)
        return labels
            + lines.enumerated().map { line, block in
                let y =
                    bottom + AxisGuide.titleGap + ascent + Double(line) * Typography.lineHeight * titleSize
                return PlacedText(
                    block: block, origin: Point(x: rect.midX - block.width / 2, y: y), role: .axisTitle)
            }
    }

    private func beside(_ typesetter: Typesetter) throws -> [PlacedText] {
        let right = rect.minX - tickLength - AxisGuide.labelGap
        let half = 0.5 * Typography.capHeight * typography.tickSize
        let labels = axis.labels { Point(x: right - $1.width, y: plot.y($0) + half) }
        guard let title = wanted.title, !title.isEmpty else { return labels }
        let titleSize = typography.axisTitleSize
        let lines = try typesetter.lines(title, size: titleSize, width: rect.height)
        let edge = axis.widestLabel > 0 ? right - axis.widestLabel : rect.minX - tickLength
        return labels
            + lines.reversed().enumerated().map { line, block in
                let descent = max(lines[lines.count - 1].descent, Typography.depth * titleSize)
                let x = edge - AxisGuide.titleGap - descent - Double(line) * Typography.lineHeight * titleSize
                return PlacedText(
                    block: block, origin: Point(x: x, y: rect.midY + block.width / 2), upwards: true,
                    role: .axisTitle)
            }
    }

    // MARK: Lines

    /// A line across the axis at a value, from one coordinate to another.
    private func line(at value: Double, from start: Double, to end: Double) -> Segment {
        isVertical
            ? Segment(start, plot.y(value), end, plot.y(value))
            : Segment(plot.x(value), start, plot.x(value), end)
    }

    /// Grid lines at the labelled ticks, behind the data.
    var grid: [Segment] {
        guard wanted.grid else { return [] }
        let (start, end) = isVertical ? (rect.minX, rect.maxX) : (rect.minY, rect.maxY)
        return axis.ticks.filter { !$0.isMinor }.map { line(at: $0.value, from: start, to: end) }
    }

    /// The axis' line and its ticks.
    ///
    /// - Parameter hasLine: false if the line belongs to a frame or is not drawn at all.
    func lines(hasLine: Bool) -> [Segment] {
        guard wanted.isVisible else { return [] }
        // Lines meet in the corner: each is longer by half its width at both ends.
        let half = typography.axisWidth / 2
        let axisLine =
            isVertical
            ? Segment(rect.minX, rect.minY - half, rect.minX, rect.maxY + half)
            : Segment(rect.minX - half, rect.maxY, rect.maxX + half, rect.maxY)
        let ticks = axis.ticks.map { tick in
            let length = tick.isMinor ? typography.minorTickLength : typography.tickLength
            return isVertical
                ? line(at: tick.value, from: rect.minX - length, to: rect.minX)
                : line(at: tick.value, from: rect.maxY, to: rect.maxY + length)
        }
        return (hasLine ? [axisLine] : []) + ticks
    }
}

extension Rect {
    /// Lines along the four sides, `width` thick, that meet in the corners.
    func frame(width: Double) -> [Segment] {
        let half = width / 2
        return [minY, maxY].map { Segment(minX - half, $0, maxX + half, $0) }
            + [minX, maxX].map { Segment($0, minY - half, $0, maxY + half) }
    }
}

extension ResolvedAxis {
    /// The labels of the ticks, each with its base line's start where `origin` says.
    func labels(_ origin: (Double, TextBlock) -> Point) -> [PlacedText] {
        ticks.compactMap { tick in
            tick.label.map {
                PlacedText(block: $0, origin: origin(tick.value, $0), role: .tickLabel)
            }
        }
    }
}
