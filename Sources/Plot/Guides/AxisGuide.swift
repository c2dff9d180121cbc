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
    var tickLength: Double { axis.ticks.isEmpty ? 0 : typography.tickLength }

    // MARK: Texts

    /// Labels, title and common factor, except the factor of a vertical axis, which stands above the plot.
    func texts(_ typesetter: Typesetter) throws -> [PlacedText] {
        guard wanted.isVisible else { return [] }
        return try isVertical ? beside(typesetter) : below(typesetter)
    }

    private func below(_ typesetter: Typesetter) throws -> [PlacedText] {
        var texts: [PlacedText] = []
        let size = typography.tickSize
        let base = rect.maxY + tickLength + AxisGuide.labelGap + Typography.capHeight * size
        var bottom = rect.maxY + tickLength
        for tick in axis.ticks {
            guard let label = tick.label else { continue }
            let origin = Point(x: plot.x(tick.value) - label.width / 2, y: base)
            texts.append(PlacedText(block: label, origin: origin, role: .tickLabel))
            bottom = max(bottom, base + max(label.descent, 0.1 * size))
        }
        guard var title = wanted.title, !title.isEmpty else {
            if let factor = axis.factor {
                let origin = Point(
                    x: rect.maxX - factor.width, y: bottom + AxisGuide.labelGap + factor.ascent)
                texts.append(PlacedText(block: factor, origin: origin, role: .axisFactor))
            }
            return texts
        }
        // The common factor stands with the title, because there may be no room beside the axis.
        if let factor = axis.factor {
            title = title + RichText(runs: [.init(" (")] + factor.text.runs + [.init(")")])
        }
        let block = try typesetter.set(title, size: typography.axisTitleSize)
        let ascent = max(block.ascent, Typography.capHeight * typography.axisTitleSize)
        let origin = Point(x: rect.midX - block.width / 2, y: bottom + AxisGuide.titleGap + ascent)
        return texts + [PlacedText(block: block, origin: origin, role: .axisTitle)]
    }

    private func beside(_ typesetter: Typesetter) throws -> [PlacedText] {
        var texts: [PlacedText] = []
        let right = rect.minX - tickLength - AxisGuide.labelGap
        for tick in axis.ticks {
            guard let label = tick.label else { continue }
            let origin = Point(
                x: right - label.width,
                y: plot.y(tick.value) + 0.5 * Typography.capHeight * typography.tickSize)
            texts.append(PlacedText(block: label, origin: origin, role: .tickLabel))
        }
        guard let title = wanted.title, !title.isEmpty else { return texts }
        let block = try typesetter.set(title, size: typography.axisTitleSize)
        let edge = axis.widestLabel > 0 ? right - axis.widestLabel : rect.minX - tickLength
        let descent = max(block.descent, Typography.depth * typography.axisTitleSize)
        let origin = Point(x: edge - AxisGuide.titleGap - descent, y: rect.midY + block.width / 2)
        return texts + [PlacedText(block: block, origin: origin, upwards: true, role: .axisTitle)]
    }

    // MARK: Lines

    /// Grid lines at the labelled ticks, behind the data.
    var grid: [Segment] {
        guard wanted.grid else { return [] }
        return axis.ticks.filter { !$0.isMinor }.map { tick in
            if isVertical {
                let y = plot.y(tick.value)
                return Segment(rect.minX, y, rect.maxX, y)
            }
            let x = plot.x(tick.value)
            return Segment(x, rect.minY, x, rect.maxY)
        }
    }

    /// The axis' line and its ticks.
    ///
    /// - Parameter hasLine: false if the line belongs to a frame or is not drawn at all.
    func lines(hasLine: Bool) -> [Segment] {
        guard wanted.isVisible else { return [] }
        // Lines meet in the corner: each is longer by half its width at both ends.
        let half = typography.axisWidth / 2
        let line =
            isVertical
            ? Segment(rect.minX, rect.minY - half, rect.minX, rect.maxY + half)
            : Segment(rect.minX - half, rect.maxY, rect.maxX + half, rect.maxY)
        let ticks = axis.ticks.map { tick in
            let length = tick.isMinor ? typography.minorTickLength : typography.tickLength
            if isVertical {
                let y = plot.y(tick.value)
                return Segment(rect.minX - length, y, rect.minX, y)
            }
            let x = plot.x(tick.value)
            return Segment(x, rect.maxY, x, rect.maxY + length)
        }
        return (hasLine ? [line] : []) + ticks
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
