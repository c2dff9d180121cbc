/// A picture before it has pixels: what a layout comes to and what a renderer draws.
///
/// All lengths are points (1/72 inch) from the picture's top left corner, x to the right and y downwards. A scene
/// names inks, not colours: the renderer resolves them in a theme, so one scene serves paper, light and dark pages.
public struct Scene: Equatable, Sendable {
    public var width: Length
    public var height: Length
    /// In drawing order.
    public var shapes: [Shape]
    /// Where the data of each panel lie, panel by panel; empty if the scene does not come from a figure.
    package var panels: [PanelPlace] = []

    public init(width: Length, height: Length, shapes: [Shape]) {
        self.width = width
        self.height = height
        self.shapes = shapes
    }

    /// All texts, in drawing order.
    public var texts: [PlacedText] { shapes.flatMap(\.texts) }
}

/// One thing to draw.
public indirect enum Shape: Equatable, Sendable {
    /// Filled rectangles, painted one after the other. Kept apart from other areas because a raster renderer moves
    /// their sides to the nearest borders between pixels, and draws none thinner than a pixel.
    case rectangles([Rect], Ink)
    /// Straight lines along an axis with square ends, painted one after the other. Kept apart from other lines because a raster
    /// renderer draws them as whole pixels.
    case rules([Segment], width: Double, Ink)
    /// Lines of any form, painted as one shape: a translucent ink is laid on once where they cross.
    case stroke(Path, Stroke)
    /// Curves through data. Kept apart from other lines because a renderer may reduce a curve with more points than it
    /// has columns of pixels.
    case polyline(Path, Stroke)
    /// The areas between pairs of curves through data, painted as one shape; dense ones may be reduced.
    case areas([Area], Ink)
    /// Discs of one radius, painted one after the other: translucent discs are darker where they overlap.
    case discs([Point], radius: Double, Ink)
    /// A matrix of coloured cells.
    case cells(CellGrid)
    case text(PlacedText)
    /// Shapes that belong together, in drawing order, cut off at `clip` if it is not nil.
    case group(Role, clip: Rect?, [Shape])

    /// What a group is, for renderers that keep the structure and for tests.
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

    public init(_ start: Point, _ end: Point) {
        self.start = start
        self.end = end
    }

    init(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
        self.init(Point(x: x0, y: y0), Point(x: x1, y: y1))
    }

    /// The line, which must be along an axis, drawn with a stroke.
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
    /// Whether the ends of a solid line are round; square ends do not reach beyond the last point.
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

/// A matrix of values with the places and the colour scale of its cells.
public struct CellGrid: Equatable, Sendable {
    /// Row after row, `rows.count · columns.count` of them. NaN cells take the theme's colour of missing values.
    public var values: [Double]
    /// The top and the bottom of each row, in points and in any order.
    public var rows: [Side]
    /// The left and the right end of each column.
    public var columns: [Side]
    public var colors: ResolvedColorScale
    /// What a pixel shows that covers several cells: their mean, weighed by area, or the colour of one of them, which is right for
    /// the steps of a continuous scale.
    public var isAveraged: Bool

    /// The two ends of a row or a column of cells, in points and in any order.
    public struct Side: Hashable, Sendable {
        public var start: Double
        public var end: Double

        public init(_ start: Double, _ end: Double) {
            self.start = start
            self.end = end
        }
    }

    public init(
        values: [Double], rows: [Side], columns: [Side], colors: ResolvedColorScale, isAveraged: Bool = true
    ) {
        self.values = values
        self.rows = rows
        self.columns = columns
        self.colors = colors
        self.isAveraged = isAveraged
    }

    /// Missing values, NaN, are equal to each other here.
    public static func == (left: CellGrid, right: CellGrid) -> Bool {
        left.rows == right.rows && left.columns == right.columns && left.colors == right.colors
            && left.isAveraged == right.isAveraged
            && left.values.elementsEqual(right.values) { $0 == $1 || $0.isNaN && $1.isNaN }
    }
}

/// Where a panel's data lie on the figure, for whoever must find a datum in the picture.
package struct PanelPlace: Equatable, Sendable {
    let plot: PlotArea
    let x: ResolvedAxis
    let y: ResolvedAxis
    package let legendBox: Rect?
    package let colorBarBox: Rect?
    package let texts: [PlacedText]

    /// The plot's rectangle, in points.
    package var plotArea: Rect { plot.rect }
    /// Values and colours of cells.
    package var colors: ResolvedColorScale { plot.colors }

    /// Where a pair of values lands, in points; not finite where a scale has no place for it.
    package func point(x: Double, y: Double) -> Point { plot.point(x, y) }

    /// Where a pair of values lands in a picture, in pixels from its top left corner.
    package func pixel(x: Double, y: Double, dotsPerInch: Double) -> Point {
        let point = plot.point(x, y)
        return Point(x: point.x * dotsPerInch / 72, y: point.y * dotsPerInch / 72)
    }

    package var xDomain: ClosedRange<Double> { x.projection.domain }
    package var yDomain: ClosedRange<Double> { y.projection.domain }
    /// The labelled values along the x axis.
    package var xTicks: [Double] { x.ticks.filter { $0.label != nil }.map(\.value) }
    /// The labelled values along the y axis.
    package var yTicks: [Double] { y.ticks.filter { $0.label != nil }.map(\.value) }
}
