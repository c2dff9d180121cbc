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
        Mark(
            LineMark(
                x: x ?? (0..<y.count).map(Double.init), y: y, stroke: Stroke(ink, width: width, dash: dash),
                label: label))
    }
}

struct LineMark: MarkBody {
    let x: [Double]
    let y: [Double]
    let stroke: Stroke
    let label: RichText?

    func measure(_ data: inout DataExtents) {
        data.x.add(x)
        data.y.add(y)
    }

    var legendKeys: [LegendKey] {
        label.map { [LegendKey(label: $0, symbols: [.line(stroke)])] } ?? []
    }

    func obstacles(in plot: PlotArea) -> [Point] {
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

    func shapes(in plot: PlotArea) -> [Shape] {
        let points = plot.points(x, y)
        let runs = FiniteRuns(points).map { Path.Contour(Array(points[$0])) }
        guard !runs.isEmpty else { return [] }
        return [plot.clipped([.polyline(Path(runs), stroke)], lineWidth: stroke.width)]
    }
}

/// The index ranges of a list of points in which all points are finite.
struct FiniteRuns: Sequence, IteratorProtocol {
    private let points: [Point]
    private var position = 0

    init(_ points: [Point]) {
        self.points = points
    }

    mutating func next() -> Range<Int>? {
        while position < points.count, !points[position].isFinite { position += 1 }
        guard position < points.count else { return nil }
        let start = position
        while position < points.count, points[position].isFinite { position += 1 }
        return start..<position
    }
}
