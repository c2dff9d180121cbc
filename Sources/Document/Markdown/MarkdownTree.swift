/// A part of a document that stands on lines of its own, with the line of its file that it starts on.
///
/// The parser makes the kinds that Markdown has; ``TemplateExpander`` replaces the fenced blocks that are
/// directives by the kinds below the mark. Both live in one type, so that one renderer walks one tree.
struct Block: Equatable, Sendable {
    var content: Content
    var line: Int
    /// The block's last line: with `line`, the template's own words for it.
    var lastLine: Int

    indirect enum Content: Equatable, Sendable {
        case paragraph([Inline])
        /// The id is empty until the document gives it one.
        case heading(level: Int, text: [Inline], id: String)
        case quote([Block])
        case list(MarkdownList)
        case code(info: String, text: String)
        case html(String)
        case rule
        case table(MarkdownTable)

        // Made by directives. The numbers are places in the lists of the document that holds the block.
        case figure(Int)
        case valueTable(Int)
        case equation(Int)
        case aside(kind: String, [Block])
        case details(summary: [Inline], [Block])
    }
}

/// A bulleted or numbered list. A tight list has no blank lines between its items, and its paragraphs no
/// margins.
struct MarkdownList: Equatable, Sendable {
    var firstNumber: Int?
    var isTight: Bool
    var items: [Item]

    struct Item: Equatable, Sendable {
        /// Whether the item is ticked, or `nil` if it is no task.
        var isDone: Bool?
        var blocks: [Block]
    }
}

/// A table written in the template with pipes, as opposed to one of the catalogue.
struct MarkdownTable: Equatable, Sendable {
    enum Alignment: Equatable, Sendable { case unset, left, centre, right }

    var alignments: [Alignment]
    var header: [[Inline]]
    var rows: [[[Inline]]]
}

/// A part of a line: text, emphasis, code, a link, with the line of its file.
struct Inline: Equatable, Sendable {
    var content: Content
    var line: Int

    indirect enum Content: Equatable, Sendable {
        case text(String)
        case softBreak
        case lineBreak
        case code(String)
        case html(String)
        case emphasis([Inline])
        case strong([Inline])
        case strikethrough([Inline])
        case link(address: String, title: String, text: [Inline])
        case image(address: String, title: String, text: [Inline])
        /// A footnote by its number: within its fragment as parsed, within the document once expanded.
        case footnote(Int)

        // Made by roles and substitutions.
        /// MathML, ready to be placed, and the LaTeX that it was made from.
        case math(markup: String, source: String)
        /// "Figure 2", found when the whole document is known. `%s` in the pattern stands for the number.
        case reference(label: String, pattern: String?)
    }
}

extension [Inline] {
    /// The words alone, for a page's title, an alternative text or a heading's id.
    var plainText: String {
        map { inline in
            switch inline.content {
            case .text(let text), .code(let text): text
            case .softBreak, .lineBreak: " "
            case .emphasis(let children), .strong(let children), .strikethrough(let children),
                .link(_, _, let children), .image(_, _, let children):
                children.plainText
            case .html, .footnote, .math, .reference: ""
            }
        }.joined()
    }
}
