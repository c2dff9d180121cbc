extension Mark {
    /// Upright bars from zero, one for each bin of a histogram.
    ///
    /// - Parameters:
    ///   - outline: an ink for the line along the tops, or nil for none.
    ///   - width: of that line, in points.
    public static func bars(
        _ histogram: Histogram, ink: Ink = .series(0).faded(0.55), outline: Ink? = nil, width: Double = 0.75,
        label: RichText? = nil
    ) -> Mark {
        let (edges, heights) = (histogram.edges, histogram.heights)
        var key = LegendKey(label, .area(ink))
        if let outline { key?.symbols.append(.frame(outline, width: width)) }
        return Mark(
            x: Extent(edges), y: Extent(heights + [0]), key: key, wantsRoomAtSides: true,
            obstacles: { plot in
                zip(zip(edges, edges.dropFirst()), heights).flatMap { sides, height in
                    (1...5).map { plot.point((sides.0 + sides.1) / 2, height * Double($0) / 5) }
                }
            },
            shapes: { plot in
                // From zero, or from the bottom of a logarithmic axis.
                let base = plot.y(plot.y.kind == .log ? plot.y.domain.lowerBound : 0)
                var bars: [Rect] = []
                var tops: [Point] = []
                for (sides, height) in zip(zip(edges, edges.dropFirst()), heights) {
                    let (left, right) = (plot.point(sides.0, height), plot.point(sides.1, height))
                    guard left.isFinite, right.isFinite else { continue }
                    if height != 0 { bars.append(Rect(from: left, to: Point(x: right.x, y: base))) }
                    if tops.isEmpty { tops.append(Point(x: left.x, y: base)) }
                    tops += [left, right]
                }
                var shapes = [plot.clipped([.rectangles(bars, ink)])]
                if let outline, let last = tops.last {
                    let line = Path(line: tops + [Point(x: last.x, y: base)])
                    shapes.append(
                        plot.clipped([.stroke(line, Stroke(outline, width: width))], lineWidth: width))
                }
                return shapes
            })
    }
}
