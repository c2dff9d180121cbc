import Plot

/// The envelope of a curve with more points than pixels: its least and greatest height in each of many narrow
/// columns.
///
/// The curve is followed from column to column, so the envelope is exact: it contains every peak, and
/// neighbouring columns always meet. A peak's position within its column is lost, which slants its flanks by
/// up to one column width. Columns of a quarter pixel keep that invisible.
struct CurveEnvelope {
    /// Columns per pixel.
    fileprivate static let perPixel = 4.0

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
        let low = max(start.x, clip.minX - 8)
        let high = min(end.x, clip.maxX + 8)
        guard low < high, high - low < 1e5, Double(points.count) > end.x - start.x else { return nil }
        first = Int((low * CurveEnvelope.perPixel).rounded(.down))
        left = low
        right = high
        let count = Int((high * CurveEnvelope.perPixel).rounded(.down)) - first + 1
        top = [Double](repeating: .infinity, count: count)
        bottom = [Double](repeating: -.infinity, count: count)
        // Heights far outside are clamped; they only decide how steeply a line leaves the picture.
        let reach = max(clip.height, 1) * 1000
        let (ceiling, floor) = (clip.minY - reach, clip.maxY + reach)
        let isOrdered = points.withUnsafeBufferPointer { points in
            top.withUnsafeMutableBufferPointer { top in
                bottom.withUnsafeMutableBufferPointer { bottom in
                    CurveEnvelope.follow(
                        points, into: top, bottom, first: first, range: (low, high), limits: (ceiling, floor))
                }
            }
        }
        if !isOrdered { return nil }
    }

    /// Extends `top` and `bottom` by the curve within `range`.
    ///
    /// - Returns: whether the points go from left to right.
    private static func follow(
        _ points: UnsafeBufferPointer<Point>, into top: UnsafeMutableBufferPointer<Double>,
        _ bottom: UnsafeMutableBufferPointer<Double>, first: Int, range: (low: Double, high: Double),
        limits: (ceiling: Double, floor: Double)
    ) -> Bool {
        var previous = points[0]
        var index = 0
        while index < points.count {
            var point = points[index]
            index += 1
            if point.x < previous.x { return false }
            if point.y < limits.ceiling { point.y = limits.ceiling }
            if point.y > limits.floor { point.y = limits.floor }
            defer { previous = point }
            if point.x < range.low || previous.x > range.high { continue }
            let (from, to) = cut(previous, point, range)
            var column = Int((from.x * perPixel).rounded(.down)) - first
            let last = Int((to.x * perPixel).rounded(.down)) - first
            var y = from.y
            while true {
                let next: Double
                if column < last {
                    let border = Double(first + column + 1) / perPixel
                    next = from.y + (to.y - from.y) * (border - from.x) / (to.x - from.x)
                } else {
                    next = to.y
                }
                if y < top[column] { top[column] = y }
                if next < top[column] { top[column] = next }
                if y > bottom[column] { bottom[column] = y }
                if next > bottom[column] { bottom[column] = next }
                if column == last { break }
                column += 1
                y = next
            }
        }
        return true
    }

    private static func cut(
        _ start: Point, _ end: Point, _ range: (low: Double, high: Double)
    ) -> (Point, Point) {
        if start.x >= range.low && end.x <= range.high { return (start, end) }
        func at(_ x: Double) -> Point {
            Point(x: x, y: start.y + (end.y - start.y) * (x - start.x) / (end.x - start.x))
        }
        return (
            start.x < range.low ? at(range.low) : start, end.x > range.high ? at(range.high) : end
        )
    }

    /// The outline of the envelope drawn with a round pen.
    func outline(radius: Double) -> Path.Contour {
        let upper = border(top.map { -$0 }, radius: radius).map { Point(x: $0.x, y: -$0.y) }
        let lower = border(bottom, radius: radius)
        return Path.Contour(upper + lower.reversed(), closed: true)
    }

    /// The greatest y, at the middle of each column, of a disc whose centre moves along the heights.
    private func border(_ heights: [Double], radius: Double) -> [Point] {
        var knots: [Point] = []
        knots.reserveCapacity(heights.count + 2)
        if let firstHeight = heights.first { knots.append(Point(x: left, y: firstHeight)) }
        for (index, height) in heights.enumerated() where height.isFinite {
            let x = (Double(first + index) + 0.5) / CurveEnvelope.perPixel
            if x > left && x < right { knots.append(Point(x: x, y: height)) }
        }
        if let lastHeight = heights.last { knots.append(Point(x: right, y: lastHeight)) }
        return PenBorder.border(of: knots, radius: radius)
    }
}

/// The upper border of a stroke drawn with a round pen.
enum PenBorder {
    /// The greatest y of a disc of `radius` whose centre moves along the knots, which go from left to right.
    /// It is sampled at the middle of every column, where the knots are, and at both ends of the stroke.
    static func border(of knots: [Point], radius: Double) -> [Point] {
        guard let first = knots.first, let last = knots.last else { return [] }
        let perPixel = CurveEnvelope.perPixel
        let start = first.x - radius
        let end = last.x + radius
        let firstColumn = Int((start * perPixel).rounded(.up))
        let middles = (firstColumn..<max(firstColumn, Int(end * perPixel))).map {
            (Double($0) + 0.5) / perPixel
        }
        let samples = [start] + middles + [end]
        let origin = (samples.count > 2 ? samples[1] : start) - 1 / perPixel
        var best = [Double](repeating: -.infinity, count: samples.count)
        let squared = radius * radius
        samples.withUnsafeBufferPointer { samples in
            best.withUnsafeMutableBufferPointer { best in
                for index in knots.indices {
                    let knot = knots[index]
                    let next = knots[min(index + 1, knots.count - 1)]
                    let run = next.x - knot.x
                    let slope = run > 0 ? (next.y - knot.y) / run : 0
                    // On a slope, the disc touches the border this far beside its centre.
                    let lead = radius * slope / (1 + slope * slope).squareRoot()
                    var sample = max(0, Int(((knot.x - radius - origin) * perPixel).rounded(.down)))
                    let stop = min(
                        samples.count - 1, Int(((next.x + radius - origin) * perPixel).rounded(.up)))
                    while sample <= stop {
                        let position = samples[sample]
                        let middle = min(max(position + lead, knot.x), next.x)
                        let offset = middle - position
                        let room = squared - offset * offset
                        if room >= -1e-9 {
                            let reach = knot.y + slope * (middle - knot.x) + max(0, room).squareRoot()
                            if reach > best[sample] { best[sample] = reach }
                        }
                        sample += 1
                    }
                }
            }
        }
        return samples.indices.compactMap {
            best[$0].isFinite ? Point(x: samples[$0], y: best[$0]) : nil
        }
    }
}

/// The area between two curves through data.
enum CurveBand {
    /// The border of an area in pixels. With several points per pixel, it is that of their range in each
    /// column.
    static func outline(_ area: Area) -> Path.Contour {
        let (low, high) = (area.lower, area.upper)
        guard low.count > 64, let first = low.first, let last = low.last,
            Double(low.count) > 2 * (last.x - first.x), last.x - first.x < 1e5
        else { return area.outline }
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
        return Path.Contour(upper + lower.reversed(), closed: true)
    }
}
