import Plot

/// Which cells of a matrix lie in which pixels, along one axis.
struct CellCover {
    /// One cell on whole pixels.
    struct Run {
        let cell: Int
        let pixels: Range<Int>
    }

    /// The cells in a pixel: the first of them, and the length that each has in the pixel.
    struct Shares {
        var first = 0
        var lengths: [Double] = []
    }

    /// Cells in order of their numbers.
    let count: Int
    /// The pixels that can be seen.
    let range: Range<Int>
    /// Both ends of each cell, in pixels.
    private let cells: [(start: Double, end: Double)]

    /// - Parameters:
    ///   - sides: the two ends of each cell, in points and in any order.
    ///   - scale: pixels in a point.
    init(_ sides: [CellGrid.Side], scale: Double, range: Range<Int>) {
        count = sides.count
        self.range = range
        let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
        func inside(_ value: Double) -> Double { min(high, max(low, value)) }
        cells = sides.map { (inside(min($0.start, $0.end) * scale), inside(max($0.start, $0.end) * scale)) }
        pixelsPerCell = sides.reduce(Double.infinity) { min($0, abs($1.end - $1.start) * scale) }
    }

    /// The size of the smallest cell.
    let pixelsPerCell: Double

    /// The cells with their ends on borders between pixels; nil if some are smaller than a pixel.
    var runs: [Run]? {
        guard pixelsPerCell >= 1 else { return nil }
        return cells.enumerated().compactMap { cell, ends in
            let (start, end) = (Int(ends.start.rounded()), Int(ends.end.rounded()))
            return start < end ? Run(cell: cell, pixels: start..<end) : nil
        }
    }

    /// The cells of every pixel of `range`; a cell of a pixel or more takes whole pixels.
    var shares: [Shares] {
        var shares = [Shares](repeating: Shares(), count: range.count)
        if let runs {
            for run in runs {
                for pixel in run.pixels {
                    shares[pixel - range.lowerBound] = Shares(first: run.cell, lengths: [1])
                }
            }
            return shares
        }
        for (cell, ends) in cells.enumerated() where ends.start < ends.end {
            for pixel in Int(ends.start)..<Int(ends.end.rounded(.up)) {
                let index = pixel - range.lowerBound
                if shares[index].lengths.isEmpty { shares[index].first = cell }
                shares[index].lengths.append(
                    min(ends.end, Double(pixel + 1)) - max(ends.start, Double(pixel)))
            }
        }
        return shares
    }
}
