extension Mark {
    /// Markers at points, with optional error bars.
    ///
    /// Translucent markers are darker where they overlap, so dense regions stand out.
    ///
    /// - Parameters:
    ///   - x: positions.
    ///   - y: heights; NaN leaves the point out.
    ///   - low: lower ends of the error bars, as many as points; NaN leaves one out, nil all of them.
    ///   - high: upper ends of the error bars.
    ///   - form: of the markers.
    ///   - radius: of a disc, in points; other forms have the same area.
    ///   - isHollow: whether markers are outlines filled with the background.
    public static func dots(
        x: [Double], y: [Double], low: [Double]? = nil, high: [Double]? = nil, ink: Ink = .series(0),
        form: MarkerForm = .disc, radius: Double = 1.6, isHollow: Bool = false, label: RichText? = nil
    ) -> Mark {
        let ends = [y, low ?? [], high ?? []]
        return Mark(
            x: Extent(x), y: Extent(ends.joined()),
            key: LegendKey(label, .dot(ink, form, radius: radius, isHollow: isHollow)),
            wantsRoomAtSides: true,
            liesOverAxes: true, obstacles: { plot in ends.flatMap { zip(x, $0).map(plot.point) } },
            end: { $0.points(x, y).last(where: \.isFinite) },
            shapes: { plot in
                let markers = markers(
                    at: plot.points(x, y).filter(\.isFinite), form, radius: radius, ink, isHollow: isHollow)
                var bars: [Shape] = []
                if let low, let high {
                    let lines = errorBars(x, low, high, capWidth: radius, in: plot)
                    bars = [.stroke(Path(lines), Stroke(ink, width: rimWidth, hasRoundEnds: false))]
                }
                return [.group(.mark, clip: plot.rect.grown(by: 2 * radius), bars + markers)]
            })
    }

    /// The thickness of error bars and of the rims of hollow markers, in points.
    private static let rimWidth = 0.75

    /// A vertical line for each point and a cap at both of its ends.
    private static func errorBars(
        _ x: [Double], _ low: [Double], _ high: [Double], capWidth: Double, in plot: PlotArea
    ) -> [Path.Contour] {
        zip(x, zip(low, high)).flatMap { x, heights in
            let ends = [heights.0, heights.1].map { plot.point(x, $0) }
            guard ends.allSatisfy(\.isFinite) else { return [Path.Contour]() }
            let caps = ends.map { end in
                [end.x - capWidth, end.x + capWidth].map { Point(x: $0, y: end.y) }
            }
            return ([ends] + caps).map { Path.Contour($0) }
        }
    }

    /// Markers, or their outlines filled with the background.
    static func markers(
        at centers: [Point], _ form: MarkerForm, radius: Double, _ ink: Ink, isHollow: Bool
    ) -> [Shape] {
        let markers = form.shapes(at: centers, radius: radius, ink)
        guard isHollow else { return markers }
        return markers + form.shapes(at: centers, radius: max(0, radius - rimWidth), .background)
    }
}
