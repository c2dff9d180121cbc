/// Where a panel's data lie on the figure, and which colours they have.
struct PlotArea: Equatable, Sendable {
    /// In points.
    let rect: Rect
    let x: Projection
    let y: Projection
    let colors: ResolvedColorScale
    /// How far lines may extend beyond `rect`, in points: no farther than the axis lines, which hide them
    /// there.
    let overhang: Double

    /// The place of a pair of values, in points; not finite where a scale has no place for them.
    func point(_ x: Double, _ y: Double) -> Point {
        Point(x: self.x(x), y: self.y(y))
    }

    func x(_ value: Double) -> Double { Self.near(rect.minX + x.unit(value) * rect.width) }
    func y(_ value: Double) -> Double { Self.near(rect.maxY - y.unit(value) * rect.height) }

    /// The place itself, or one 10 km away instead of one farther away, because renderers cannot compute with larger numbers.
    private static func near(_ place: Double) -> Double {
        place.isFinite ? place.clamped(to: -3e7...3e7) : place
    }

    /// The places of many pairs of values, in points. Values without a place give points that are not finite;
    /// the longer list is cut.
    func points(_ xs: [Double], _ ys: [Double]) -> [Point] {
        guard x.kind == .linear, y.kind == .linear else { return zip(xs, ys).map(point) }
        // Two multiplications a point and no call, because a line may have a million of them.
        let (lowX, lowY) = (x.domain.lowerBound, y.domain.lowerBound)
        let (x0, y0) = (x(lowX), y(lowY))
        let slopeX = (x(x.domain.upperBound) - x0) / (x.domain.upperBound - lowX)
        let slopeY = (y(y.domain.upperBound) - y0) / (y.domain.upperBound - lowY)
        return zip(xs, ys).map {
            Point(x: Self.near(x0 + ($0 - lowX) * slopeX), y: Self.near(y0 + ($1 - lowY) * slopeY))
        }
    }

    /// A mark's shapes, clipped at the plot's border. The clip is half a line's width wider, because a curve
    /// along the border would otherwise lose half of its width, but no wider than the axis lines.
    func clipped(_ shapes: [Shape], lineWidth: Double = 0) -> Shape {
        .group(.mark, clip: rect.grown(by: min(lineWidth / 2, overhang)), shapes)
    }
}
