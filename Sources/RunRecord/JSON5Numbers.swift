import Foundation

/// Checks the numbers of a JSON5 text, because Foundation's reader of JSON5 ends the process at `1e-` and at `0x1e-5`.
enum JSON5Numbers {
    /// The first word of `text` that begins like a number and is none by the grammar of JSON5; `nil` if there is no such
    /// word. Strings and comments are skipped.
    ///
    /// - Parameter text: in UTF-8.
    static func malformed(in text: Data) -> String? {
        text.withUnsafeBytes { text in
            var position = 0
            /// Moves to the next byte that fulfils the condition, or to the end.
            func skip(to isEnd: (UInt8) -> Bool) {
                position = text[position...].firstIndex(where: isEnd) ?? text.count
            }
            while position < text.count {
                let start = position
                position += 1
                switch (text[start], position < text.count ? text[position] : 0) {
                case (UInt8(ascii: "\""), _), (UInt8(ascii: "'"), _):
                    while position < text.count, text[position] != text[start] {
                        position += text[position] == UInt8(ascii: "\\") ? 2 : 1
                    }
                    position += 1
                case (UInt8(ascii: "/"), UInt8(ascii: "/")):
                    skip { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
                case (UInt8(ascii: "/"), UInt8(ascii: "*")):
                    position += 1
                    while position < text.count, !text[position...].starts(with: "*/".utf8) { position += 1 }
                    position += 2
                case (let first, _) where isInWord(first):
                    skip { !isInWord($0) }
                    guard startsNumber(first) else { break }
                    let word = String(decoding: text[start..<position], as: UTF8.self)
                    if !isNumber(word.utf8[...]) { return word }
                default: break
                }
            }
            return nil
        }
    }

    private static func isInWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."),
            UInt8(ascii: "_"), UInt8(ascii: "$"), UInt8(ascii: "\\"), 0x80...:
            true
        default: false
        }
    }

    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }
    private static func isSign(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
    }
    private static func startsNumber(_ byte: UInt8) -> Bool {
        isDigit(byte) || isSign(byte) || byte == UInt8(ascii: ".")
    }

    private static func isNumber(_ word: Substring.UTF8View) -> Bool {
        var rest = word
        if let first = rest.first, isSign(first) { rest.removeFirst() }
        if rest.elementsEqual("Infinity".utf8) || rest.elementsEqual("NaN".utf8) { return true }
        if rest.starts(with: "0x".utf8) || rest.starts(with: "0X".utf8) {
            let digits = rest.dropFirst(2)
            return !digits.isEmpty && digits.allSatisfy { Character(Unicode.Scalar($0)).isHexDigit }
        }
        let whole = rest.prefix(while: isDigit)
        rest = rest.dropFirst(whole.count)
        var decimals = rest[rest.startIndex..<rest.startIndex]
        if rest.first == UInt8(ascii: ".") {
            decimals = rest.dropFirst().prefix(while: isDigit)
            rest = rest.dropFirst(1 + decimals.count)
        }
        guard !whole.isEmpty || !decimals.isEmpty else { return false }
        if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
            rest.removeFirst()
            if let first = rest.first, isSign(first) { rest.removeFirst() }
            return !rest.isEmpty && rest.allSatisfy(isDigit)
        }
        return rest.isEmpty
    }
}
