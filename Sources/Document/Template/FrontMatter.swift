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
struct FrontMatter: Sendable {
    /// A text that may contain substitutions, and its line.
    struct Text: Sendable {
        var text: String
        var line: Int
    }

    static let language = DirectiveOption("language", form: "a code like en or pt-BR") { text in
        text.wholeMatch(of: /[A-Za-z0-9-]+/) == nil ? nil : text
    }
    static let bibliography = DirectiveOption("bibliography", form: "the path of a .bib file") { text in
        text.isEmpty ? nil : text
    }
    static let contents = DirectiveOption.flag("contents", true, "")
    static let dotsPerInch = DirectiveOption(
        "dpi", form: "a number from \(bounds(of: PrintResolution.allowed))"
    ) { text in Double(text).flatMap { PrintResolution.allowed.contains($0) ? $0 : nil } }

    static let texts = ["title", "subtitle", "description"]
    static let options: [any AnyDirectiveOption] = [
        language, bibliography, contents, CommonOption.source, CommonOption.data,
    ]
    /// The defaults of figures, indented below `figures:`.
    static let figureOptions: [any AnyDirectiveOption] = [CommonOption.width, dotsPerInch]

    /// The texts by key: the title, the subtitle, and the description for search engines and link previews.
    var texts: [String: Text] = [:]
    var settings = DirectiveSettings()

    /// The setting of `option`.
    subscript<Setting>(_ option: DirectiveOption<Setting>) -> Setting { settings[option] }

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
                    try result.set(key, of: figureOptions, to: value)
                } else if texts.contains(key) {
                    result.texts[key] = Text(text: value, line: index + 1)
                } else if key == "figures" {
                    guard value.isEmpty else {
                        throw TemplateProblem(
                            message: "the defaults of figures belong on indented lines below figures:")
                    }
                } else {
                    try result.set(key, of: options, texts + ["figures"], to: value)
                }
                isInFigures = isIndented || key == "figures"
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

    private mutating func set(
        _ key: String, of options: [any AnyDirectiveOption], _ others: [String] = [], to value: String
    ) throws {
        guard let option = options.first(where: { $0.name == key }) else {
            throw TemplateProblem(
                message: "the front matter has no key \(key)"
                    + NearestNames.suggestion(for: key, among: options.map(\.name) + others))
        }
        try settings.set(option, to: value)
    }
}
