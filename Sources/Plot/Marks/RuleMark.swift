extension Mark {
    /// A straight line across the whole panel at one height.
    public static func rule(
        y: Double, ink: Ink = .muted, width: Double = 0.6, dash: [Double] = [], label: RichText? = nil
    ) -> Mark {
        Mark(RuleMark(value: y, isVertical: false, ink: ink, width: width, dash: dash, label: label))
    }

    /// A straight line from the panel's bottom to its top at one position.
    public static func rule(
        x: Double, ink: Ink = .muted, width: Double = 0.6, dash: [Double] = [], label: RichText? = nil
    ) -> Mark {
        Mark(RuleMark(value: x, isVertical: true, ink: ink, width: width, dash: dash, label: label))
    }
}

struct RuleMark: MarkBody {
    let value: Double
    let isVertical: Bool
    let ink: Ink
    let width: Double
    let dash: [Double]
    let label: RichText?

    func measure(_ data: inout DataExtents) {
        if isVertical { data.x.add(value) } else { data.y.add(value) }
    }

    var legendKeys: [LegendKey] {
        label.map { [LegendKey(label: $0, symbols: [.line(ink, width: width, dash: dash)])] } ?? []
    }

    func draw(with pen: Pen) throws(PlotError) {
        let (start, end): (Point, Point)
        if isVertical {
            let x = pen.plot.x(value)
            (start, end) = (Point(x: x, y: pen.plot.rect.minY), Point(x: x, y: pen.plot.rect.maxY))
        } else {
            let y = pen.plot.y(value)
            (start, end) = (Point(x: pen.plot.rect.minX, y: y), Point(x: pen.plot.rect.maxX, y: y))
        }
        guard start.isFinite else { return }
        let color = ink.color(in: pen.theme)
        let clip = pen.clip(for: width)
        if dash.isEmpty {
            pen.canvas.rule(from: start, to: end, width: width, color: color, clip: clip)
        } else {
            try pen.canvas.stroke(
                pixelPath: Path(line: [pen.canvas.pixel(start), pen.canvas.pixel(end)]), width: width,
                color: color, dash: dash, clip: clip)
        }
    }
}
