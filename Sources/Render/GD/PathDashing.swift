import Plot

extension Path {
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

/// Follows lines and keeps the inked parts of a dash pattern.
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
                    contours.append(Path.Contour(current))
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
            contours.append(Path.Contour(current))
        }
        return contours
    }
}
