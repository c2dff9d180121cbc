/// A block element of a document, and the lines of its file.
///
/// The parser makes the kinds of Markdown. ``TemplateExpander`` replaces directives by the kinds in the second part of
/// the list. Both are one type, so that a writer walks one tree.
struct Block: Equatable, Sendable {
    var content: Content
    var line: Int
    /// The last line of the block.
    var lastLine: Int

    indirect enum Content: Equatable, Sendable {
        case paragraph([Inline])
        /// The id is empty until the template is expanded.
        case heading(level: Int, text: [Inline], id: String)
        case quote([Block])
        case list(MarkdownList)
        case code(info: String, text: String)
        case html(String)
        case rule
        case table(MarkdownTable)

        // Made by directives. The numbers are indices in the lists of the expanded template.
        case figure(Int)
        /// Figures that share a row and a number.
        case figureRow(Int)
        case valueTable(Int)
        case equation(Int)
        case aside(kind: String, [Block])
        case box([Block])
        case details(summary: [Inline], [Block])
    }
}

/// A bulleted or numbered list. A tight list has no blank lines between its items, and its paragraphs have no
/// margins.
struct MarkdownList: Equatable, Sendable {
    var firstNumber: Int?
    var isTight: Bool
    var items: [Item]

    struct Item: Equatable, Sendable {
        /// Whether a task is done; `nil` for an item that is not a task.
        var isDone: Bool?
        var blocks: [Block]
    }
}

/// A table that the template writes with pipes, as opposed to a table of values.
struct MarkdownTable: Equatable, Sendable {
    /// `left`, `centre` or `right` for each column; `nil` where the template sets none.
    var alignments: [String?]
    var header: [[Inline]]
    var rows: [[[Inline]]]
}

/// An inline element, such as text, emphasis, code or a link, and its line in the file.
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
        /// A reference to a footnote by its number: in the fragment when parsed, in the document when expanded.
        case footnote(Int)

        // Made by roles and substitutions.
        /// Finished MathML, and its LaTeX source.
        case math(markup: String, source: String)
        /// A reference like "Figure 2", resolved when the whole document is known. `%s` in the pattern is the number.
        case reference(label: String, pattern: String?)
        /// Works by their numbers in the reference list.
        case citation([Int])
    }
}

extension [Inline] {
    /// The text without markup, for a page's title, an alternative text or a heading's id.
    var plainText: String {
        map { inline in
            switch inline.content {
            case .text(let text), .code(let text): text
            case .softBreak, .lineBreak: " "
            case .emphasis(let children), .strong(let children), .strikethrough(let children),
                .link(_, _, let children), .image(_, _, let children):
                children.plainText
            case .html, .footnote, .math, .reference, .citation: ""
            }
        }.joined()
    }
}
