/// The colours of values, as pixels.
struct CellPalette {
    private let table: [Int32]
    private let missing: Int32
    private let low: Double
    private let high: Double

    private static let steps = 255.0

    init(colors: ResolvedColorScale, theme: Theme) {
        table = (0...Int(CellPalette.steps)).map { step in
            Int32(colors.map.color(at: Double(step) / CellPalette.steps, theme: theme).hex)
        }
        missing = Int32(theme.missing.hex)
        low = colors.domain.lowerBound
        high = colors.domain.upperBound
    }

    func pixel(_ value: Double) -> Int32 {
        let share = (value - low) / (high - low)
        return share.isNaN ? missing : table[Int((min(1, max(0, share)) * CellPalette.steps).rounded())]
    }

    /// The value, or the nearer end of the scale for an infinite one, which no mean could hold.
    func finite(_ value: Double) -> Double {
        value == .infinity ? high : value == -.infinity ? low : value
    }
}

/// Paints a matrix of cells.
///
/// Whole cells are laid down as one line of pixels, which is then copied; only a matrix with more cells than
/// pixels is worked out pixel by pixel.
struct CellPainter {
    /// Row after row.
    let values: [Double]
    let rows: CellCover
    let columns: CellCover
    let palette: CellPalette

    func paint(on canvas: Canvas) {
        if let rowRuns = rows.runs, let columnRuns = columns.runs {
            paint(rowRuns, columnRuns, on: canvas)
        } else {
            paintMeans(on: canvas)
        }
    }

    private func paint(_ rowRuns: [CellCover.Run], _ columnRuns: [CellCover.Run], on canvas: Canvas) {
        let stretches = CellPainter.stretches(columnRuns)
        for row in rowRuns {
            let line = row.pixels.lowerBound
            for column in columnRuns {
                canvas.fill(
                    row: line, columns: column.pixels,
                    with: palette.pixel(values[row.cell * columns.count + column.cell]))
            }
            // What shows through the gaps between columns stays as it is.
            for stretch in stretches { canvas.copy(columns: stretch, of: line, to: row.pixels.dropFirst()) }
        }
    }

    /// Pixels covered without a gap.
    private static func stretches(_ runs: [CellCover.Run]) -> [Range<Int>] {
        var result: [Range<Int>] = []
        for pixels in runs.map(\.pixels).sorted(by: { $0.lowerBound < $1.lowerBound }) {
            if let last = result.last, last.upperBound >= pixels.lowerBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, pixels.upperBound)
            } else {
                result.append(pixels)
            }
        }
        return result
    }

    /// Means over the area that each cell has in each pixel: first over the rows of a line of pixels, then
    /// over the columns of each pixel in it.
    private func paintMeans(on canvas: Canvas) {
        let columnShares = columns.shares
        for (line, row) in rows.shares.enumerated() where !row.lengths.isEmpty {
            var sums = [Double](repeating: 0, count: columns.count)
            var weights = [Double](repeating: 0, count: columns.count)
            for (offset, length) in row.lengths.enumerated() {
                let start = (row.first + offset) * columns.count
                add(start: start, weight: length, to: &sums, &weights)
            }
            for (column, share) in columnShares.enumerated() where !share.lengths.isEmpty {
                var (sum, weight) = (0.0, 0.0)
                for (offset, length) in share.lengths.enumerated() {
                    sum += length * sums[share.first + offset]
                    weight += length * weights[share.first + offset]
                }
                let x = columns.range.lowerBound + column
                canvas.fill(
                    row: rows.range.lowerBound + line, columns: x..<x + 1,
                    with: palette.pixel(weight > 0 ? sum / weight : .nan))
            }
        }
    }

    /// Adds a row of values, by plain pointers: a million of them must be quick in a debug build too.
    private func add(start: Int, weight: Double, to sums: inout [Double], _ weights: inout [Double]) {
        values.withUnsafeBufferPointer { values in
            sums.withUnsafeMutableBufferPointer { sums in
                weights.withUnsafeMutableBufferPointer { weights in
                    var column = 0
                    while column < sums.count {
                        let value = values[start + column]
                        // Only a finite number less itself is zero.
                        if value - value == 0 {
                            sums[column] += weight * value
                            weights[column] += weight
                        } else if value == value {
                            sums[column] += weight * palette.finite(value)
                            weights[column] += weight
                        }
                        column += 1
                    }
                }
            }
        }
    }
}
