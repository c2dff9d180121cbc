extension Mark {
    /// A straight line across the whole panel at one height.
    public static func rule(
        y: Double, ink: Ink = .muted, width: Double = 0.6, dash: [Double] = [], label: RichText? = nil
    ) -> Mark {
        let stroke = Stroke(ink, width: width, dash: dash)
        return Mark(
            y: Extent([y]), key: LegendKey(label, .line(stroke)),
            end: { Point(x: $0.rect.maxX, y: $0.y(y)) },
            shapes: { plot in
                let y = plot.y(y)
                return rule(Segment(plot.rect.minX, y, plot.rect.maxX, y), stroke, in: plot)
            })
    }

    /// A straight line from the panel's bottom to its top at one position.
    public static func rule(
        x: Double, ink: Ink = .muted, width: Double = 0.6, dash: [Double] = [], label: RichText? = nil
    ) -> Mark {
        let stroke = Stroke(ink, width: width, dash: dash)
        return Mark(
            x: Extent([x]), key: LegendKey(label, .line(stroke)),
            shapes: { plot in
                let x = plot.x(x)
                return rule(Segment(x, plot.rect.minY, x, plot.rect.maxY), stroke, in: plot)
            })
    }

    private static func rule(_ line: Segment, _ stroke: Stroke, in plot: PlotArea) -> [Shape] {
        line.start.isFinite ? [plot.clipped([line.shape(stroke)], lineWidth: stroke.width)] : []
    }
}
