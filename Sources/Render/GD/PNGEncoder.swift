import CGD
import Foundation

/// Encodes a canvas as PNG by libgd, with a palette if that loses nothing visible.
///
/// Measured on ten figures, each drawn once at 600 dpi and twice 1200 pixels wide: with palettes they take
/// 0.9 s of one core from values to 1.24 MB of PNG. In true colours they take 2.3 s, because libpng tries
/// every filter on three times the bytes. Lower levels of zlib save at most a fifth of the time and cost a
/// quarter more bytes.
enum PNGEncoder {
    private static let paletteLevel: Int32 = 6
    private static let trueColorLevel: Int32 = 4

    static func encode(
        _ image: gdImagePtr, rows: UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>, width: Int, height: Int
    ) throws -> Data {
        var converter = PaletteConverter(rows: rows, width: width, height: height)
        if let indexed = converter.converted() {
            defer { gdImageDestroy(indexed) }
            gdImageSetResolution(indexed, image.pointee.res_x, image.pointee.res_y)
            return try bytes(indexed, level: paletteLevel)
        }
        return try bytes(image, level: trueColorLevel)
    }

    private static func bytes(_ image: gdImagePtr, level: Int32) throws -> Data {
        var count: Int32 = 0
        guard let pointer = gdImagePngPtrEx(image, &count, level) else { throw RenderError.encoding }
        defer { gdFree(pointer) }
        guard count > 0 else { throw RenderError.encoding }
        return Data(bytes: pointer, count: Int(count))
    }
}
