import Plot

extension Path {
    /// The part inside `rect`: lines are cut at its border, polygons are closed along it.
    ///
    /// Coordinates far outside would overflow the rasteriser's fixed-point numbers.
    func clipped(to rect: Rect) -> Path {
        Path(
            contours.flatMap { contour in
                guard contour.closed else { return rect.lines(through: contour.points) }
                let corners = rect.polygon(contour.points)
                return corners.count > 2 ? [Contour(corners, closed: true)] : []
            })
    }
}

extension Rect {
    /// The parts of an open line inside the rectangle.
    fileprivate func lines(through points: [Point]) -> [Path.Contour] {
        if points.count == 1, contains(points[0]) { return [Path.Contour(points)] }
        var contours: [Path.Contour] = []
        var current: [Point] = []
        for (start, end) in zip(points, points.dropFirst()) {
            guard let (from, to) = segment(from: start, to: end) else { continue }
            if current.last != from {
                if current.count > 1 { contours.append(Path.Contour(current)) }
                current = [from]
            }
            current.append(to)
        }
        if current.count > 1 { contours.append(Path.Contour(current)) }
        return contours
    }

    /// The part of a segment inside the rectangle (Liang and Barsky, 1984).
    private func segment(from start: Point, to end: Point) -> (Point, Point)? {
        if contains(start) && contains(end) { return (start, end) }
        let (dx, dy) = (end.x - start.x, end.y - start.y)
        var (first, last) = (0.0, 1.0)
        for (delta, room) in [
            (-dx, start.x - minX), (dx, maxX - start.x), (-dy, start.y - minY), (dy, maxY - start.y),
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
        func at(_ share: Double) -> Point { Point(x: start.x + share * dx, y: start.y + share * dy) }
        return (first == 0 ? start : at(first), last == 1 ? end : at(last))
    }

    /// The part of a polygon inside the rectangle, cut at one side after the other (Sutherland and Hodgman,
    /// 1974).
    fileprivate func polygon(_ points: [Point]) -> [Point] {
        if points.allSatisfy(contains) { return points }
        let depths: [(Point) -> Double] = [
            { $0.x - minX }, { maxX - $0.x }, { $0.y - minY }, { maxY - $0.y },
        ]
        return depths.reduce(points) { points, depth in
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
}
