/// Where a panel's data lie in a scene.
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
