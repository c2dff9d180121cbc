extension Mark {
    /// Discs at points, with optional error bars.
    ///
    /// Translucent discs are darker where they overlap, so that a crowd is seen to be one.
    ///
    /// - Parameters:
    ///   - x: positions.
    ///   - y: heights; NaN leaves the point out.
    ///   - low: lower ends of the error bars, as many as points, or nil for none.
    ///   - high: upper ends of the error bars.
    ///   - radius: of the discs, in points.
    ///   - isHollow: whether discs are rings filled with the background.
    public static func dots(
        x: [Double], y: [Double], low: [Double]? = nil, high: [Double]? = nil, ink: Ink = .series(0),
        radius: Double = 1.6, isHollow: Bool = false, label: RichText? = nil
    ) -> Mark {
        Mark(
            DotsMark(
                x: x, y: y, low: low, high: high, ink: ink, radius: radius, isHollow: isHollow, label: label))
    }
}

struct DotsMark: MarkBody {
    let x: [Double]
    let y: [Double]
    let low: [Double]?
    let high: [Double]?
    let ink: Ink
    let radius: Double
    let isHollow: Bool
    let label: RichText?

    private static let barWidth = 0.75

    func measure(_ data: inout DataExtents) {
        data.x.add(x)
        data.y.add(y)
        if let low { data.y.add(low) }
        if let high { data.y.add(high) }
    }

    var wantsRoomAtSides: Bool { true }
    var liesOverAxes: Bool { true }

    var legendKeys: [LegendKey] {
        label.map { [LegendKey(label: $0, symbols: [.dot(ink, radius: radius, isHollow: isHollow)])] } ?? []
    }

    func landmarks(in plot: PlotArea) -> [Point] {
        let ends = [y, low ?? [], high ?? []]
        return ends.flatMap { zip(x, $0).map { plot.point($0, $1) } }
    }

    func draw(with pen: Pen) throws(PlotError) {
        let color = ink.color(in: pen.theme)
        let clip = pen.plot.rect.grown(by: 2 * radius)
        if let low, let high {
            var bars = Path()
            for index in 0..<min(x.count, low.count, high.count) {
                let ends = pen.pixels([x[index], x[index]], [low[index], high[index]])
                guard ends.allSatisfy(\.isFinite), let first = ends.first, let last = ends.last else {
                    continue
                }
                bars.contours.append(Path.Contour(points: ends, closed: false))
                let cap = radius * pen.canvas.scale
                for end in [first, last] {
                    bars.contours.append(
                        Path.Contour(
                            points: [Point(x: end.x - cap, y: end.y), Point(x: end.x + cap, y: end.y)],
                            closed: false))
                }
            }
            try pen.canvas.stroke(
                pixelPath: bars, width: DotsMark.barWidth, color: color, butt: true, clip: clip)
        }
        let centers = pen.pixels(x, y).filter(\.isFinite)
        for group in color.opacity < 1 ? centers.map({ [$0] }) : [centers] {
            try DotsMark.discs(
                at: group, radius: radius, isHollow: isHollow, color: color,
                background: pen.theme.background, on: pen.canvas, clip: clip)
        }
    }

    /// Draws discs, or rings filled with the background, around places in pixels.
    static func discs(
        at centers: [Point], radius: Double, isHollow: Bool, color: Color, background: Color,
        on canvas: Canvas, clip: Rect? = nil
    ) throws(PlotError) {
        func fill(_ radius: Double, _ color: Color) throws(PlotError) {
            let circles = Path(
                contours: centers.flatMap { Path(circle: $0, radius: radius * canvas.scale).contours })
            try canvas.fill(pixelPath: circles, color: color, clip: clip)
        }
        try fill(radius, color)
        if isHollow { try fill(max(0, radius - barWidth), background) }
    }
}
