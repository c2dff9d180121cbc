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
        let centers = cells.map { Point(x: columns.center($0.column), y: rows.center($0.row)) }
        return Mark(shapes: { plot in
            let boxes = centers.map {
                Rect(from: plot.point($0.x - 0.5, $0.y - 0.5), to: plot.point($0.x + 0.5, $0.y + 0.5))
            }
            func size(_ box: Rect) -> Double { min(box.width, box.height) }
            func stroked(_ lines: [Path.Contour]) -> [Shape] {
                [plot.clipped([.stroke(Path(lines), Stroke(ink, width: width))], lineWidth: width)]
            }
            switch style {
            case .frame:
                return stroked(boxes.flatMap { Path(rect: $0.grown(by: -width / 2)).contours })
            case .cross:
                return stroked(
                    boxes.flatMap { box in
                        let arm = 0.28 * size(box)
                        return [-arm, arm].map { rise in
                            Path.Contour([
                                Point(x: box.midX - arm, y: box.midY - rise),
                                Point(x: box.midX + arm, y: box.midY + rise),
                            ])
                        }
                    })
            case .dot:
                let radius = 0.18 * (boxes.map(size).min() ?? 0)
                return [plot.clipped([.discs(boxes.map(\.center), radius: radius, ink)])]
            }
        })
    }
}
