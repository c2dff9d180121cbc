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
        Mark(
            BandMark(
                x: x ?? (0..<lower.count).map(Double.init), lower: lower, upper: upper, ink: ink,
                label: label))
    }
}

struct BandMark: MarkBody {
    let x: [Double]
    let lower: [Double]
    let upper: [Double]
    let ink: Ink
    let label: RichText?

    func measure(_ data: inout DataExtents) {
        data.x.add(x)
        data.y.add(lower)
        data.y.add(upper)
    }

    var legendKeys: [LegendKey] {
        label.map { [LegendKey(label: $0, symbols: [.area(ink)])] } ?? []
    }

    func obstacles(in plot: PlotArea) -> [Point] {
        let count = min(x.count, lower.count, upper.count)
        return stride(from: 0, to: count, by: max(1, count / 100)).flatMap { index in
            (0...4).map { step in
                plot.point(x[index], lower[index] + (upper[index] - lower[index]) * Double(step) / 4)
            }
        }
    }

    func shapes(in plot: PlotArea) -> [Shape] {
        let (low, high) = (plot.points(x, lower), plot.points(x, upper))
        let areas = FiniteRuns(zip(low, high).map { $0.isFinite ? $1 : $0 }).map {
            Area(lower: Array(low[$0]), upper: Array(high[$0]))
        }
        return areas.isEmpty ? [] : [plot.clipped([.areas(areas, ink)])]
    }
}
