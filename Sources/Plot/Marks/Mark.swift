/// One layer of a panel: a line, a row of bars, a matrix of cells.
///
/// A chart is a list of marks in drawing order. Each kind is made by a static function (`.line`, `.band`,
/// `.cells`, …) found in the file of its name.
public struct Mark: Sendable {
    let body: any MarkBody

    init(_ body: some MarkBody) {
        self.body = body
    }
}

/// What every kind of mark can do.
protocol MarkBody: Sendable {
    /// The values that the axes and the colour scale must show.
    func measure(_ data: inout DataExtents)

    /// What the legend shows for this mark; empty if it has no label.
    var legendKeys: [LegendKey] { get }

    /// Whether the mark needs room between its outermost data and the panel's border along x.
    var wantsRoomAtSides: Bool { get }

    /// Whether the mark is drawn over the axis lines, so that these do not cut through what lies on them.
    var liesOverAxes: Bool { get }

    /// Texts that belong to the mark, placed before anything is drawn.
    func texts(in plot: PlotArea, _ typesetter: inout Typesetter) throws(PlotError) -> [PlacedText]

    /// Places, in points, that a legend had better not cover.
    func landmarks(in plot: PlotArea) -> [Point]

    /// Draws the mark.
    func draw(with pen: Pen) throws(PlotError)
}

extension MarkBody {
    var legendKeys: [LegendKey] { [] }
    var wantsRoomAtSides: Bool { false }
    var liesOverAxes: Bool { false }
    func texts(in plot: PlotArea, _ typesetter: inout Typesetter) throws(PlotError) -> [PlacedText] { [] }
    func landmarks(in plot: PlotArea) -> [Point] { [] }
}

/// The ranges of the data of all marks of a panel.
struct DataExtents: Sendable {
    var x = Extent()
    var y = Extent()
    var color = Extent()
}

/// One line of a legend.
struct LegendKey: Sendable {
    enum Symbol: Hashable, Sendable {
        case line(Ink, width: Double, dash: [Double])
        case area(Ink)
        case frame(Ink, width: Double)
        case dot(Ink, radius: Double, isHollow: Bool)
    }

    var label: RichText
    var symbols: [Symbol]
}

/// Where a panel's data lie on the figure.
struct PlotArea: Sendable {
    /// In points.
    let rect: Rect
    let x: Projection
    let y: Projection

    /// The place of a pair of values, in points; not finite where a scale has no place for them.
    func point(_ x: Double, _ y: Double) -> Point {
        Point(x: self.x(x), y: self.y(y))
    }

    func x(_ value: Double) -> Double { rect.minX + x.unit(value) * rect.width }
    func y(_ value: Double) -> Double { rect.maxY - y.unit(value) * rect.height }
}

/// A canvas together with all that a mark needs to draw on it.
struct Pen {
    let canvas: Canvas
    let plot: PlotArea
    let theme: Theme
    let colors: ResolvedColorScale
    /// How far lines may reach beyond the plot, in points: as far as the axis lines, which cover their rims there.
    let overhang: Double

    /// Places of many pairs of values, in pixels. Values without a place become NaN.
    func pixels(_ xs: [Double], _ ys: [Double]) -> [Point] {
        let count = min(xs.count, ys.count)
        return [Point](unsafeUninitializedCapacity: count) { buffer, initialized in
            let scale = canvas.scale
            if plot.x.kind == .linear, plot.y.kind == .linear {
                // Two multiplications a point: a line may have a million of them.
                let x0 = plot.x(plot.x.domain.lowerBound) * scale
                let y0 = plot.y(plot.y.domain.lowerBound) * scale
                let (lowX, lowY) = (plot.x.domain.lowerBound, plot.y.domain.lowerBound)
                let slopeX =
                    (plot.x(plot.x.domain.upperBound) * scale - x0) / (plot.x.domain.upperBound - lowX)
                let slopeY =
                    (plot.y(plot.y.domain.upperBound) * scale - y0) / (plot.y.domain.upperBound - lowY)
                var index = 0
                while index < count {
                    buffer[index] = Point(
                        x: x0 + (xs[index] - lowX) * slopeX, y: y0 + (ys[index] - lowY) * slopeY)
                    index += 1
                }
            } else {
                for index in 0..<count {
                    buffer[index] = canvas.pixel(plot.point(xs[index], ys[index]))
                }
            }
            initialized = count
        }
    }

    /// The panel's area grown by half a line, so that a curve along the border is not cut in two, but not beyond the
    /// axis lines.
    func clip(for width: Double = 0) -> Rect { plot.rect.grown(by: min(width / 2, overhang)) }
}
