import Report
import Text

/// Every name that a template can use, with a sentence on each.
enum CatalogueList {
    private struct Entry {
        var name: String
        var summary: String
        var options: [AnyCatalogueOption] = []
    }

    static func text() -> String {
        let tables = Catalogue.tables.map { Entry(name: $0.name, summary: $0.summary, options: $0.options) }
        let figures = Catalogue.figures.map { Entry(name: $0.name, summary: $0.summary, options: $0.options) }
        let comparisonTables = Catalogue.comparisonTables.map {
            Entry(name: $0.name, summary: $0.summary, options: $0.options)
        }
        let comparisonFigures = Catalogue.comparisonFigures.map {
            Entry(name: $0.name, summary: $0.summary, options: $0.options)
        }
        return [
            section("Figures of a run", figures), section("Tables of a run", tables),
            section("Values of a run", Catalogue.values.map { Entry(name: $0.name, summary: $0.summary) }),
            section("Figures that compare runs", comparisonFigures),
            section("Tables that compare runs", comparisonTables),
            section(
                "Values of several runs",
                Catalogue.comparisonValues.map { Entry(name: $0.name, summary: $0.summary) }),
            section("Filters", Catalogue.filters.map { Entry(name: $0.usage, summary: $0.summary) }),
        ].joined(separator: "\n\n")
    }

    /// Names on the left, sentences on the right, options with what they take below.
    private static func section(_ title: String, _ entries: [Entry]) -> String {
        let rows = entries.flatMap { entry in
            [[entry.name, entry.summary]]
                + entry.options.map { ["", ":\($0.name): \($0.summary); \($0.form)"] }
        }
        return "\(title):\n" + TextTable(rows, indent: 2).text
    }
}
