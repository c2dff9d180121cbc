import CTIFF
import Foundation
import Plot

/// Draws scenes as TIFF pictures for journals that take nothing else: the pixels of ``GDRenderer``, in RGB without
/// alpha, compressed by LZW without loss.
public struct TIFFRenderer: Renderer {
    public static let name = "tiff"
    /// As PLOS wants it.
    public static let fileExtension = "tif"
    private let dotsPerInch: Double

    public init(dotsPerInch: Double) { self.dotsPerInch = dotsPerInch }

    public func render(_ scene: Scene, theme: Theme, words: PictureWords) throws -> Data {
        let canvas = try GDRenderer(dotsPerInch: dotsPerInch).canvas(of: scene, theme: theme)
        let file = TIFFFile()
        return try withExtendedLifetime(file) {
            guard let tiff = file.open() else { throw RenderError.tiff }
            // Closing writes the last parts, so that it comes before the bytes are read.
            let isWritten = Self.write(canvas, words, to: tiff)
            TIFFClose(tiff)
            guard isWritten else { throw RenderError.tiff }
            return file.bytes
        }
    }

    private static func write(_ canvas: Canvas, _ words: PictureWords, to tiff: OpaquePointer) -> Bool {
        let tags: [(tag: Int32, value: any CVarArg)] = [
            (TIFFTAG_IMAGEWIDTH, UInt32(canvas.width)), (TIFFTAG_IMAGELENGTH, UInt32(canvas.height)),
            (TIFFTAG_BITSPERSAMPLE, Int32(8)), (TIFFTAG_SAMPLESPERPIXEL, Int32(3)),
            (TIFFTAG_PHOTOMETRIC, PHOTOMETRIC_RGB), (TIFFTAG_PLANARCONFIG, PLANARCONFIG_CONTIG),
            (TIFFTAG_ORIENTATION, ORIENTATION_TOPLEFT), (TIFFTAG_COMPRESSION, COMPRESSION_LZW),
            // Differences between neighbours are shorter than the pixels.
            (TIFFTAG_PREDICTOR, PREDICTOR_HORIZONTAL), (TIFFTAG_RESOLUTIONUNIT, RESUNIT_INCH),
            (TIFFTAG_XRESOLUTION, canvas.dotsPerInch), (TIFFTAG_YRESOLUTION, canvas.dotsPerInch),
            (TIFFTAG_ROWSPERSTRIP, UInt32(max(1, 65_536 / (3 * canvas.width)))),
        ]
        for (tag, value) in tags where withVaList([value], { TIFFVSetField(tiff, UInt32(tag), $0) }) != 1 {
            return false
        }
        let texts = [
            (TIFFTAG_DOCUMENTNAME, words.title), (TIFFTAG_IMAGEDESCRIPTION, words.description),
            (TIFFTAG_SOFTWARE, words.creator),
        ]
        for (tag, text) in texts where !text.isEmpty {
            let isSet = text.withCString { text in
                withVaList([text]) { TIFFVSetField(tiff, UInt32(tag), $0) }
            }
            if isSet != 1 { return false }
        }
        for row in 0..<canvas.height {
            var bytes: [UInt8] = []
            bytes.reserveCapacity(3 * canvas.width)
            for pixel in canvas.pixels(row: row) {
                bytes.append(UInt8(truncatingIfNeeded: pixel >> 16))
                bytes.append(UInt8(truncatingIfNeeded: pixel >> 8))
                bytes.append(UInt8(truncatingIfNeeded: pixel))
            }
            if TIFFWriteScanline(tiff, &bytes, UInt32(row), 0) != 1 { return false }
        }
        return true
    }
}

/// A file in memory that libtiff writes.
private final class TIFFFile {
    private(set) var bytes = Data()
    private var position = 0

    /// Nil if there is no memory. The file must outlive what is returned.
    func open() -> OpaquePointer? {
        TIFFClientOpen(
            "figure.tiff", "wl", Unmanaged.passUnretained(self).toOpaque(),
            { file, buffer, count in tmsize_t(TIFFFile.at(file)?.read(buffer, Int(count)) ?? -1) },
            { file, buffer, count in tmsize_t(TIFFFile.at(file)?.write(buffer, Int(count)) ?? -1) },
            { file, offset, origin in TIFFFile.at(file)?.seek(offset, origin) ?? .max }, { _ in 0 },
            { file in UInt64(TIFFFile.at(file)?.bytes.count ?? 0) }, nil, nil)
    }

    private static func at(_ file: UnsafeMutableRawPointer?) -> TIFFFile? {
        file.map { Unmanaged<TIFFFile>.fromOpaque($0).takeUnretainedValue() }
    }

    private func read(_ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        let part = bytes.dropFirst(position).prefix(count)
        if let buffer { part.copyBytes(to: UnsafeMutableRawBufferPointer(start: buffer, count: part.count)) }
        position += part.count
        return part.count
    }

    private func write(_ buffer: UnsafeMutableRawPointer?, _ count: Int) -> Int {
        guard let buffer else { return 0 }
        let end = position + count
        if bytes.count < end { bytes.append(Data(count: end - bytes.count)) }
        bytes.replaceSubrange(position..<end, with: buffer, count: count)
        position = end
        return count
    }

    private func seek(_ offset: UInt64, _ origin: Int32) -> UInt64 {
        // Offsets are signed unless they count from the start.
        let start = origin == SEEK_CUR ? position : origin == SEEK_END ? bytes.count : 0
        position = max(0, start + Int(Int64(bitPattern: offset)))
        return UInt64(position)
    }
}
