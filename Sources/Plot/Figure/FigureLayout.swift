import Foundation

/// A figure with everything in its place, in points from its top left corner.
public struct FigureLayout: Sendable {
    public let width: Length
    public let height: Length
    public let panels: [PanelLayout]
    let title: PlacedText?

    /// All texts of the figure.
    public var texts: [PlacedText] {
        (title.map { [$0] } ?? []) + panels.flatMap(\.texts)
    }

    /// The size of the figure's picture in pixels.
    public func pixelSize(dotsPerInch: Double) -> (width: Int, height: Int) {
        let scale = dotsPerInch / 72
        return (Int((width.points * scale).rounded()), Int((height.points * scale).rounded()))
    }

    /// The figure as a PNG picture with its resolution written into it.
    ///
    /// - Throws: `PlotError.invalidSize`, `.tooLarge`, `.outOfMemory`, `.text`, `.rasterizer`, `.encoding` or
    ///   `.invalidData`.
    public func png(dotsPerInch: Double, theme: Theme = .light) throws(PlotError) -> Data {
        let canvas = try Canvas(
            width: width, height: height, dotsPerInch: dotsPerInch, background: theme.background)
        for panel in panels {
            try PanelPainter(panel: panel, canvas: canvas, theme: theme).paint()
        }
        for text in texts {
            try canvas.draw(
                text.block, at: text.origin, upwards: text.upwards, color: text.ink.color(in: theme))
        }
        return try canvas.png()
    }
}

/// A panel with everything in its place.
public struct PanelLayout: Sendable {
    /// Where the data are, in points.
    public var plotArea: Rect { plot.rect }

    /// All texts of the panel.
    public internal(set) var texts: [PlacedText] = []

    let panel: Panel
    let plot: PlotArea
    let x: ResolvedAxis
    let y: ResolvedAxis
    /// Values and colours of cells.
    public let colors: ResolvedColorScale
    let typography: Typography
    var legend: LegendLayout?
    var bar: ColorBarLayout?
    var strips: [StripLayout] = []

    /// Where a pair of values lands, in points; not finite where a scale has no place for it.
    public func point(x: Double, y: Double) -> Point { plot.point(x, y) }

    /// Where a pair of values lands in a picture, in pixels from its top left corner.
    public func pixel(x: Double, y: Double, dotsPerInch: Double) -> Point {
        let point = plot.point(x, y)
        return Point(x: point.x * dotsPerInch / 72, y: point.y * dotsPerInch / 72)
    }

    /// The values at the ends of the x axis.
    public var xDomain: ClosedRange<Double> { x.projection.domain }

    /// The values at the ends of the y axis.
    public var yDomain: ClosedRange<Double> { y.projection.domain }

    /// The labelled values along the x axis.
    public var xTicks: [Double] { x.ticks.filter { $0.label != nil }.map(\.value) }

    /// The labelled values along the y axis.
    public var yTicks: [Double] { y.ticks.filter { $0.label != nil }.map(\.value) }

    /// The legend's box, if there is one inside the plot or above it.
    public var legendBox: Rect? { legend?.box }

    /// The legend's box if it stands above the plot.
    var legendAbove: Rect? { legend.flatMap { $0.box.maxY <= plotArea.minY ? $0.box : nil } }

    /// Moves a legend that stands above the plot.
    ///
    /// - Parameter top: where its box begins.
    mutating func raiseLegend(to top: Double) {
        guard let box = legendAbove else { return }
        let distance = top - box.minY
        legend?.move(by: distance)
        for index in texts.indices where texts[index].role == .legend { texts[index].origin.y += distance }
    }

    /// The colour bar's box, if there is one.
    public var colorBarBox: Rect? { bar?.rect }
}

struct LegendLayout: Sendable {
    struct Entry: Sendable {
        let symbols: [LegendKey.Symbol]
        /// Where the symbol is drawn.
        var swatch: Rect
        var text: PlacedText
    }

    private(set) var box: Rect
    private(set) var entries: [Entry]

    /// Moves everything down by so many points.
    mutating func move(by distance: Double) {
        box.y += distance
        for index in entries.indices {
            entries[index].swatch.y += distance
            entries[index].text.origin.y += distance
        }
    }
}

struct ColorBarLayout: Sendable {
    let rect: Rect
    let axis: ResolvedAxis
}

struct StripLayout: Sendable {
    let strip: Strip
    /// Top and bottom of the bracket or bar.
    let top: Double
    let bottom: Double
}
