extension Mark {
    /// The area between two curves over the same positions: a quartile band, an interval, a range.
    ///
    /// - Parameters:
    ///   - x: positions from left to right; nil counts from 0.
    ///   - lower: one border, as many values as positions; NaN leaves a gap.
    ///   - upper: the other border.
    ///   - label: what the legend says; give a line and its band the same label and they share one entry.
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

    func landmarks(in plot: PlotArea) -> [Point] {
        let count = min(x.count, lower.count, upper.count)
        return stride(from: 0, to: count, by: max(1, count / 100)).flatMap { index in
            (0...4).map { step in
                plot.point(x[index], lower[index] + (upper[index] - lower[index]) * Double(step) / 4)
            }
        }
    }

    func draw(with pen: Pen) throws(PlotError) {
        let low = pen.pixels(x, lower)
        let high = pen.pixels(x, upper)
        let both = zip(low, high).map { $0.isFinite ? $1 : $0 }
        var shape = Path()
        for run in FiniteRuns(both) {
            shape.contours += BandMark.outline(Array(low[run]), Array(high[run]))
        }
        try pen.canvas.fill(pixelPath: shape, color: ink.color(in: pen.theme), clip: pen.clip())
    }

    /// One shape, or, where there are several points a pixel, their range in each column.
    static func outline(_ low: [Point], _ high: [Point]) -> [Path.Contour] {
        guard let first = low.first, let last = low.last else { return [] }
        guard low.count > 64, Double(low.count) > 2 * (last.x - first.x), last.x - first.x < 1e5 else {
            return [Path.Contour(points: high + low.reversed(), closed: true)]
        }
        var upper: [Point] = []
        var lower: [Point] = []
        var column = -Double.infinity
        for (a, b) in zip(low, high) {
            let (top, bottom) = (min(a.y, b.y), max(a.y, b.y))
            if a.x.rounded(.down) == column, let index = upper.indices.last {
                upper[index].y = min(upper[index].y, top)
                lower[index].y = max(lower[index].y, bottom)
            } else {
                column = a.x.rounded(.down)
                upper.append(Point(x: a.x, y: top))
                lower.append(Point(x: a.x, y: bottom))
            }
        }
        return [Path.Contour(points: upper + lower.reversed(), closed: true)]
    }
}
