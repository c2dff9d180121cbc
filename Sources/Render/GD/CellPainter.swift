import Plot

/// The colours of values, as pixels.
struct CellPalette {
    private let table: [Int32]
    private let missing: Int32
    private let low: Double
    private let high: Double

    init(colors: ResolvedColorScale, theme: Theme) {
        table = colors.map.table(count: ColorMap.shades, theme: theme).map { Int32($0.hex) }
        missing = Int32(theme.missing.hex)
        low = colors.domain.lowerBound
        high = colors.domain.upperBound
    }

    func pixel(_ value: Double) -> Int32 {
        let share = (value - low) / (high - low)
        let last = Double(table.count - 1)
        return share.isNaN ? missing : table[Int((min(1, max(0, share)) * last).rounded())]
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
        let columnShares = FlatShares(columns.shares)
        let width = columnShares.first.count
        var line = [Int32](repeating: 0, count: width)
        let stretches = columnShares.stretches
        for (index, row) in rows.shares.enumerated() where !row.lengths.isEmpty {
            var sums = [Double](repeating: 0, count: columns.count)
            var weights = [Double](repeating: 0, count: columns.count)
            for (offset, length) in row.lengths.enumerated() {
                let start = (row.first + offset) * columns.count
                add(start: start, weight: length, to: &sums, &weights)
            }
            columnShares.means(of: sums, weights, palette, into: &line)
            for stretch in stretches {
                canvas.set(
                    row: rows.range.lowerBound + index, from: columns.range.lowerBound + stretch.lowerBound,
                    to: line[stretch])
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

/// The shares of many pixels one after the other in plain arrays.
private struct FlatShares {
    /// First cell of each pixel.
    let first: [Int]
    /// Where each pixel's lengths begin, and, at the end, where the last one's end.
    let starts: [Int]
    let lengths: [Double]

    init(_ shares: [CellCover.Shares]) {
        first = shares.map(\.first)
        starts = shares.reduce(into: [0]) { $0.append(($0.last ?? 0) + $1.lengths.count) }
        lengths = shares.flatMap(\.lengths)
    }

    /// Runs of pixels with cells in them.
    var stretches: [Range<Int>] {
        var result: [Range<Int>] = []
        for pixel in first.indices where starts[pixel] < starts[pixel + 1] {
            if let last = result.last, last.upperBound == pixel {
                result[result.count - 1] = last.lowerBound..<pixel + 1
            } else {
                result.append(pixel..<pixel + 1)
            }
        }
        return result
    }

    /// The colours of all pixels, from the cells' sums and weights.
    func means(of sums: [Double], _ weights: [Double], _ palette: CellPalette, into line: inout [Int32]) {
        first.withUnsafeBufferPointer { first in
            starts.withUnsafeBufferPointer { starts in
                lengths.withUnsafeBufferPointer { lengths in
                    sums.withUnsafeBufferPointer { sums in
                        weights.withUnsafeBufferPointer { weights in
                            var pixel = 0
                            while pixel < first.count {
                                var (sum, weight) = (0.0, 0.0)
                                var cell = first[pixel]
                                var share = starts[pixel]
                                let end = starts[pixel + 1]
                                while share < end {
                                    sum += lengths[share] * sums[cell]
                                    weight += lengths[share] * weights[cell]
                                    cell += 1
                                    share += 1
                                }
                                line[pixel] = palette.pixel(weight > 0 ? sum / weight : .nan)
                                pixel += 1
                            }
                        }
                    }
                }
            }
        }
    }
}
