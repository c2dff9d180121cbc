import Plot

extension Path {
    /// The part inside `rect`: lines are cut at its border, polygons are closed along it.
    ///
    /// Coordinates far outside would overflow the rasteriser's fixed-point numbers.
    func clipped(to rect: Rect) -> Path {
        var result = Path()
        for contour in contours {
            if contour.closed {
                let points = PolygonClipper(rect: rect).clip(contour.points)
                if points.count > 2 { result.contours.append(Contour(points, closed: true)) }
            } else {
                result.contours += LineClipper(rect: rect).clip(contour.points)
            }
        }
        return result
    }
}

/// Clips lines at a rectangle (Liang and Barsky, 1984).
private struct LineClipper {
    let rect: Rect

    func clip(_ points: [Point]) -> [Path.Contour] {
        if points.count == 1, let only = points.first, rect.contains(only) {
            return [Path.Contour(points)]
        }
        var contours: [Path.Contour] = []
        var current: [Point] = []
        var previous: Point?
        for point in points {
            if let start = previous {
                if let (from, to) = inside(start, point) {
                    if current.last != from {
                        if current.count > 1 { contours.append(Path.Contour(current)) }
                        current = [from]
                    }
                    current.append(to)
                }
            }
            previous = point
        }
        if current.count > 1 { contours.append(Path.Contour(current)) }
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

/// Clips a polygon at the four sides of a rectangle, one after the other (Sutherland and Hodgman, 1974).
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
