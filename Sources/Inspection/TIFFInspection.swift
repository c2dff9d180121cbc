import CTIFF
import Foundation
import Plot

extension FileFormat {
    static let tiff = FileFormat(signature: [0x49, 0x49, 0x2A, 0], read: readTIFF)
    static let bigEndianTIFF = FileFormat(signature: [0x4D, 0x4D, 0, 0x2A], read: readTIFF)

    /// libtiff would print what it finds wrong.
    private static let silence: Void = {
        _ = TIFFSetErrorHandler(nil)
        _ = TIFFSetWarningHandler(nil)
    }()

    private static func readTIFF(_ file: Data) throws -> FigureFacts {
        silence
        let memory = TIFFMemory(file)
        return try withExtendedLifetime(memory) {
            guard let tiff = memory.open() else { throw InspectionProblem(reason: "it is damaged") }
            defer { TIFFClose(tiff) }
            var facts = FigureFacts(format: "tif", bytes: file.count)
            facts.pages = Int(TIFFNumberOfDirectories(tiff))
            func number<Number>(_ tag: Int32, _ usual: Number) -> Number {
                var value = usual
                _ = withUnsafeMutablePointer(to: &value) { value in
                    withVaList([value]) { TIFFVGetFieldDefaulted(tiff, UInt32(tag), $0) }
                }
                return value
            }
            func text(_ tag: Int32) -> String {
                number(tag, UnsafeMutablePointer<CChar>?.none).map { String(cString: $0) } ?? ""
            }
            let (width, height) = (
                number(TIFFTAG_IMAGEWIDTH, UInt32(0)), number(TIFFTAG_IMAGELENGTH, UInt32(0))
            )
            let unit = number(TIFFTAG_RESOLUTIONUNIT, UInt16(2))
            let perInch: Double = unit == 2 ? 1 : unit == 3 ? 2.54 : 0
            facts.set(
                width, height,
                dotsPerInch: (
                    Double(number(TIFFTAG_XRESOLUTION, Float(0))) * perInch,
                    Double(number(TIFFTAG_YRESOLUTION, Float(0))) * perInch
                ))
            let photometric = Int32(number(TIFFTAG_PHOTOMETRIC, UInt16(2)))
            let colors = [
                PHOTOMETRIC_MINISWHITE: 1, PHOTOMETRIC_MINISBLACK: 1, PHOTOMETRIC_PALETTE: 1,
                PHOTOMETRIC_SEPARATED: 4,
            ]
            facts.colorModes = [
                photometric == PHOTOMETRIC_SEPARATED
                    ? .cmyk
                    : [PHOTOMETRIC_MINISWHITE, PHOTOMETRIC_MINISBLACK].contains(photometric) ? .gray : .rgb
            ]
            facts.hasAlpha = Int(number(TIFFTAG_SAMPLESPERPIXEL, UInt16(1))) > colors[photometric] ?? 3
            facts.compression =
                [COMPRESSION_NONE: "none", COMPRESSION_LZW: "LZW", COMPRESSION_ADOBE_DEFLATE: "Deflate"][
                    Int32(number(TIFFTAG_COMPRESSION, UInt16(1)))] ?? "another"
            facts.title = text(TIFFTAG_DOCUMENTNAME)
            facts.description = text(TIFFTAG_IMAGEDESCRIPTION)
            var pixels = [UInt32](repeating: 0, count: try facts.pixelCount())
            guard !pixels.isEmpty, TIFFReadRGBAImage(tiff, width, height, &pixels, 0) == 1 else {
                throw InspectionProblem(reason: "its pixels cannot be decoded")
            }
            facts.colors =
                PixelColors(width: Int(width), height: Int(height)) { column, row in
                    let pixel = pixels[row * Int(width) + column]
                    return (pixel & 0xFF) << 16 | (pixel & 0xFF00) | (pixel >> 16 & 0xFF)
                }.uses
            return facts
        }
    }
}

/// A file in memory that libtiff reads.
private final class TIFFMemory {
    private let bytes: Data
    private var position = 0

    init(_ bytes: Data) { self.bytes = Data(bytes) }

    /// Nil if it is no TIFF file. The bytes must outlive what is returned.
    func open() -> OpaquePointer? {
        TIFFClientOpen(
            "figure", "rm", Unmanaged.passUnretained(self).toOpaque(),
            { file, buffer, count in tmsize_t(TIFFMemory.at(file)?.read(buffer, Int(count)) ?? -1) },
            { _, _, _ in -1 },
            { file, offset, origin in TIFFMemory.at(file)?.seek(offset, origin) ?? .max }, { _ in 0 },
            { file in UInt64(TIFFMemory.at(file)?.bytes.count ?? 0) }, nil, nil)
    }

    private static func at(_ file: UnsafeMutableRawPointer?) -> TIFFMemory? {
        file.map { Unmanaged<TIFFMemory>.fromOpaque($0).takeUnretainedValue() }
    }

    private func read(_ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        let part = bytes.dropFirst(position).prefix(count)
        if let buffer { part.copyBytes(to: UnsafeMutableRawBufferPointer(start: buffer, count: part.count)) }
        position += part.count
        return part.count
    }

    private func seek(_ offset: UInt64, _ origin: Int32) -> UInt64 {
        let start = origin == SEEK_CUR ? position : origin == SEEK_END ? bytes.count : 0
        // A damaged file may have any offset.
        position = max(0, start &+ Int(Int64(bitPattern: offset)))
        return UInt64(position)
    }
}
