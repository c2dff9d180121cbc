import Plot

/// The envelope of a curve with more points than pixels: its least and greatest height in each of many narrow
/// columns.
///
/// The curve is followed from column to column, so the envelope is exact: it contains every peak, and
/// neighbouring columns always meet. A peak's position within its column is lost, which slants its flanks by
/// up to one column width. Columns of a quarter pixel keep that invisible.
struct CurveEnvelope {
    /// Columns per pixel.
    private static let perPixel = 4.0

    /// The first column, counted from the left.
    private let first: Int
    /// Least and greatest y in each column.
    private var top: [Double]
    private var bottom: [Double]
    /// Where the curve begins and ends.
    private let left: Double
    private let right: Double

    /// Nil if there are few enough points to be drawn one by one, or if they do not go from left to right.
    init?(_ points: [Point], clip: Rect) {
        guard points.count > 64, let start = points.first, let end = points.last else { return nil }
        left = max(start.x, clip.minX - 8)
        right = min(end.x, clip.maxX + 8)
        guard left < right, right - left < 1e5, Double(points.count) > end.x - start.x else { return nil }
        first = CurveEnvelope.column(left)
        let count = CurveEnvelope.column(right) - first + 1
        top = [Double](repeating: .infinity, count: count)
        bottom = [Double](repeating: -.infinity, count: count)
        // Heights far outside are clamped; they only decide how steeply a line leaves the picture.
        let reach = max(clip.height, 1) * 1000
        let (ceiling, floor) = (clip.minY - reach, clip.maxY + reach)
        var previous = start
        for point in points {
            if point.x < previous.x { return nil }
            let next = Point(x: point.x, y: min(max(point.y, ceiling), floor))
            if next.x >= left, previous.x <= right { follow(from: previous, to: next) }
            previous = next
        }
    }

    private static func column(_ x: Double) -> Int { Int((x * perPixel).rounded(.down)) }

    /// Extends `top` and `bottom` by the part of a segment between the curve's two ends.
    private mutating func follow(from start: Point, to end: Point) {
        func height(_ x: Double) -> Double {
            start.y + (end.y - start.y) * (x - start.x) / (end.x - start.x)
        }
        let from = start.x < left ? Point(x: left, y: height(left)) : start
        let to = end.x > right ? Point(x: right, y: height(right)) : end
        let last = CurveEnvelope.column(to.x) - first
        var y = from.y
        for column in CurveEnvelope.column(from.x) - first...last {
            var next = to.y
            if column < last {
                let border = Double(first + column + 1) / CurveEnvelope.perPixel
                next = from.y + (to.y - from.y) * (border - from.x) / (to.x - from.x)
            }
            top[column] = min(top[column], min(y, next))
            bottom[column] = max(bottom[column], max(y, next))
            y = next
        }
    }

    /// The outline of the envelope drawn with a round pen.
    func outline(radius: Double) -> Path.Contour {
        let upper = border(top.map { -$0 }, radius: radius).map { Point(x: $0.x, y: -$0.y) }
        let lower = border(bottom, radius: radius)
        return Path.Contour(upper + lower.reversed(), closed: true)
    }

    /// The greatest y of a disc of `radius` whose centre moves along the heights. It is sampled at the middle
    /// of every column and at both ends of the stroke.
    private func border(_ heights: [Double], radius: Double) -> [Point] {
        let perPixel = CurveEnvelope.perPixel
        let middles = heights.enumerated().map { index, height in
            Point(x: (Double(first + index) + 0.5) / perPixel, y: height)
        }
        var knots = middles.filter { $0.y.isFinite && $0.x > left && $0.x < right }
        knots.insert(Point(x: left, y: heights[0]), at: 0)
        knots.append(Point(x: right, y: heights[heights.count - 1]))

        let (start, end) = (left - radius, right + radius)
        let firstColumn = Int((start * perPixel).rounded(.up))
        let columns = firstColumn..<max(firstColumn, Int(end * perPixel))
        let samples = [start] + columns.map { (Double($0) + 0.5) / perPixel } + [end]
        let origin = (samples.count > 2 ? samples[1] : start) - 1 / perPixel
        var best = [Double](repeating: -.infinity, count: samples.count)
        for (knot, next) in zip(knots, knots.dropFirst() + knots.suffix(1)) {
            let run = next.x - knot.x
            let slope = run > 0 ? (next.y - knot.y) / run : 0
            // On a slope, the disc touches the border this far beside its centre.
            let lead = radius * slope / (1 + slope * slope).squareRoot()
            let near = max(0, Int(((knot.x - radius - origin) * perPixel).rounded(.down)))
            let far = min(samples.count - 1, Int(((next.x + radius - origin) * perPixel).rounded(.up)))
            for sample in stride(from: near, through: far, by: 1) {
                let middle = min(max(samples[sample] + lead, knot.x), next.x)
                let offset = middle - samples[sample]
                let room = radius * radius - offset * offset
                if room >= -1e-9 {
                    let reach = knot.y + slope * (middle - knot.x) + max(0, room).squareRoot()
                    best[sample] = max(best[sample], reach)
                }
            }
        }
        return zip(samples, best).filter { $1.isFinite }.map { Point(x: $0, y: $1) }
    }
}

extension Area {
    /// The border of an area in pixels. With several points per pixel, it is that of their range in each
    /// column.
    var envelope: Path.Contour {
        guard lower.count > 64, let first = lower.first, let last = lower.last,
            Double(lower.count) > 2 * (last.x - first.x), last.x - first.x < 1e5
        else { return outline }
        var (tops, bottoms): ([Point], [Point]) = ([], [])
        var column = -Double.infinity
        for (a, b) in zip(lower, upper) {
            let (top, bottom) = (min(a.y, b.y), max(a.y, b.y))
            if a.x.rounded(.down) == column, let index = tops.indices.last {
                tops[index].y = min(tops[index].y, top)
                bottoms[index].y = max(bottoms[index].y, bottom)
            } else {
                column = a.x.rounded(.down)
                tops.append(Point(x: a.x, y: top))
                bottoms.append(Point(x: a.x, y: bottom))
            }
        }
        return Path.Contour(tops + bottoms.reversed(), closed: true)
    }
}
