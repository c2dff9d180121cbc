/// Fields and rows of RFC 4180.
enum CSV {
    /// A field, in quotes if it needs them.
    static func field(_ text: String) -> String {
        text.contains { ",\"\r\n".contains($0) || $0.isNewline }
            ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
    }

    /// The rows of a text.
    static func rows(_ text: String) -> [[String]] {
        var rows: [[String]] = []
        var row: [String] = []
        var field = ""
        var isQuoted = false
        var rest = text.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "\"" where isQuoted && rest.first == "\"":
                field.append("\"")
                rest.removeFirst()
            case "\"": isQuoted.toggle()
            case "," where !isQuoted:
                row.append(field)
                field = ""
            case "\n" where !isQuoted:
                rows.append(row + [field])
                (row, field) = ([], "")
            case "\r" where !isQuoted: break
            default: field.unicodeScalars.append(scalar)
            }
        }
        return rows
    }
}
