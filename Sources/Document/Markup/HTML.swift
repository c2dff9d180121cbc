/// A builder of HTML that is also well-formed XML: every element is closed, every attribute quoted.
///
/// Text and attribute values are escaped here and nowhere else. Only ``raw(_:)`` appends markup unchanged.
struct HTML {
    private(set) var text = ""

    /// `text` with the five special characters of markup escaped. Control characters, which neither HTML nor XML allows,
    /// become the replacement character.
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

    /// Opens an element. Attributes whose value is `nil` are left out.
    mutating func open(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        text += "<\(name)"
        for (key, value) in attributes {
            if let value { text += " \(key)=\"\(Self.escaped(value))\"" }
        }
        text += ">"
    }

    mutating func close(_ name: String) { text += "</\(name)>" }

    /// Appends an element that never has content: `img`, `br`, `meta`.
    mutating func void(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        open(name, attributes)
        text.removeLast()
        text += "/>"
    }

    /// Appends an element around the output of `content`.
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

    /// Appends markup unchanged. It must come from this program or from the template's author.
    mutating func raw(_ markup: String) { text += markup }
}
