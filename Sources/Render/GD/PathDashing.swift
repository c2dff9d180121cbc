import Plot

extension Path {
    /// The lines cut into dashes; `pattern` lists lengths of ink and gap in turn, in pixels.
    func dashed(_ pattern: [Double]) -> Path {
        guard pattern.reduce(0, +) > 0, pattern.allSatisfy({ $0 >= 0 }) else { return self }
        // After an odd number of lengths, ink and gap have changed places.
        let lengths = pattern.count.isMultiple(of: 2) ? pattern : pattern + pattern
        return Path(contours.flatMap { $0.dashed(lengths) })
    }
}

extension Path.Contour {
    fileprivate func dashed(_ lengths: [Double]) -> [Path.Contour] {
        guard var position = points.first else { return [] }
        var dashes: [Path.Contour] = []
        var current = [position]
        var index = 0
        var left = lengths[0]
        for end in points.dropFirst() + (closed ? points.prefix(1) : []) {
            var (dx, dy) = (end.x - position.x, end.y - position.y)
            var length = (dx * dx + dy * dy).squareRoot()
            while length > left {
                let share = left / length
                position = Point(x: position.x + share * dx, y: position.y + share * dy)
                (dx, dy) = (end.x - position.x, end.y - position.y)
                length -= left
                if index.isMultiple(of: 2) { dashes.append(Path.Contour(current + [position])) }
                current = [position]
                index = (index + 1) % lengths.count
                left = lengths[index]
            }
            left -= length
            position = end
            current.append(end)
        }
        if index.isMultiple(of: 2), current.count > 1 { dashes.append(Path.Contour(current)) }
        return dashes
    }
}
