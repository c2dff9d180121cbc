/// The parts of a fenced block whose info string starts with a name in braces:
///
///     ```{figure} loss-curve
///     :name: fig-loss
///
///     The error over {{ figure.n | grouped }} episodes.
///     ```
struct Directive: Equatable {
    struct Setting: Equatable {
        var name: String
        var value: String
        var line: Int
    }

    /// The name in braces.
    var name: String
    /// The rest of the line after the name.
    var argument: String
    var settings: [Setting]
    /// The text after the options.
    var body: String
    var bodyLine: Int
    var line: Int
    var lastLine: Int

    /// `nil` for an ordinary code block.
    init?(info: String, text: String, line: Int, lastLine: Int) {
        guard info.hasPrefix("{"), let end = info.firstIndex(of: "}") else { return nil }
        name = String(info[info.index(after: info.startIndex)..<end])
        argument = info[info.index(after: end)...].trimmed
        self.line = line
        self.lastLine = lastLine
        settings = []
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
        var next = line + 1
        while let first = lines.first, let setting = Self.setting(String(first), line: next) {
            settings.append(setting)
            lines.removeFirst()
            next += 1
        }
        body = lines.joined(separator: "\n")
        bodyLine = next
    }

    static let names = ["figure", "table", "math", "if", "include", "note", "warning", "dropdown"]
    /// The options that every figure has, and those that every table has.
    static let figureOptions = ["name", "alt", "width", "source", "data"]
    static let tableOptions = ["name", "source"]
    /// The largest number of directives inside each other.
    static let deepestNesting = 20

    /// `:name: value`, or `:name:` alone.
    private static func setting(_ text: String, line: Int) -> Setting? {
        guard text.hasPrefix(":"), let colon = text.dropFirst().firstIndex(of: ":") else { return nil }
        let name = text[text.index(after: text.startIndex)..<colon]
        guard let first = name.first, first.isLetter, name.allSatisfy({ $0.isLetter || $0 == "-" }) else {
            return nil
        }
        return Setting(name: String(name), value: text[text.index(after: colon)...].trimmed, line: line)
    }
}
