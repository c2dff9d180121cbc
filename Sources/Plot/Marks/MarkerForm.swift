/// The form of a data point. Forms tell series apart where colours do not, as in greyscale.
public enum MarkerForm: Hashable, Sendable, CaseIterable {
    case disc
    case square
    case triangle
    case diamond

    /// The form of the series number `index`, counted from 0; the forms repeat.
    public static func series(_ index: Int) -> MarkerForm {
        allCases[Int(index.magnitude % UInt(allCases.count))]
    }

    /// Markers around points. All forms of one radius have about the same area.
    ///
    /// - Parameter radius: of a disc, in points.
    func shapes(at centers: [Point], radius: Double, _ ink: Ink) -> [Shape] {
        guard let corners else { return [.discs(centers, radius: radius, ink)] }
        let areas = centers.map { center in
            func points(_ corners: [(x: Double, y: Double)]) -> [Point] {
                corners.map { Point(x: center.x + radius * $0.x, y: center.y + radius * $0.y) }
            }
            return Area(lower: points(corners.lower), upper: points(corners.upper))
        }
        // One shape each, because translucent markers are darker where they overlap.
        return ink.opacity < 1 ? areas.map { .areas([$0], ink) } : [.areas(areas, ink)]
    }

    /// The lower and the upper border of a polygon in units of the radius, from left to right, y downwards; nil for a
    /// disc.
    private var corners: (lower: [(x: Double, y: Double)], upper: [(x: Double, y: Double)])? {
        switch self {
        case .disc: nil
        case .square: ([(-0.89, 0.89), (0.89, 0.89)], [(-0.89, -0.89), (0.89, -0.89)])
        case .triangle:
            ([(-1.27, 0.85), (0, 0.85), (1.27, 0.85)], [(-1.27, 0.85), (0, -1.4), (1.27, 0.85)])
        case .diamond: ([(-1.25, 0), (0, 1.25), (1.25, 0)], [(-1.25, 0), (0, -1.25), (1.25, 0)])
        }
    }
}
