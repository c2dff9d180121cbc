/// Polygons and open lines, in points.
public struct Path: Hashable, Sendable {
    /// One polygon or line, given by its corners.
    public struct Contour: Hashable, Sendable {
        public var points: [Point]
        /// Whether the last corner is joined to the first, as in a polygon.
        public var closed: Bool

        public init(_ points: [Point], closed: Bool = false) {
            self.points = points
            self.closed = closed
        }
    }

    public var contours: [Contour]

    public init(_ contours: [Contour] = []) {
        self.contours = contours
    }

    /// One open line.
    public init(line points: [Point]) {
        self.init([Contour(points)])
    }

    /// The border of a rectangle.
    public init(rect: Rect) {
        self.init([
            Contour(
                [
                    Point(x: rect.minX, y: rect.minY), Point(x: rect.maxX, y: rect.minY),
                    Point(x: rect.maxX, y: rect.maxY), Point(x: rect.minX, y: rect.maxY),
                ], closed: true)
        ])
    }
}
