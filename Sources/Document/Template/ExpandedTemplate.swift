/// A template whose substitutions, directives and references are expanded: the source of the page and of the figures for
/// LaTeX.
public struct ExpandedTemplate: Sendable {
    var title = [Inline(content: .text("Report"), line: 1)]
    var subtitle: [Inline] = []
    var description = ""
    var frontMatter = FrontMatter()
    var blocks: [Block] = []
    var headings: [Heading] = []
    /// The figures in the order of their numbers.
    public internal(set) var figures: [PlacedFigure] = []
    /// The rows of figures in their order.
    public internal(set) var figureRows: [PlacedFigureRow] = []
    /// The tables in the order of their numbers.
    public internal(set) var tables: [PlacedTable] = []
    var equations: [PlacedEquation] = []
    /// The footnotes in the order of their first references; footnote n is at index n - 1.
    var footnotes: [[Block]] = []
    /// The works that are cited, in the order of their first citations; work n is at index n - 1.
    var references: [Reference] = []
    /// The cited works as a `.bib` file; `nil` if there are none.
    public var bibliography: String? {
        references.isEmpty ? nil : references.map { $0.source + "\n" }.joined(separator: "\n")
    }
    /// The target of every label.
    var targets: [String: Target] = [:]
    /// The resolution of the figures for print, if the front matter sets one.
    public var dotsPerInch: Double? { frontMatter[FrontMatter.dotsPerInch] }

    /// Expands the template `file` with the values, tables and figures of `context`.
    ///
    /// - Parameters:
    ///   - figureWidth: the width of figures without a width of their own; overrides the front matter.
    ///   - bibliography: the path of a `.bib` file for works that the one in the front matter does not have.
    ///   - fileName: names the files of a figure by its number, `3` or `3a`; nil names them as the figure.
    /// - Returns: the expanded template, and in the same order the drawings of its ``figures`` and ``figureRows``.
    /// - Throws: ``TemplateError`` for a mistake in the template, and whatever the context throws.
    public static func expand<Context: TemplateContext>(
        _ file: TemplateFile, in context: Context, figureWidth: FigureWidth? = nil,
        bibliography: String? = nil, fileName: ((String) -> String)? = nil
    ) throws -> (
        template: ExpandedTemplate, drawings: [FigureDrawings<Context.Drawing>], rows: [Context.Drawing]
    ) {
        var expander = TemplateExpander(
            context: context, figureWidth: figureWidth, bibliography: bibliography)
        var template = try expander.expand(file)
        if let fileName {
            for (index, figure) in template.figures.enumerated() {
                let number = template.targets[figure.placement.id]?.text ?? String(index + 1)
                template.figures[index].fileName = fileName(number)
            }
            for (index, row) in template.figureRows.enumerated() {
                template.figureRows[index].fileName = fileName(
                    template.targets[row.id]?.text ?? String(index + 1))
            }
        }
        return (template, expander.drawings, expander.rowDrawings)
    }

    /// The caption of a figure without markup.
    public func caption(of figure: PlacedFigure) -> String { words(figure.placement.caption) }

    /// The caption of a row without markup, followed by those of its figures with their letters.
    public func caption(of row: PlacedFigureRow) -> String {
        let captions = figures[row.members].map { "\($0.row?.letter ?? "") \(caption(of: $0))" }
        return ([words(row.caption)].filter { !$0.isEmpty } + captions).joined(separator: " ")
    }

    /// What a row shows, for readers who cannot see it.
    public func alternativeText(of row: PlacedFigureRow) -> String {
        figures[row.members].map { "\($0.row?.letter ?? ""): \($0.alternativeText)" }.joined(separator: " ")
    }

    /// The paragraphs of a caption as one text.
    private func words(_ blocks: [Block]) -> String {
        func words(_ inlines: [Inline]) -> String {
            inlines.map { inline in
                switch inline.content {
                case .math(_, let source): source
                case .reference(let label, let pattern): self.words(for: label, pattern: pattern)
                case .emphasis(let children), .strong(let children), .strikethrough(let children),
                    .link(_, _, let children):
                    words(children)
                default: [inline].plainText
                }
            }.joined()
        }
        return blocks.compactMap {
            if case .paragraph(let inlines) = $0.content { words(inlines) } else { nil }
        }
        .joined(separator: " ")
    }

