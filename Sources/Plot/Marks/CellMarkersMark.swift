extension Mark {
    /// How single cells of a matrix are marked.
    public enum CellMarker: Hashable, Sendable {
        /// A frame inside the cell's border.
        case frame
        /// A cross from corner to corner.
        case cross
        /// A dot in the middle.
        case dot
    }

    /// Marks on some cells of a matrix, for instance wrong bits.
    ///
    /// - Parameters:
    ///   - cells: row and column of each.
    ///   - rows: the matrix' row bands.
    ///   - columns: the matrix' column bands.
    ///   - width: of the lines of frames and crosses, in points.
    public static func cellMarkers(
        _ cells: [(row: Int, column: Int)], rows: Bands, columns: Bands, style: CellMarker = .cross,
        ink: Ink = .ink, width: Double = 0.9
    ) -> Mark {
        Mark(
            CellMarkersMark(
                centers: cells.map { Point(x: columns.center($0.column), y: rows.center($0.row)) },
                style: style, ink: ink, width: width))
    }
}

struct CellMarkersMark: MarkBody {
    /// In data units.
    let centers: [Point]
    let style: Mark.CellMarker
    let ink: Ink
    let width: Double

    func measure(_ data: inout DataExtents) {}

    func shapes(in plot: PlotArea) -> [Shape] {
        var lines = Path()
        var dots: (centers: [Point], radius: Double) = ([], .infinity)
        for center in centers {
            let cell = Rect(
                from: plot.point(center.x - 0.5, center.y - 0.5),
                to: plot.point(center.x + 0.5, center.y + 0.5))
            let size = min(cell.width, cell.height)
            switch style {
            case .frame:
                lines.contours += Path(rect: cell.grown(by: -width / 2)).contours
            case .cross:
                let arm = 0.28 * size
                for sign in [-1.0, 1] {
                    lines.contours.append(
                        Path.Contour([
                            Point(x: cell.midX - arm, y: cell.midY - sign * arm),
                            Point(x: cell.midX + arm, y: cell.midY + sign * arm),
                        ]))
                }
            case .dot:
                dots = (dots.centers + [Point(x: cell.midX, y: cell.midY)], min(dots.radius, 0.18 * size))
            }
        }
        if style == .dot { return [plot.clipped([.discs(dots.centers, radius: dots.radius, ink)])] }
        return [plot.clipped([.stroke(lines, Stroke(ink, width: width))], lineWidth: width)]
    }
}
