import Foundation

/// The parts of a PNG file that libgd does not write: the colour space, and what the file says about its picture (W3C,
/// "Portable Network Graphics", 5 and 11.3).
enum PNGWords {
    /// The signature and the header, after which other parts may stand.
    private static let headLength = 33

    /// A file with the added parts. Its pixels are unchanged.
    static func adding(_ words: PictureWords, to file: Data) -> Data {
        // Colours are those of sRGB, to be shown as if they were a photograph's (0, perceptual).
        var parts = chunk("sRGB", [0])
        for (key, text) in [
            ("Title", words.title), ("Description", words.description), ("Software", words.creator),
        ] where !text.isEmpty {
            // After the keyword: not compressed, and neither a language nor a translated keyword.
            parts += chunk("iTXt", Array(key.utf8) + [0, 0, 0, 0, 0] + Array(text.utf8))
        }
        return file.prefix(headLength) + parts + file.dropFirst(headLength)
    }

    private static func chunk(_ name: String, _ contents: [UInt8]) -> Data {
        let body = Array(name.utf8) + contents
        return bytes(UInt32(contents.count)) + body + bytes(checksum(body))
    }

    private static func bytes(_ number: UInt32) -> Data {
        Data([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) })
    }

    /// The cyclic redundancy check of ISO 3309.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { rest, byte in
            (0..<8).reduce(rest ^ UInt32(byte)) { rest, _ in
                rest & 1 == 0 ? rest >> 1 : 0xEDB8_8320 ^ rest >> 1
            }
        }
    }
}
