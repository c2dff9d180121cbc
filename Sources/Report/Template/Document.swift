/// A template with everything of the run in its place: what the page is made from.
struct Document: Sendable {
    var title: [Inline]
    var subtitle: [Inline]
    var description: String
    var language: String
    var showsContents: Bool
    var blocks: [Block]
    var headings: [Heading]
    var figures: [PlacedFigure]
    var tables: [PlacedTable]
    var equations: [PlacedEquation]
    /// Footnotes in the order in which the text first names them; number n is at n - 1.
    var footnotes: [[Block]]
    /// What every label leads to.
    var targets: [String: Target]
    /// Resolution of the pictures on paper, if the front matter gives one.
    var dotsPerInch: Double?

    struct Heading: Equatable, Sendable {
        var level: Int
        var text: [Inline]
        var id: String
    }

    /// What a reference can lead to.
    enum Target: Equatable, Sendable {
        case figure(Int)
        case table(Int)
        case equation(Int)
        case section(String)
    }

    /// What a reference reads: "Figure 2", or the pattern with the number for its `%s`.
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

/// What a figure and a table have in common on the page.
struct Placement: Sendable {
    /// The catalogue's name.
    var name: String
    /// The element's id.
    var id: String
    /// From 1, figures and tables each on their own.
    var number: Int
    var caption: [Block]
    /// The template's own lines for it.
    var source: String
    /// The values that its caption can print beside those of the catalogue, by name: `figure.n`.
    var facts: [String: Value]
    var showsSource: FrontMatter.Visibility
    var showsData: FrontMatter.Visibility
}

struct PlacedFigure: Sendable {
    var placement: Placement
    var content: FigureContent
    var alternativeText: String
    /// The name of its files without an ending, unique in the document.
    var fileName: String
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