    struct Heading: Equatable, Sendable {
        var level: Int
        var text: [Inline]
        var id: String
    }

    /// The target of a reference: a figure, table or equation and its number, or a section and its title.
    struct Target: Equatable, Sendable {
        enum Kind: String { case figure = "Figure", table = "Table", equation = "Equation", section }

        var kind: Kind
        var text: String
    }

    /// The text of a reference: "Figure 2", or the pattern with its `%s` replaced by the number.
    func words(for label: String, pattern: String?) -> String {
        guard let target = targets[label] else { return label }
        let standard = target.kind == .section ? "%s" : target.kind.rawValue + "\u{A0}%s"
        return (pattern ?? standard).replacing("%s", with: target.text)
    }
}

/// The common parts of a figure and a table on the page.
struct Placement: Sendable {
    /// The name in the template.
    var name: String
    /// The id of the HTML element.
    var id: String
    /// The kind and number: "Figure 2". Figures and tables are numbered from 1, separately.
    var label: String
    var caption: [Block]
    /// The lines of the template that place it.
    var source: String
    /// The additional values that the caption can print, by name: `figure.n`.
    var facts: [String: Value]
    var showsSource: Visibility
    var showsData: Visibility
}

/// A figure at its position in a document.
public struct PlacedFigure: Sendable {
    var placement: Placement
    /// On paper.
    var size: PhysicalSize
    /// The size at which text has its usual size.
    var screenSize: PhysicalSize
    /// The same of the drawing for a narrow screen, if there is one.
    var narrowSize: PhysicalSize?
    /// The id of the row that the figure stands in, and the figure's letter there.
    var row: (id: String, letter: String)?
    public internal(set) var alternativeText: String
    /// Exactly the numbers that are drawn.
    public internal(set) var data: DataTable
    /// The name of the figure's files without an extension, unique in the document.
    public internal(set) var fileName: String

    /// The name in the template.
    public var name: String { placement.name }

    /// The widest figure, in millimetres at the usual size of text, that a page sets beside its caption and a paper into one column.
    static let widestInColumn = 100.0
    /// Whether the figure fits into one column.
    var fitsColumn: Bool { screenSize.width <= Self.widestInColumn }
}

/// Figures side by side under one number, told apart by letters: Figure 3a, Figure 3b.
public struct PlacedFigureRow: Sendable {
    /// The id of the HTML element.
    var id: String
    /// The indices of the figures in the document's list, at least two.
    var members: Range<Int>
    /// What is said of all of them; often nothing.
    var caption: [Block]
    /// The kind and number: "Figure 3".
    var label: String
    /// The name of the files that have all figures on one sheet, without an extension.
    public internal(set) var fileName: String
    /// The size of that sheet on paper.
    var size: PhysicalSize
}

/// What the pictures of one figure are made from.
public struct FigureDrawings<Drawing: Sendable>: Sendable {
    /// The figure at the width that was asked for.
    public var full: Drawing
    /// The same figure for a narrow screen; `nil` if the full one is narrow enough, or cannot be drawn narrower.
    public var narrow: Drawing?
}

/// A table at its position in a document.
public struct PlacedTable: Sendable {
    var placement: Placement
    var content: TableContent
    /// The name of the table's file without an extension, unique in the document.
    public internal(set) var fileName: String

    /// The cells as they are on the page, below the titles of their columns.
    public var data: DataTable {
        DataTable(
            content.columns.enumerated().map { index, column in
                // Few programs read the minus sign of typography.
                DataTable.Column(
                    column.title,
                    content.rows.map { row in
                        let text = row[index].plainText
                        return column.isNumeric ? text.replacing("\u{2212}", with: "-") : text
                    })
            })
    }
}

struct PlacedEquation: Sendable {
    /// The `<math>` element.
    var math: String
    /// The id and number of an equation that has a label.
    var label: (id: String, number: Int)?
}
