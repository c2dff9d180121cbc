/// Straight lines through points, in pixels; curves are flattened before they come here.
struct Path: Sendable {
    /// Each contour is a list of corners; `closed` ones end where they began.
    struct Contour: Sendable {
        var points: [Point]
        var closed: Bool
    }

    var contours: [Contour] = []

    init() {}

    /// One open line.
    init(line points: [Point]) {
        contours = [Contour(points: points, closed: false)]
    }

    /// One closed shape.
    init(polygon points: [Point]) {
        contours = [Contour(points: points, closed: true)]
    }

    /// A circle as a polygon whose sides stay within a twentieth of a pixel of it.
    init(circle center: Point, radius: Double) {
        let count = max(8, Int((2.2 * (max(radius, 1) / 0.05).squareRoot()).rounded(.up)))
        self.init(
            polygon: (0..<count).map { index in
                let angle = 2 * Double.pi * Double(index) / Double(count)
                return Point(x: center.x + radius * cosine(angle), y: center.y + radius * sine(angle))
            })
    }

    /// A rectangle.
    init(rect: Rect) {
        self.init(polygon: [
            Point(x: rect.minX, y: rect.minY), Point(x: rect.maxX, y: rect.minY),
            Point(x: rect.maxX, y: rect.maxY), Point(x: rect.minX, y: rect.maxY),
        ])
    }

    /// The part of the contours inside `rect`: lines are cut at its border, shapes are closed along it.
    ///
    /// What lies far outside must go before coordinates become the rasteriser's fixed-point numbers, which
    /// overflow.
    func clipped(to rect: Rect) -> Path {
        var result = Path()
        for contour in contours {
            if contour.closed {
                let points = PolygonClipper(rect: rect).clip(contour.points)
                if points.count > 2 { result.contours.append(Contour(points: points, closed: true)) }
            } else {
                result.contours += LineClipper(rect: rect).clip(contour.points)
            }
        }
        return result
    }

    /// The lines cut into dashes; `pattern` lists lengths of ink and gap in turn, in pixels.
    func dashed(_ pattern: [Double]) -> Path {
        let period = pattern.reduce(0, +)
        guard period > 0, pattern.allSatisfy({ $0 >= 0 }) else { return self }
        var result = Path()
        for contour in contours {
            var dasher = Dasher(pattern: pattern)
            let points = contour.closed ? contour.points + contour.points.prefix(1) : contour.points
            result.contours += dasher.cut(points)
        }
        return result
    }
}

/// Cuts lines at the border of a rectangle (Liang and Barsky's parametric test of each segment).
private struct LineClipper {
    let rect: Rect

    func clip(_ points: [Point]) -> [Path.Contour] {
        if points.count == 1, let only = points.first, rect.contains(only) {
            return [Path.Contour(points: points, closed: false)]
        }
        var contours: [Path.Contour] = []
        var current: [Point] = []
        var previous: Point?
        for point in points {
            if let start = previous {
                if let (from, to) = inside(start, point) {
                    if current.last != from {
                        if current.count > 1 { contours.append(Path.Contour(points: current, closed: false)) }
                        current = [from]
                    }
                    current.append(to)
                }
            }
            previous = point
        }
        if current.count > 1 { contours.append(Path.Contour(points: current, closed: false)) }
        return contours
    }

    private func inside(_ start: Point, _ end: Point) -> (Point, Point)? {
        if rect.contains(start) && rect.contains(end) { return (start, end) }
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        var (first, last) = (0.0, 1.0)
        for (delta, room) in [
            (-dx, start.x - rect.minX), (dx, rect.maxX - start.x), (-dy, start.y - rect.minY),
            (dy, rect.maxY - start.y),
        ] {
            if delta == 0 {
                if room < 0 { return nil }
            } else if delta < 0 {
                first = max(first, room / delta)
            } else {
                last = min(last, room / delta)
            }
        }
        guard first <= last else { return nil }
        let from = first == 0 ? start : Point(x: start.x + first * dx, y: start.y + first * dy)
        let to = last == 1 ? end : Point(x: start.x + last * dx, y: start.y + last * dy)
        return (from, to)
    }
}

/// Cuts a polygon by the four sides of a rectangle, one after the other (Sutherland and Hodgman).
private struct PolygonClipper {
    let rect: Rect

    func clip(_ points: [Point]) -> [Point] {
        if points.allSatisfy(rect.contains) { return points }
        var result = cut(points, { $0.x - rect.minX })
        result = cut(result, { rect.maxX - $0.x })
        result = cut(result, { $0.y - rect.minY })
        return cut(result, { rect.maxY - $0.y })
    }

    private func cut(_ points: [Point], _ depth: (Point) -> Double) -> [Point] {
        guard var previous = points.last else { return [] }
        var result: [Point] = []
        result.reserveCapacity(points.count + 4)
        var before = depth(previous)
        for point in points {
            let now = depth(point)
            if (before < 0) != (now < 0) {
                let share = before / (before - now)
                result.append(
                    Point(
                        x: previous.x + share * (point.x - previous.x),
                        y: previous.y + share * (point.y - previous.y)))
            }
            if now >= 0 { result.append(point) }
            previous = point
            before = now
        }
        return result
    }
}

/// Walks along lines and keeps the inked stretches of a dash pattern.
private struct Dasher {
    let pattern: [Double]
    private var index = 0
    private var left: Double

    init(pattern: [Double]) {
        self.pattern = pattern
        left = pattern.first ?? 0
    }

    mutating func cut(_ points: [Point]) -> [Path.Contour] {
        guard var position = points.first else { return [] }
        var contours: [Path.Contour] = []
        var current = [position]
        for end in points.dropFirst() {
            var length =
                ((end.x - position.x) * (end.x - position.x)
                + (end.y - position.y) * (end.y - position.y)).squareRoot()
            while length > left {
                let share = left / length
                position = Point(
                    x: position.x + share * (end.x - position.x), y: position.y + share * (end.y - position.y)
                )
                length -= left
                if index.isMultiple(of: 2) {
                    current.append(position)
                    contours.append(Path.Contour(points: current, closed: false))
                }
                current = [position]
                index = (index + 1) % (pattern.count.isMultiple(of: 2) ? pattern.count : 2 * pattern.count)
                left = pattern[index % pattern.count]
            }
            left -= length
            position = end
            current.append(end)
        }
        if index.isMultiple(of: 2), current.count > 1 {
            contours.append(Path.Contour(points: current, closed: false))
        }
        return contours
    }
}
