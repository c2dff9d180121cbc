extension Mark {
    /// A curve through points, in the order given; NaN and infinities leave gaps.
    ///
    /// With more points than pixels across, the curve is drawn as its exact extent in every column of pixels,
    /// so that no peak is lost and a million points stay quick.
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
                x: x ?? (0..<y.count).map(Double.init), y: y, ink: ink, width: width, dash: dash,
                label: label))
    }
}

struct LineMark: MarkBody {
    let x: [Double]
    let y: [Double]
    let ink: Ink
    let width: Double
    let dash: [Double]
    let label: RichText?

    func measure(_ data: inout DataExtents) {
        data.x.add(x)
        data.y.add(y)
    }

    var legendKeys: [LegendKey] {
        label.map { [LegendKey(label: $0, symbols: [.line(ink, width: width, dash: dash)])] } ?? []
    }

    func landmarks(in plot: PlotArea) -> [Point] {
        let count = min(x.count, y.count)
        // Lowest and highest of each of 300 stretches; of a very long line not every point is asked.
        let length = max(1, count / 300)
        let step = max(1, length / 64)
        var landmarks: [Point] = []
        for start in stride(from: 0, to: count, by: length) {
            let stretch = stride(from: start, to: min(count, start + length), by: step)
                .map { plot.point(x[$0], y[$0]) }.filter(\.isFinite)
            guard let low = stretch.max(by: { $0.y < $1.y }), let high = stretch.min(by: { $0.y < $1.y })
            else { continue }
            for point in [low, high] {
                if let last = landmarks.last { landmarks += last.steps(to: point, apart: 5) }
                landmarks.append(point)
            }
        }
        return landmarks
    }

    func draw(with pen: Pen) throws(PlotError) {
        let color = ink.color(in: pen.theme)
        let clip = pen.clip(for: width)
        let points = pen.pixels(x, y)
        var lines = Path()
        var areas = Path()
        for run in FiniteRuns(points) {
            let part = points[run]
            if dash.isEmpty, let columns = ColumnExtents(part, clip: clip.scaled(by: pen.canvas.scale)) {
                areas.contours += columns.outline(radius: max(0.5, width * pen.canvas.scale / 2))
            } else {
                lines.contours.append(Path.Contour(points: Array(part), closed: false))
            }
        }
        if !areas.contours.isEmpty { try pen.canvas.fill(pixelPath: areas, color: color, clip: clip) }
        if !lines.contours.isEmpty {
            try pen.canvas.stroke(pixelPath: lines, width: width, color: color, dash: dash, clip: clip)
        }
    }
}

/// The stretches of a list of points in which every point has a place.
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
