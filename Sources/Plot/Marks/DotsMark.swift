extension Mark {
    /// Discs at points, with optional error bars.
    ///
    /// Translucent discs are darker where they overlap, so dense regions stand out.
    ///
    /// - Parameters:
    ///   - x: positions.
    ///   - y: heights; NaN leaves the point out.
    ///   - low: lower ends of the error bars, as many as points; NaN leaves one out, nil all of them.
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

    private static let lineWidth = 0.75

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

    func obstacles(in plot: PlotArea) -> [Point] {
        let ends = [y, low ?? [], high ?? []]
        return ends.flatMap { zip(x, $0).map { plot.point($0, $1) } }
    }

    func shapes(in plot: PlotArea) -> [Shape] {
        var shapes: [Shape] = []
        if let low, let high {
            var bars = Path()
            for index in 0..<min(x.count, low.count, high.count) {
                let ends = [low[index], high[index]].map { plot.point(x[index], $0) }
                guard ends.allSatisfy(\.isFinite) else { continue }
                bars.contours.append(Path.Contour(ends))
                for end in ends {
                    bars.contours.append(
                        Path.Contour([Point(x: end.x - radius, y: end.y), Point(x: end.x + radius, y: end.y)])
                    )
                }
            }
            shapes.append(.stroke(bars, Stroke(ink, width: DotsMark.lineWidth, hasRoundEnds: false)))
        }
        shapes += DotsMark.discs(
            at: plot.points(x, y).filter(\.isFinite), radius: radius, ink, isHollow: isHollow)
        return [.group(.mark, clip: plot.rect.grown(by: 2 * radius), shapes)]
    }

    /// Discs, or rings filled with the background.
    static func discs(at centers: [Point], radius: Double, _ ink: Ink, isHollow: Bool) -> [Shape] {
        let discs = Shape.discs(centers, radius: radius, ink)
        return isHollow
            ? [discs, .discs(centers, radius: max(0, radius - lineWidth), .background)] : [discs]
    }
}
