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
    public static func cellMarkers(
        _ cells: [(row: Int, column: Int)], rows: Bands, columns: Bands, style: CellMarker = .cross,
        ink: Ink = .ink, width: Double = 0.9, label: RichText? = nil
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

    func draw(with pen: Pen) throws(PlotError) {
        let color = ink.color(in: pen.theme)
        let scale = pen.canvas.scale
        var lines = Path()
        var discs = Path()
        for center in centers {
            let cell = Rect(
                from: pen.canvas.pixel(pen.plot.point(center.x - 0.5, center.y - 0.5)),
                to: pen.canvas.pixel(pen.plot.point(center.x + 0.5, center.y + 0.5)))
            switch style {
            case .frame:
                lines.contours += Path(rect: cell.grown(by: -width * scale / 2)).contours
            case .cross:
                let arm = 0.28 * min(cell.width, cell.height)
                for sign in [-1.0, 1] {
                    lines.contours.append(
                        Path.Contour(
                            points: [
                                Point(x: cell.midX - arm, y: cell.midY - sign * arm),
                                Point(x: cell.midX + arm, y: cell.midY + sign * arm),
                            ], closed: false))
                }
            case .dot:
                discs.contours +=
                    Path(
                        circle: Point(x: cell.midX, y: cell.midY),
                        radius: 0.18 * min(cell.width, cell.height)
                    ).contours
            }
        }
        try pen.canvas.stroke(pixelPath: lines, width: width, color: color, clip: pen.clip(for: width))
        try pen.canvas.fill(pixelPath: discs, color: color, clip: pen.clip())
    }
}
