import Text

/// The settings between two `---` lines at the top of a template: the title of the page, and defaults for figures.
///
///     ---
///     title: Associative memory, run {{ run.name }}
///     figures:
///       width: double
///     ---
///
/// The reader understands a subset of YAML: keys, values, one level of indentation, and `#` comments.
struct FrontMatter: Equatable, Sendable {
    /// Whether and how the page shows the template lines of a figure, or its data.
    enum Visibility: String, CaseIterable, Sendable { case shown, folded, hidden }

    /// A text that may contain substitutions, and its line.
    struct Text: Equatable, Sendable {
        var text: String
        var line: Int
    }

    var title: Text?
    var subtitle: Text?
    /// The description for search engines and link previews.
    var description: Text?
    /// The language of the page as an HTML language tag.
    var language = "en"
    var showsContents = true
    var figureWidth: FigureWidth?
    var dotsPerInch: Double?
    var source = Visibility.folded
    var data = Visibility.folded

    static let keys = [
        "title", "subtitle", "description", "language", "contents", "source", "data", "figures",
    ]
    static let figureKeys = ["width", "dpi"]

    init() {}

    /// The front matter of `file`, and the number of the first line after it.
    static func read(from file: TemplateFile) throws -> (FrontMatter, firstLine: Int) {
        guard let first = file.lines.first, isFence(first) else { return (FrontMatter(), 1) }
        guard let end = file.lines.dropFirst().firstIndex(where: isFence) else {
            throw TemplateError(
                file: file.path, line: 1, message: "the front matter that starts here has no closing --- line"
            )
        }
        var result = FrontMatter()
        var isInFigures = false
        for index in 1..<end {
            let text = file.lines[index]
            let words = text.trimmed
            if words.isEmpty || words.hasPrefix("#") { continue }
            do {
                let isIndented = text.first == " " || text.first == "\t"
                guard let colon = words.firstIndex(of: ":") else {
                    throw TemplateProblem(
                        message: "expected a line like title: My report, but found \(words)")
                }
                let key = String(words[..<colon]).trimmed
                let value = try unquoted(String(words[words.index(after: colon)...]).trimmed)
                if isIndented {
                    guard isInFigures else {
                        throw TemplateProblem(message: "\(key) is indented, but not below figures:")
                    }
                    try result.setFigureDefault(key, to: value)
                } else {
                    isInFigures = key == "figures"
                    try result.set(key, to: value, line: index + 1)
                }
            } catch let problem as TemplateProblem {
                throw problem.at(file: file.path, line: index + 1)
            }
        }
        return (result, firstLine: end + 2)
    }

    private static func isFence(_ line: String) -> Bool {
        line.hasPrefix("---") && line.dropFirst(3).allSatisfy(\.isWhitespace)
    }

    private static func unquoted(_ value: String) throws -> String {
        guard let quote = value.first, quote == "\"" || quote == "'" else { return value }
        guard value.count >= 2, value.last == quote else {
            throw TemplateProblem(message: "a text that starts with \(quote) is not closed")
        }
        return String(value.dropFirst().dropLast())
    }

    private mutating func set(_ key: String, to value: String, line: Int) throws {
        switch key {
        case "title": title = Text(text: value, line: line)
        case "subtitle": subtitle = Text(text: value, line: line)
        case "description": description = Text(text: value, line: line)
        case "language":
            guard !value.isEmpty, value.utf8.allSatisfy(Self.isLanguageLetter) else {
                throw TemplateProblem(message: "language must be a code like en or pt-BR, not \"\(value)\"")
            }
            language = value
        case "contents": showsContents = try Self.flag(value, key)
        case "source": source = try Self.visibility(value, key)
        case "data": data = try Self.visibility(value, key)
        case "figures":
            guard value.isEmpty else {
                throw TemplateProblem(
                    message: "the defaults of figures belong on indented lines below figures:")
            }
        default: throw Self.unknown(key, among: Self.keys)
        }
    }

    private mutating func setFigureDefault(_ key: String, to value: String) throws {
        switch key {
        case "width":
            guard let width = FigureWidth(value) else {
                throw TemplateProblem(message: "width must be \(FigureWidth.form), not \"\(value)\"")
            }
            figureWidth = width
        case "dpi":
            guard let dpi = Double(value), PrintResolution.allowed.contains(dpi) else {
                throw TemplateProblem(message: "dpi must be a number from 50 to 2400, not \"\(value)\"")
            }
            dotsPerInch = dpi
        default: throw Self.unknown(key, among: Self.figureKeys)
        }
    }

    private static func isLanguageLetter(_ byte: UInt8) -> Bool {
        let letter = byte | 0x20
        return byte == UInt8(ascii: "-") || (letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z"))
            || (byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9"))
    }

    private static func unknown(_ key: String, among keys: [String]) -> TemplateProblem {
        TemplateProblem(
            message: "the front matter has no key \(key)" + NearestNames.suggestion(for: key, among: keys))
    }

    private static func flag(_ value: String, _ key: String) throws -> Bool {
        switch value.lowercased() {
        case "yes", "true": return true
        case "no", "false": return false
        default: throw TemplateProblem(message: "\(key) must be yes or no, not \"\(value)\"")
        }
    }

    static func visibility(_ value: String, _ key: String) throws -> Visibility {
        guard let visibility = Visibility(rawValue: value) else {
            throw TemplateProblem(message: "\(key) must be shown, folded or hidden, not \"\(value)\"")
        }
        return visibility
    }
}
