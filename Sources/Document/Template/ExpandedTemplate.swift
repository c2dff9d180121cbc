/// A template whose substitutions, directives and references are expanded: the source of the page and of the figures for
/// LaTeX.
public struct ExpandedTemplate: Sendable {
    var title = [Inline(content: .text("Report"), line: 1)]
    var subtitle: [Inline] = []
    var description = ""
    var language = "en"
    var showsContents = true
    var blocks: [Block] = []
    var headings: [Heading] = []
    /// The figures in the order of their numbers.
    public internal(set) var figures: [PlacedFigure] = []
    var tables: [PlacedTable] = []
    var equations: [PlacedEquation] = []
    /// The footnotes in the order of their first references; footnote n is at index n - 1.
    var footnotes: [[Block]] = []
    /// The target of every label.
    var targets: [String: Target] = [:]
    /// The resolution of the figures for print, if the front matter sets one.
    public internal(set) var dotsPerInch: Double?

    /// Expands the template `file` with the values, tables and figures of `context`.
    ///
    /// - Parameter figureWidth: the width of figures without a width of their own; overrides the front matter.
    /// - Returns: the expanded template and the drawings of its ``figures``, in the same order.
    /// - Throws: ``TemplateError`` for a mistake in the template, and whatever the context throws.
    public static func expand<Context: TemplateContext>(
        _ file: TemplateFile, in context: Context, figureWidth: FigureWidth? = nil
    ) throws -> (template: ExpandedTemplate, drawings: [Context.Drawing]) {
        var expander = TemplateExpander(context: context, figureWidth: figureWidth)
        let template = try expander.expand(file)
        return (template, expander.drawings)
    }

    struct Heading: Equatable, Sendable {
        var level: Int
        var text: [Inline]
        var id: String
    }

    /// The target of a reference.
    enum Target: Equatable, Sendable {
        case figure(Int)
        case table(Int)
        case equation(Int)
        case section(String)
    }

    /// The text of a reference: "Figure 2", or the pattern with its `%s` replaced by the number.
    func words(for label: String, pattern: String?) -> String {
        let (kind, value): (String, String)
        switch targets[label] {
        case .figure(let number): (kind, value) = ("Figure\u{A0}", String(number))
        case .table(let number): (kind, value) = ("Table\u{A0}", String(number))
        case .equation(let number): (kind, value) = ("Equation\u{A0}", String(number))
        case .section(let title): (kind, value) = ("", title)
        case nil: (kind, value) = ("", label)
        }
        return pattern?.replacing("%s", with: value) ?? kind + value
    }
}

/// The common parts of a figure and a table on the page.
struct Placement: Sendable {
    /// The name in the template.
    var name: String
    /// The id of the HTML element.
    var id: String
    /// The number, counted from 1, separately for figures and tables.
    var number: Int
    var caption: [Block]
    /// The lines of the template that place it.
    var source: String
    /// The additional values that the caption can print, by name: `figure.n`.
    var facts: [String: Value]
    var showsSource: FrontMatter.Visibility
    var showsData: FrontMatter.Visibility
}

/// A figure at its position in a document.
public struct PlacedFigure: Sendable {
    var placement: Placement
    var size: PhysicalSize
    var alternativeText: String
    /// Exactly the numbers that are drawn.
    public internal(set) var data: DataTable
    /// The name of the figure's files without an extension, unique in the document.
    public internal(set) var fileName: String

    /// The name in the template.
    public var name: String { placement.name }
}

struct PlacedTable: Sendable {
    var placement: Placement
    var content: TableContent
}

struct PlacedEquation: Sendable {
    /// The `<math>` element.
    var math: String
    /// The id and number of an equation that has a label.
    var label: (id: String, number: Int)?
}
