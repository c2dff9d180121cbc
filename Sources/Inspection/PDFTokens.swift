/// Reads the operators and operands of a PDF content stream (ISO 32000-1, 7.2 and 7.8).
struct PDFTokens: IteratorProtocol {
    enum Token: Equatable {
        case number(Double)
        case name(String)
        /// A text by its length in bytes.
        case text(Int)
        case operation(String)
        /// Arrays and dictionaries are opened and closed; what is inside follows.
        case bracket
    }

    private let bytes: [UInt8]
    private var place = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    private static func isSpace(_ byte: UInt8) -> Bool { [0, 9, 10, 12, 13, 32].contains(byte) }
    private static func isDelimiter(_ byte: UInt8) -> Bool { "()<>[]{}/%".utf8.contains(byte) }

    private mutating func word() -> String {
        let start = place
        while place < bytes.count, !Self.isSpace(bytes[place]), !Self.isDelimiter(bytes[place]) { place += 1 }
        return String(decoding: bytes[start..<place], as: UTF8.self)
    }

    mutating func next() -> Token? {
        while place < bytes.count {
            let byte = bytes[place]
            switch byte {
            case _ where Self.isSpace(byte):
                place += 1
            case UInt8(ascii: "%"):
                while place < bytes.count, bytes[place] != 10, bytes[place] != 13 { place += 1 }
            case UInt8(ascii: "/"):
                place += 1
                return .name("/" + word())
            case UInt8(ascii: "("):
                return .text(literal())
            case UInt8(ascii: "<"):
                place += 1
                if place < bytes.count, bytes[place] == byte {
                    place += 1
                    return .bracket
                }
                let digits = bytes[place...].prefix { $0 != UInt8(ascii: ">") }
                place = min(bytes.count, digits.endIndex + 1)
                return .text((digits.count { !Self.isSpace($0) } + 1) / 2)
            case _ where Self.isDelimiter(byte):
                place += 1
                return .bracket
            default:
                let word = word()
                if let number = Double(word) { return .number(number) }
                if word == "ID" { skipImage() }
                return .operation(word)
            }
        }
        return nil
    }

    /// Skips a text in parentheses.
    ///
    /// - Returns: its length in bytes.
    private mutating func literal() -> Int {
        var (depth, count) = (0, -1)
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            case UInt8(ascii: "\\"):
                place += 1
                let octal = bytes[min(place, bytes.count)...].prefix(3).prefix { (48..<56).contains($0) }
                place += max(0, octal.count - 1)
            default: break
            }
            place += 1
            if depth == 0 { return max(0, count) }
            count += 1
        }
        return max(0, count)
    }

    /// Skips the pixels of an image that lies among the operators.
    private mutating func skipImage() {
        while place + 2 < bytes.count {
            if Self.isSpace(bytes[place]), bytes[place + 1] == UInt8(ascii: "E"),
                bytes[place + 2] == UInt8(ascii: "I"),
                place + 3 >= bytes.count || Self.isSpace(bytes[place + 3])
            {
                place += 3
                return
            }
            place += 1
        }
        place = bytes.count
    }
}
