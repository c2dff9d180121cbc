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

    enum Kind: String, CaseIterable {
        case figure, figures, table, math, `if`, include, note, warning, box, dropdown
    }

    /// The largest number of directives inside each other.
    static let deepestNesting = 20

    /// The line of the option that is set by `name`, or else the first line of the directive.
    func line(of option: some AnyDirectiveOption) -> Int {
        settings.first { $0.name == option.name }?.line ?? line
    }

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

/// Whether and how the page shows the template lines of a figure, or its data.
enum Visibility: String, Sendable { case shown, folded, hidden }

/// The options of every document: those that all figures and tables have, and the label of a formula.
enum CommonOption {
    static let name = identifier("name")
    static let label = identifier("label")
    static let alternativeText = DirectiveOption("alt", form: "a text") { $0 }
    static let width = DirectiveOption("width", form: FigureWidth.form) { FigureWidth($0) }
    static let source = visibility("source")
    static let data = visibility("data")

    static let ofFigures: [any AnyDirectiveOption] = [name, alternativeText, width, source, data]
    static let ofRows: [any AnyDirectiveOption] = [name]
    static let ofTables: [any AnyDirectiveOption] = [name, source]

    private static func visibility(_ name: String) -> DirectiveOption<Visibility?> {
        DirectiveOption(name, form: "shown, folded or hidden") { Visibility(rawValue: $0) }
    }

    /// A name that an element's id can be.
    private static func identifier(_ name: String) -> DirectiveOption<String?> {
        DirectiveOption(name, form: "made of letters, digits, hyphens, underscores and full stops") { text in
            text.wholeMatch(of: /[\p{Alphabetic}0-9._-]+/) == nil ? nil : text
        }
    }
}
