import Plot

/// Which cells of a matrix lie in which pixels, along one axis.
struct CellCover {
    /// The cells in one pixel: the number of the first, and the length of each in the pixel.
    struct Share: Equatable {
        var first = 0
        var lengths: [Double] = []
    }

    /// The cells of every pixel of `pixels`.
    let shares: [Share]
    /// The visible pixels.
    let pixels: Range<Int>

    /// - Parameters:
    ///   - sides: the two ends of each cell, in points and in any order.
    ///   - scale: pixels in a point.
    ///   - pixels: the visible pixels.
    init(_ sides: [CellGrid.Side], scale: Double, pixels: Range<Int>) {
        let (low, high) = (Double(pixels.lowerBound), Double(pixels.upperBound))
        func inside(_ value: Double) -> Double { min(high, max(low, value * scale)) }
        let isCoarse = sides.allSatisfy { abs($0.end - $0.start) * scale >= 1 }
        var shares = [Share](repeating: Share(), count: pixels.count)
        for (cell, side) in sides.enumerated() {
            let start = inside(min(side.start, side.end))
            let end = inside(max(side.start, side.end))
            if isCoarse {
                // Cells of a pixel or more take whole pixels.
                for pixel in stride(from: Int(start.rounded()), to: Int(end.rounded()), by: 1) {
                    shares[pixel - pixels.lowerBound] = Share(first: cell, lengths: [1])
                }
            } else if start < end {
                for pixel in Int(start)..<Int(end.rounded(.up)) {
                    let index = pixel - pixels.lowerBound
                    if shares[index].lengths.isEmpty { shares[index].first = cell }
                    shares[index].lengths.append(min(end, Double(pixel + 1)) - max(start, Double(pixel)))
                }
            }
        }
        self.shares = shares
        self.pixels = pixels
    }

    /// Runs of pixels with cells in them, counted from the first visible pixel.
    var stretches: [Range<Int>] { shares.indices.split { shares[$0].lengths.isEmpty } }
}
