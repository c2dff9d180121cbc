/// Markup that is HTML and well-formed XML: every element is closed, every attribute quoted.
///
/// The content of an element is Swift code in which a `String` is text:
///
///     HTML("p", ["class": "more"]) {
///         "All digits are in "
///         HTML("code") { path }
///     }
///
/// Text and attribute values are escaped here and nowhere else. Only ``init(raw:)`` takes markup unchanged.
struct HTML {
    let text: String

    /// Markup as it is. It must come from this program or from the template's author.
    init(raw markup: String) { text = markup }

    /// An element. Attributes whose value is `nil` are left out.
    init(
        _ name: String, _ attributes: KeyValuePairs<String, String?> = [:], @HTMLBuilder _ content: () -> HTML
    ) {
        text = "<\(name)\(Self.text(of: attributes))>\(content().text)</\(name)>"
    }

    /// An element and the end of its line.
    init(
        line name: String, _ attributes: KeyValuePairs<String, String?> = [:],
        @HTMLBuilder _ content: () -> HTML
    ) {
        text = HTML(name, attributes, content).text + "\n"
    }

    /// An element whose tags have lines of their own.
    init(
        block name: String, _ attributes: KeyValuePairs<String, String?> = [:],
        @HTMLBuilder _ content: () -> HTML
    ) {
        text = "<\(name)\(Self.text(of: attributes))>\n\(content().text)</\(name)>\n"
    }

    /// An element that never has content: `img`, `br`, `meta`.
    init(void name: String, _ attributes: KeyValuePairs<String, String?> = [:]) {
        text = "<\(name)\(Self.text(of: attributes))/>"
    }

    private static func text(of attributes: KeyValuePairs<String, String?>) -> String {
        attributes.map { key, value in value.map { " \(key)=\"\(escaped($0))\"" } ?? "" }.joined()
    }

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
}

/// Joins the parts of an element's content, and escapes those that are text.
@resultBuilder enum HTMLBuilder {
    static func buildExpression(_ markup: HTML) -> HTML { markup }
    static func buildExpression(_ words: String) -> HTML { HTML(raw: HTML.escaped(words)) }
    static func buildBlock(_ parts: HTML...) -> HTML { buildArray(parts) }
    static func buildArray(_ parts: [HTML]) -> HTML { HTML(raw: parts.map(\.text).joined()) }
    static func buildOptional(_ part: HTML?) -> HTML { part ?? HTML(raw: "") }
    static func buildEither(first part: HTML) -> HTML { part }
    static func buildEither(second part: HTML) -> HTML { part }
}
