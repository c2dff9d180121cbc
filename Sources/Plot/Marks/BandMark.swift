extension Mark {
    /// The area between two curves over the same positions: a quartile band, an interval, a range.
    ///
    /// - Parameters:
    ///   - x: positions from left to right; nil counts from 0.
    ///   - lower: one border, as many values as positions; NaN leaves a gap, as in `upper`.
    ///   - upper: the other border.
    ///   - label: what the legend says; a line and a band with the same label share one entry.
    public static func band(
        x: [Double]? = nil, lower: [Double], upper: [Double], ink: Ink = .series(0).faded(0.22),
        label: RichText? = nil
    ) -> Mark {
        let x = x ?? lower.indices.map(Double.init)
        return Mark(
            x: Extent(x), y: Extent(lower + upper), key: LegendKey(label, .area(ink)),
            obstacles: { plot in
                let count = min(x.count, lower.count, upper.count)
                return stride(from: 0, to: count, by: max(1, count / 100)).flatMap { index in
                    (0...4).map { step in
                        plot.point(
                            x[index], lower[index] + (upper[index] - lower[index]) * Double(step) / 4)
                    }
                }
            },
            shapes: { plot in
                let (low, high) = (plot.points(x, lower), plot.points(x, upper))
                let runs = zip(low, high).map { $0.isFinite && $1.isFinite }.split { !$0 }
                let areas = runs.map { Area(lower: Array(low[$0.indices]), upper: Array(high[$0.indices])) }
                return areas.isEmpty ? [] : [plot.clipped([.areas(areas, ink)])]
            })
    }
}
