import Plot

/// The colours of values, as pixels.
struct CellPalette {
    private let table: [Int32]
    private let missing: Int32
    private let low: Double
    private let high: Double

    init(colors: ResolvedColorScale, theme: Theme) {
        table = colors.map.table(theme: theme).map { Int32($0.hex) }
        missing = Int32(theme.missing.hex)
        low = colors.domain.lowerBound
        high = colors.domain.upperBound
    }

    func pixel(_ value: Double) -> Int32 {
        let share = (value - low) / (high - low)
        let last = Double(table.count - 1)
        return share.isNaN ? missing : table[Int((min(1, max(0, share)) * last).rounded())]
    }

    /// The value, or the nearer end of the scale for an infinite one, because the mean would be infinite too.
    func finite(_ value: Double) -> Double {
        value == .infinity ? high : value == -.infinity ? low : value
    }
}

/// Paints a matrix of cells. A pixel shows the mean of its cells, weighted by their areas in the pixel; NaN
/// is left out.
struct CellPainter {
    /// Row after row.
    let values: [Double]
    /// Cells in a row.
    let columnCount: Int
    let rows: CellCover
    let columns: CellCover
    let palette: CellPalette

    func paint(on canvas: Canvas) {
        let stretches = columns.stretches
        var line: [Int32] = []
        var previous = CellCover.Share()
        for (index, row) in rows.shares.enumerated() where !row.lengths.isEmpty {
            // Rows of pixels with the same cells are equal.
            if row != previous { line = pixels(of: row) }
            previous = row
            for stretch in stretches {
                canvas.set(
                    row: rows.pixels.lowerBound + index, from: columns.pixels.lowerBound + stretch.lowerBound,
                    to: line[stretch])
            }
        }
    }

    /// One row of pixels: sums over the rows of cells first, then means over the columns in each pixel.
    private func pixels(of row: CellCover.Share) -> [Int32] {
        var sums = [Double](repeating: 0, count: columnCount)
        var weights = sums
        for (offset, length) in row.lengths.enumerated() {
            let start = (row.first + offset) * columnCount
            let cells = values[start..<start + columnCount]
            for (column, value) in cells.enumerated() where !value.isNaN {
                sums[column] += length * palette.finite(value)
                weights[column] += length
            }
        }
        return columns.shares.map { share in
            var (sum, weight) = (0.0, 0.0)
            for (offset, length) in share.lengths.enumerated() {
                sum += length * sums[share.first + offset]
                weight += length * weights[share.first + offset]
            }
            return palette.pixel(weight > 0 ? sum / weight : .nan)
        }
    }
}
