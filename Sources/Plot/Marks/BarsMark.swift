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
        Mark(
            BarsMark(
                edges: histogram.edges, heights: histogram.heights, ink: ink, outline: outline, width: width,
                label: label))
    }
}

struct BarsMark: MarkBody {
    let edges: [Double]
    let heights: [Double]
    let ink: Ink
    let outline: Ink?
    let width: Double
    let label: RichText?

    private var count: Int { max(0, min(heights.count, edges.count - 1)) }

    func measure(_ data: inout DataExtents) {
        data.x.add(edges)
        data.y.add(heights)
        data.y.add(0)
    }

    var wantsRoomAtSides: Bool { true }

    var legendKeys: [LegendKey] {
        guard let label else { return [] }
        var symbols: [LegendKey.Symbol] = [.area(ink)]
        if let outline { symbols.append(.frame(outline, width: width)) }
        return [LegendKey(label: label, symbols: symbols)]
    }

    func obstacles(in plot: PlotArea) -> [Point] {
        (0..<count).flatMap { index in
            (1...5).map { step in
                plot.point((edges[index] + edges[index + 1]) / 2, heights[index] * Double(step) / 5)
            }
        }
    }

    func shapes(in plot: PlotArea) -> [Shape] {
        // From zero, or from the bottom of a logarithmic axis.
        let base = plot.y(plot.y.kind == .log ? plot.y.domain.lowerBound : 0)
        var bars: [Rect] = []
        var tops: [Point] = []
        for index in 0..<count {
            let (left, right) = (plot.x(edges[index]), plot.x(edges[index + 1]))
            let height = plot.y(heights[index])
            guard left.isFinite, right.isFinite, height.isFinite else { continue }
            if heights[index] != 0 {
                bars.append(Rect(from: Point(x: left, y: height), to: Point(x: right, y: base)))
            }
            if tops.isEmpty { tops.append(Point(x: left, y: base)) }
            tops += [Point(x: left, y: height), Point(x: right, y: height)]
        }
        var shapes = [plot.clipped([.rectangles(bars, ink)])]
        if let outline, let last = tops.last {
            tops.append(Point(x: last.x, y: base))
            shapes.append(
                plot.clipped([.stroke(Path(line: tops), Stroke(outline, width: width))], lineWidth: width))
        }
        return shapes
    }
}
