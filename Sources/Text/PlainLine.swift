/// A text from elsewhere, as one short line for a terminal.
public enum PlainLine {
    /// The longest line in characters.
    public static let longest = 300

    /// The text on one line: line ends become spaces, control characters become escapes like `\\u{1B}`, because a terminal
    /// would obey them, and the middle of a text that is too long is left out.
    public static func text(_ text: String, longest: Int = longest) -> String {
        // Only so much of the text is looked at, because a damaged file may have megabytes of it.
        let short =
            text.count > longest
            ? text.prefix(longest * 2 / 3) + " … " + text.suffix(longest / 3 - 3) : text[...]
        let line = printable(short.split(whereSeparator: \.isNewline).joined(separator: " "))
        guard line.count > longest else { return line }
        return line.prefix(longest * 2 / 3) + " … " + line.suffix(longest / 3 - 3)
    }

    /// The text with escapes in place of control characters, and of characters that change the direction of writing.
    public static func printable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isControl) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isControl(scalar) {
                result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator: true
        case .format: (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
        default: false
        }
    }
}
