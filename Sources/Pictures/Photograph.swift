import CGD
import Foundation
import RunRecord

/// The pixels of a PNG or JPEG file, read by libgd.
struct Photograph {
    let width: Int
    let height: Int
    /// Sums of red, green and blue, row by row, 0...765.
    let pixels: [UInt16]

    /// libgd prints the complaints of the libraries that it calls, unless it is told not to.
    private static let silence: Void = gdSetErrorMethod(nil)

    /// - Throws: `RunRecordError.damaged` if the data are of another format, or damaged.
    init(_ data: Data, file: String) throws {
        Self.silence
        var copy = data
        let image = copy.withUnsafeMutableBytes { bytes in
            let count = Int32(clamping: bytes.count)
            return bytes.starts(with: [0xff, 0xd8])
                ? gdImageCreateFromJpegPtr(count, bytes.baseAddress)
                : bytes.starts(with: [0x89, 0x50]) ? gdImageCreateFromPngPtr(count, bytes.baseAddress) : nil
        }
        guard let image else {
            throw RunRecordError.damaged(file: file, problem: "is not a PNG or JPEG file, or is damaged")
        }
        defer { gdImageDestroy(image) }
        let (width, height) = (Int(image.pointee.sx), Int(image.pointee.sy))
        var pixels: [UInt16] = []
        pixels.reserveCapacity(width * height)
        for y in 0..<height {
            for x in 0..<width {
                let color = gdImageGetTrueColorPixel(image, Int32(x), Int32(y))
                pixels.append(UInt16((color >> 16 & 0xff) + (color >> 8 & 0xff) + (color & 0xff)))
            }
        }
        (self.width, self.height, self.pixels) = (width, height, pixels)
    }

    /// Squares of `side` pixels that lie side by side, at most `most` of them and evenly chosen. Those of one colour are
    /// left out.
    ///
    /// A large photograph is reduced by a whole factor first, until its shorter side has less than 32 squares, because
    /// neighbouring pixels of a camera hardly differ.
    func patches(side: Int, most: Int) -> [UInt16] {
        let factor = max(1, min(width, height) / (16 * side))
        let (columns, rows) = (width / factor / side, height / factor / side)
        let count = columns * rows
        return (0..<min(count, most)).flatMap { place in
            let tile = place * count / min(count, most)
            let (left, top) = (tile % columns * side, tile / columns * side)
            let patch = (0..<(side * side)).map { pixel in
                mean(x: (left + pixel % side) * factor, y: (top + pixel / side) * factor, of: factor)
            }
            return patch.contains { $0 != patch[0] } ? patch : []
        }
    }

    /// The mean of a square of `factor` pixels' side.
    private func mean(x: Int, y: Int, of factor: Int) -> UInt16 {
        var sum = 0
        for row in y..<(y + factor) {
            for column in x..<(x + factor) { sum += Int(pixels[row * width + column]) }
        }
        return UInt16(sum / (factor * factor))
    }
}
