import CGD
import Foundation
import Plot

extension FileFormat {
    static let png = FileFormat(signature: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { file in
        var facts = FigureFacts(format: "png", bytes: file.count)
        let chunks = PNGChunks(file)
        guard let header = chunks["IHDR"], header.count == 13 else {
            throw InspectionProblem(reason: "it has no header")
        }
        let (width, height) = (header.number(at: 0), header.number(at: 4))
        let kind = header[header.startIndex + 9]
        facts.colorModes = [[0, 4].contains(kind) ? .gray : .rgb]
        facts.hasAlpha = kind >= 4 || chunks["tRNS"] != nil
        var dotsPerInch = (0.0, 0.0)
        if let density = chunks["pHYs"], density.count == 9, density.last == 1 {
            dotsPerInch = (Double(density.number(at: 0)) * 0.0254, Double(density.number(at: 4)) * 0.0254)
        }
        facts.set(width, height, dotsPerInch: dotsPerInch)
        facts.title = chunks.texts["Title"] ?? ""
        facts.description = chunks.texts["Description"] ?? ""
        _ = try facts.pixelCount()
        silence
        // libpng would print what it finds wrong in other chunks.
        var copy = file.prefix(8) + chunks.pixels
        let image = copy.withUnsafeMutableBytes {
            gdImageCreateFromPngPtr(Int32(clamping: $0.count), $0.baseAddress)
        }
        guard let image else { throw InspectionProblem(reason: "its pixels cannot be decoded") }
        defer { gdImageDestroy(image) }
        facts.colors =
            PixelColors(
                width: Int(image.pointee.sx), height: Int(image.pointee.sy)
            ) { UInt32(bitPattern: gdImageGetTrueColorPixel(image, Int32($0), Int32($1))) & 0xFFFFFF }.uses
        return facts
    }

    /// libgd would print what it finds wrong.
    private static let silence: Void = gdSetErrorMethod(nil)
}

extension FigureFacts {
    /// The number of pixels, before they are decoded.
    ///
    /// - Throws: ``InspectionProblem`` if there are more than memory should hold.
    func pixelCount() throws -> Int {
        let (count, isHuge) = (pixels?.width ?? 0).multipliedReportingOverflow(by: pixels?.height ?? 0)
        guard !isHuge, count <= Self.mostPixels else {
            throw InspectionProblem(reason: "it has too many pixels")
        }
        return count
    }

    /// Those of an A0 poster at 300 dpi; they take 560 MB.
    private static let mostPixels = 140_000_000

    /// Sets the size in pixels, and that on paper if there is a resolution.
    mutating func set(_ width: UInt32, _ height: UInt32, dotsPerInch: (Double, Double)) {
        pixels = (Int(width), Int(height))
        guard dotsPerInch.0 > 0, dotsPerInch.1 > 0 else { return }
        size = (Double(width) / dotsPerInch.0 * 25.4, Double(height) / dotsPerInch.1 * 25.4)
        resolutions = [min(dotsPerInch.0, dotsPerInch.1)]
    }
}

/// The parts of a PNG file (W3C, “Portable Network Graphics”, 5 and 11.3).
private struct PNGChunks {
    private var first: [String: Data] = [:]
    /// Texts that are not compressed, by their keywords.
    private(set) var texts: [String: String] = [:]
    /// The chunks of pixels and their colours with their lengths and check sums, up to damage.
    private(set) var pixels = Data()

    init(_ file: Data) {
        var place = file.startIndex + 8
        while place + 12 <= file.endIndex {
            let count = Int(file[place...].number(at: 0))
            let start = place + 8
            guard count <= file.endIndex - start - 4 else { break }
            let name = String(decoding: file[place + 4..<start], as: UTF8.self)
            let body = file[start..<start + count]
            if ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"].contains(name) {
                pixels += file[place..<start + count + 4]
            }
            if first[name] == nil { first[name] = body }
            let fields = body.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
            if let key = fields.first.map({ String(decoding: $0, as: UTF8.self) }), fields.count == 2 {
                switch name {
                case "tEXt": texts[key] = String(decoding: fields[1], as: UTF8.self)
                case "iTXt" where fields[1].first == 0:
                    // Two bytes of compression, language and translated keyword, each ended by a zero.
                    let rest = fields[1].dropFirst(2).split(
                        separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
                    if rest.count == 3 { texts[key] = String(decoding: rest[2], as: UTF8.self) }
                default: break
                }
            }
            place = start + count + 4
        }
    }

    subscript(name: String) -> Data? { first[name] }
}

extension Data {
    /// Four bytes as a number, the most significant one first.
    fileprivate func number(at offset: Int) -> UInt32 {
        self[startIndex + offset..<startIndex + offset + 4].reduce(0) { $0 << 8 | UInt32($1) }
    }
}
