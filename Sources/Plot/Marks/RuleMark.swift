extension Mark {
    /// A straight line across the whole panel at one height.
    public static func rule(
        y: Double, ink: Ink = .muted, width: Double = 0.6, dash: [Double] = [], label: RichText? = nil
    ) -> Mark {
        Mark(
            RuleMark(value: y, isVertical: false, stroke: Stroke(ink, width: width, dash: dash), label: label)
        )
    }

    /// A straight line from the panel's bottom to its top at one position.
    public static func rule(
        x: Double, ink: Ink = .muted, width: Double = 0.6, dash: [Double] = [], label: RichText? = nil
    ) -> Mark {
        Mark(
            RuleMark(value: x, isVertical: true, stroke: Stroke(ink, width: width, dash: dash), label: label))
    }
}

struct RuleMark: MarkBody {
    let value: Double
    let isVertical: Bool
    let stroke: Stroke
    let label: RichText?

    func measure(_ data: inout DataExtents) {
        if isVertical { data.x.add(value) } else { data.y.add(value) }
    }

    var legendKeys: [LegendKey] {
        label.map { [LegendKey(label: $0, symbols: [.line(stroke)])] } ?? []
    }

    func shapes(in plot: PlotArea) -> [Shape] {
        let rect = plot.rect
        let place = isVertical ? plot.x(value) : plot.y(value)
        guard place.isFinite else { return [] }
        let line =
            isVertical
            ? Segment(place, rect.minY, place, rect.maxY) : Segment(rect.minX, place, rect.maxX, place)
        return [plot.clipped([line.shape(stroke)], lineWidth: stroke.width)]
    }
}
