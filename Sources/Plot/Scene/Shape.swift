/// One thing to draw.
public indirect enum Shape: Equatable, Sendable {
    /// Filled rectangles, painted one after the other. A raster renderer moves their sides to the nearest
    /// borders between pixels and draws none thinner than a pixel.
    case rectangles([Rect], Ink)
    /// Horizontal and vertical lines with square ends, painted one after the other. A raster renderer draws
    /// them with whole pixels.
    case rules([Segment], width: Double, Ink)
    /// Lines of any form, painted as one shape: a translucent ink is not darker where they cross.
    case stroke(Path, Stroke)
    /// Curves through data, which a raster renderer may draw as their envelope if they have more points than
    /// there are columns of pixels.
    case polyline(Path, Stroke)
    /// Areas between pairs of curves through data, painted as one shape. A raster renderer may reduce dense
    /// ones.
    case areas([Area], Ink)
    /// Discs around points, painted one after the other: translucent discs are darker where they overlap. The
    /// radius is in points.
    case discs([Point], radius: Double, Ink)
    /// A matrix of coloured cells.
    case cells(CellGrid)
    case text(PlacedText)
    /// Shapes that belong together, in drawing order, clipped at a rectangle unless it is nil.
    case group(Role, clip: Rect?, [Shape])

    /// The purpose of a group, for formats that keep the structure of a picture.
    public enum Role: Hashable, Sendable {
        /// A panel, counted from 0.
        case panel(Int)
        case grid
        case mark
        case axes
        case colorBar
        case strip
        case legend
    }

    /// The shape without the texts in it; nil for a text.
    var withoutTexts: Shape? {
        switch self {
        case .text: nil
        case .group(let role, let clip, let shapes):
            .group(role, clip: clip, shapes.compactMap(\.withoutTexts))
        default: self
        }
    }

    /// The texts in this shape, in drawing order.
    var texts: [PlacedText] {
        switch self {
        case .text(let text): [text]
        case .group(_, _, let shapes): shapes.flatMap(\.texts)
        default: []
        }
    }
}

/// A straight line between two points.
public struct Segment: Hashable, Sendable {
    public var start: Point
    public var end: Point

    public init(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
        start = Point(x: x0, y: y0)
        end = Point(x: x1, y: y1)
    }

    /// The line, which must be horizontal or vertical, drawn with a stroke.
    func shape(_ stroke: Stroke) -> Shape {
        stroke.dash.isEmpty
            ? .rules([self], width: stroke.width, stroke.ink) : .stroke(Path(line: [start, end]), stroke)
    }
}

/// How a line is drawn. Corners are always round.
public struct Stroke: Hashable, Sendable {
    public var ink: Ink
    /// In points.
    public var width: Double
    /// Lengths of ink and gap in turn, in points; empty for a solid line. Dashes have square ends.
    public var dash: [Double]
    /// Whether a solid line has round ends; otherwise it ends square at its last point.
    public var hasRoundEnds: Bool

    public init(_ ink: Ink, width: Double, dash: [Double] = [], hasRoundEnds: Bool = true) {
        self.ink = ink
        self.width = width
        self.dash = dash
        self.hasRoundEnds = hasRoundEnds
    }
}

/// The area between two curves over the same positions, point by point.
public struct Area: Hashable, Sendable {
    public var lower: [Point]
    /// As many points as `lower`.
    public var upper: [Point]

    public init(lower: [Point], upper: [Point]) {
        self.lower = lower
        self.upper = upper
    }

    /// The border: the upper curve, then the lower one back.
    public var outline: Path.Contour { Path.Contour(upper + lower.reversed(), closed: true) }
}
