/// A matrix of values with the places and the colour scale of its cells.
public struct CellGrid: Equatable, Sendable {
    /// Row after row, `rows.count · columns.count` of them. NaN cells take the theme's colour of missing
    /// values.
    public var values: [Double]
    /// The top and the bottom of each row.
    public var rows: [Side]
    /// The left and the right end of each column.
    public var columns: [Side]
    public var colors: ResolvedColorScale
    /// Whether a pixel that covers several cells shows their mean, weighted by area. Otherwise it shows one
    /// of them, which suits the steps of a continuous scale.
    public var isAveraged = true

    /// The two ends of a row or a column of cells, in points and in any order.
    public struct Side: Hashable, Sendable {
        public var start: Double
        public var end: Double
    }

    /// Missing values, NaN, are equal to each other here.
    public static func == (left: CellGrid, right: CellGrid) -> Bool {
        left.rows == right.rows && left.columns == right.columns && left.colors == right.colors
            && left.isAveraged == right.isAveraged
            && left.values.elementsEqual(right.values) { $0 == $1 || $0.isNaN && $1.isNaN }
    }
}
