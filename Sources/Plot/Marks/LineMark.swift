extension Mark {
    /// A curve through points, in the order given; NaN and infinities leave gaps.
    ///
    /// A renderer may draw a curve with more points than pixels as its envelope. No peak is lost by that, and
    /// a million points stay quick.
    ///
    /// - Parameters:
    ///   - x: positions; nil counts from 0.
    ///   - y: heights, as many as there are positions.
    ///   - width: thickness in points.
    ///   - dash: lengths of ink and gap in turn, in points; empty for a solid line.
    ///   - label: what the legend says; nil leaves the line out of it.
    public static func line(
        x: [Double]? = nil, y: [Double], ink: Ink = .series(0), width: Double = 1, dash: [Double] = [],
        label: RichText? = nil
    ) -> Mark {
        let x = x ?? y.indices.map(Double.init)
        let stroke = Stroke(ink, width: width, dash: dash)
        return Mark(
            x: Extent(x), y: Extent(y), key: LegendKey(label, .line(stroke)),
            obstacles: { obstacles(x, y, in: $0) },
            end: { plot in
                y.indices.last { y[$0].isFinite && x.indices.contains($0) }.map { plot.point(x[$0], y[$0]) }
            },
            shapes: { plot in
                let runs = plot.points(x, y).split { !$0.isFinite }.map { Path.Contour(Array($0)) }
                return runs.isEmpty
                    ? [] : [plot.clipped([.polyline(Path(runs), stroke)], lineWidth: stroke.width)]
            })
    }

    private static func obstacles(_ x: [Double], _ y: [Double], in plot: PlotArea) -> [Point] {
        let count = min(x.count, y.count)
        // The lowest and the highest point of each of 300 parts; of a very long line, a sample of its points.
        let length = max(1, count / 300)
        let step = max(1, length / 64)
        var obstacles: [Point] = []
        for start in stride(from: 0, to: count, by: length) {
            let stretch = stride(from: start, to: min(count, start + length), by: step)
                .map { plot.point(x[$0], y[$0]) }.filter(\.isFinite)
            guard let low = stretch.max(by: { $0.y < $1.y }), let high = stretch.min(by: { $0.y < $1.y })
            else { continue }
            for point in [low, high] {
                if let last = obstacles.last { obstacles += last.steps(to: point, apart: 5) }
                obstacles.append(point)
            }
        }
        return obstacles
    }
}
