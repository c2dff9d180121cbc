/// A length on paper, kept in points (1/72 inch).
public struct Length: Hashable, Sendable {
    /// The length in points.
    public var points: Double

    /// A length in points, 1/72 inch.
    public static func points(_ value: Double) -> Length { Length(points: value) }

    /// A length in millimetres.
    public static func millimetres(_ value: Double) -> Length { Length(points: value * 72 / 25.4) }

    /// The length in millimetres.
    public var millimetres: Double { points * 25.4 / 72 }

    /// The width of one column of a journal page, 89 mm.
    public static let singleColumn = Length.millimetres(89)

    /// The width of two columns of a journal page, 183 mm.
    public static let doubleColumn = Length.millimetres(183)
}

/// A place on a figure or a picture, x to the right and y downwards.
///
/// In points from the figure's top left corner unless said otherwise.
public struct Point: Hashable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    var isFinite: Bool { x.isFinite && y.isFinite }

    /// At most 99 evenly spaced points on the segment to another point, about `distance` apart, without its
    /// ends.
    func steps(to other: Point, apart distance: Double) -> [Point] {
        let (dx, dy) = (other.x - x, other.y - y)
        let count = min(100, (dx * dx + dy * dy).squareRoot() / distance)
        guard count > 1 else { return [] }
        return stride(from: 1, to: count, by: 1).map { Point(x: x + dx * $0 / count, y: y + dy * $0 / count) }
    }
}

/// A rectangle with sides along the axes, its origin at the top left.
///
/// In points from the figure's top left corner unless said otherwise.
public struct Rect: Hashable, Sendable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The rectangle between two opposite corners given in any order.
    public init(from first: Point, to second: Point) {
        self.init(
            x: min(first.x, second.x), y: min(first.y, second.y),
            width: abs(first.x - second.x), height: abs(first.y - second.y))
    }

    public var minX: Double { x }
    public var maxX: Double { x + width }
    public var minY: Double { y }
    public var maxY: Double { y + height }
    public var midX: Double { x + width / 2 }
    public var midY: Double { y + height / 2 }
    var center: Point { Point(x: midX, y: midY) }

    /// Whether the two rectangles have more in common than a border.
    public func overlaps(_ other: Rect) -> Bool {
        minX < other.maxX && other.minX < maxX && minY < other.maxY && other.minY < maxY
    }

    /// Whether `other` lies wholly inside this rectangle, borders included.
    public func contains(_ other: Rect) -> Bool {
        minX <= other.minX && other.maxX <= maxX && minY <= other.minY && other.maxY <= maxY
    }

    /// Whether the point lies inside or on the border.
    public func contains(_ point: Point) -> Bool {
        minX <= point.x && point.x <= maxX && minY <= point.y && point.y <= maxY
    }

    /// The part that lies in both rectangles; its width or height is zero or negative if there is none.
    public func intersection(_ other: Rect) -> Rect {
        let (x, y) = (max(minX, other.minX), max(minY, other.minY))
        return Rect(x: x, y: y, width: min(maxX, other.maxX) - x, height: min(maxY, other.maxY) - y)
    }

    /// The rectangle grown by `margin` on every side (shrunk if negative).
    public func grown(by margin: Double) -> Rect {
        Rect(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
    }

    /// The rectangle with all four numbers multiplied by `factor`.
    public func scaled(by factor: Double) -> Rect {
        Rect(x: x * factor, y: y * factor, width: width * factor, height: height * factor)
    }
}

/// Room around a rectangle, in points.
struct Insets: Hashable, Sendable {
    var left = 0.0
    var right = 0.0
    var top = 0.0
    var bottom = 0.0

    /// The larger room on each side.
    func containing(_ other: Insets) -> Insets {
        Insets(
            left: max(left, other.left), right: max(right, other.right), top: max(top, other.top),
            bottom: max(bottom, other.bottom))
    }
}

extension Double {
    /// The nearest number in a range.
    func clamped(to range: ClosedRange<Double>) -> Double {
        Swift.min(range.upperBound, Swift.max(range.lowerBound, self))
    }
}
