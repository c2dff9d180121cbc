/// A growing piece of HTML, written so that it is well-formed XML too: every element closed, every attribute
/// quoted.
///
/// Text and attribute values are escaped here and nowhere else; only ``raw(_:)`` places markup as it comes.
struct HTML {
    private(set) var text = ""

    /// `text` with the five signs that markup is made of replaced. Control characters, which neither HTML
    /// nor XML allows, become the replacement character.
    static func escaped(_ text: String) -> String {
        var result = ""
        result.reserveCapacity(text.utf8.count)
        for letter in text.unicodeScalars {
            switch letter {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n": result.unicodeScalars.append(letter)
            case "\u{0}"..."\u{1F}", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
            default: result.unicodeScalars.append(letter)
            }
        }
        return result
    }

    /// Opens an element. An attribute without a value is left out.
    mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        text += "<\(name)"
        for (key, value) in attributes {
            if let value { text += " \(key)=\"\(Self.escaped(value))\"" }
        }
        text += ">"
    }

    mutating func close(_ name: String) { text += "</\(name)>" }

    /// An element that never has content: `img`, `br`, `meta`.
    mutating func void(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        open(name, attributes)
        text.removeLast()
        text += "/>"
    }

    /// An element around what `content` writes.
    mutating func element(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:],
        _ content: (inout HTML) throws -> Void
    ) rethrows {
        open(name, attributes)
        try content(&self)
        close(name)
    }

    mutating func write(_ words: String) { text += Self.escaped(words) }

    mutating func newLine() { text += "\n" }

    /// Places markup that was made here, or by the template's author, as it is.
    mutating func raw(_ markup: String) { text += markup }
}
