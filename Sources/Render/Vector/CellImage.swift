import CGD
import Foundation
import Plot

/// Cells of one size side by side.
///
/// An image leaves no seams between its cells, as viewers do between rectangles whose sides they smooth.
struct CellImage {
    let place: Rect
    let width: Int
    let height: Int
    /// As 0xRRGGBB, row after row from the top left corner.
    let pixels: [Int32]

    /// The resolution in dots per inch that satisfies every venue, of which Science demands the most.
    private static let demandedResolution = 400.0

    /// The image with several pixels a cell, so that it has about the resolution that publishers demand of images. Some
    /// programs also blur the cells of a coarse image. More pixels than that would show nothing more and take time.
    func enlarged(to dotsPerInch: Double) -> CellImage {
        let dotsPerInch = min(dotsPerInch, Self.demandedResolution)
        func factor(_ length: Double, _ count: Int) -> Int {
            max(1, Int((length / 72 * dotsPerInch / Double(count)).rounded(.up)))
        }
        let (across, down) = (factor(place.width, width), factor(place.height, height))
        guard across > 1 || down > 1 else { return self }
        var enlarged: [Int32] = []
        enlarged.reserveCapacity(pixels.count * across * down)
        for row in 0..<height {
            let line = pixels[row * width..<(row + 1) * width].flatMap { repeatElement($0, count: across) }
            for _ in 0..<down { enlarged += line }
        }
        return CellImage(place: place, width: width * across, height: height * down, pixels: enlarged)
    }

    /// The image as a PNG file.
    ///
    /// - Throws: `RenderError.outOfMemory` or `.encoding`.
    func png() throws -> Data {
        guard let image = gdImageCreateTrueColor(Int32(width), Int32(height)),
            let rows = image.pointee.tpixels
        else { throw RenderError.outOfMemory(width: width, height: height) }
        defer { gdImageDestroy(image) }
        for row in 0..<height {
            for column in 0..<width { rows[row]?[column] = pixels[row * width + column] }
        }
        return try PNGEncoder.encode(image, rows: rows, width: width, height: height)
    }
}

extension CellGrid {
    /// The cells as images: one if all cells have the same size and no gaps between them.
    func images(theme: Theme) -> [CellImage] {
        let palette = CellPalette(colors: colors, theme: theme)
        let (across, down) = (Self.stretches(columns), Self.stretches(rows))
        return down.flatMap { down in
            across.map { across in
                CellImage(
                    place: Rect(
                        x: across.start, y: down.start, width: across.end - across.start,
                        height: down.end - down.start),
                    width: across.cells.count, height: down.cells.count,
                    pixels: down.cells.flatMap { row in
                        across.cells.map { palette.pixel(values[row * columns.count + $0]) }
                    })
            }
        }
    }

    /// Neighbouring cells of the same length, along one axis in the order of their places.
    private static func stretches(_ sides: [Side]) -> [(cells: [Int], start: Double, end: Double)] {
        var result: [(cells: [Int], start: Double, end: Double)] = []
        func low(_ cell: Int) -> Double { min(sides[cell].start, sides[cell].end) }
        for cell in sides.indices.sorted(by: { low($0) < low($1) }) {
            let (start, end) = (low(cell), max(sides[cell].start, sides[cell].end))
            if let last = result.last, abs(last.end - start) < 1e-6,
                abs((last.end - last.start) / Double(last.cells.count) - (end - start)) < 1e-6
            {
                result[result.count - 1].cells.append(cell)
                result[result.count - 1].end = end
            } else if start < end {
                result.append(([cell], start, end))
            }
        }
        return result
    }
}
