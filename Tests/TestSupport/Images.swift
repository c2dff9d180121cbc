import CGD
import Foundation

/// A PNG picture read back, for tests that look at pixels.
public struct Picture: Sendable {
    public let width: Int
    public let height: Int
    /// Bytes of the file.
    public let data: Data
    /// The pixels as 0xRRGGBB, row after row.
    private let pixels: [Int32]

    /// A pixel's channels, 0…255.
    public struct Pixel: Hashable, Sendable {
        public var red: Int
        public var green: Int
        public var blue: Int

        public init(red: Int, green: Int, blue: Int) {
            self.red = red
            self.green = green
            self.blue = blue
        }

        /// A colour written as on the web.
        public init(_ hex: UInt32) {
            self.init(red: Int(hex >> 16 & 255), green: Int(hex >> 8 & 255), blue: Int(hex & 255))
        }

        /// How far the channel is off in which the two differ most.
        public func difference(_ other: Pixel) -> Int {
            max(abs(red - other.red), abs(green - other.green), abs(blue - other.blue))
        }
    }

    /// Decodes a PNG file.
    public init(png data: Data) throws {
        var copy = data
        let image = copy.withUnsafeMutableBytes {
            gdImageCreateFromPngPtr(Int32($0.count), $0.baseAddress)
        }
        guard let image else { throw SetupError("not a PNG picture: \(data.count) bytes") }
        defer { gdImageDestroy(image) }
        self.data = data
        width = Int(image.pointee.sx)
        height = Int(image.pointee.sy)
        guard gdImagePaletteToTrueColor(image) != 0, let rows = image.pointee.tpixels else {
            throw SetupError("no memory for a picture of \(width) × \(height) pixels")
        }
        // Rows are copied whole: pictures at print resolution have millions of pixels.
        pixels = (0..<height).reduce(into: []) { pixels, row in
            pixels.append(contentsOf: UnsafeBufferPointer(start: rows[row], count: Int(image.pointee.sx)))
        }
    }

    /// Decodes the PNG file at a place.
    public init(contentsOf url: URL) throws { try self.init(png: Data(contentsOf: url)) }

    /// The pixel at a place counted from the top left corner.
    public subscript(x: Int, y: Int) -> Pixel {
        Pixel(UInt32(bitPattern: pixels[y * width + x]))
    }

    /// Whether any pixel of the rectangle is within `tolerance` of a colour.
    public func contains(
        _ pixel: Pixel, x: ClosedRange<Int>, y: ClosedRange<Int>, tolerance: Int = 8
    ) -> Bool {
        count(of: pixel, x: x, y: y, tolerance: tolerance) > 0
    }

    /// How many pixels of the rectangle are within `tolerance` of a colour.
    public func count(
        of pixel: Pixel, x: ClosedRange<Int>, y: ClosedRange<Int>, tolerance: Int = 8
    ) -> Int {
        var count = 0
        for row in y.clamped(to: 0...height - 1) {
            for column in x.clamped(to: 0...width - 1)
            where self[column, row].difference(pixel) <= tolerance { count += 1 }
        }
        return count
    }

    /// The data of the first chunk of a type, read from the file's bytes by the rules of the PNG
    /// specification.
    public func chunk(_ type: String) -> [UInt8]? {
        let file = [UInt8](data)
        var position = 8
        while position + 12 <= file.count {
            let length = file[position..<position + 4].reduce(0) { $0 << 8 | Int($1) }
            let name = String(decoding: file[position + 4..<position + 8], as: UTF8.self)
            guard position + 12 + length <= file.count else { return nil }
            if name == type { return Array(file[position + 8..<position + 8 + length]) }
            position += 12 + length
        }
        return nil
    }

    /// How unlike another picture of the same size is.
    public struct Difference: Sendable {
        /// Mean of the absolute differences of all channels, 0…255.
        public let mean: Double
        /// Share of pixels in which some channel differs by more than 48.
        public let strong: Double
    }

    /// Compares with another picture; nil if the sizes differ.
    public func difference(from other: Picture) -> Difference? {
        guard width == other.width, height == other.height, !pixels.isEmpty else { return nil }
        var (sum, strong) = (0, 0)
        for (one, two) in zip(pixels, other.pixels) where one != two {
            let distances = [16, 8, 0].map { abs(Int(one >> $0 & 255) - Int(two >> $0 & 255)) }
            sum += distances.reduce(0, +)
            if distances.contains(where: { $0 > 48 }) { strong += 1 }
        }
        return Difference(
            mean: Double(sum) / Double(3 * pixels.count), strong: Double(strong) / Double(pixels.count))
    }
}
