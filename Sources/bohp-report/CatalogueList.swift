import Document
import Report
import Text

/// Lists every name that a template can use, with a short description.
enum CatalogueList {
    private typealias Entry = (name: String, summary: String, options: [any AnyDirectiveOption])

    static func text(_ catalogue: Catalogue = .standard) -> String {
        let (run, comparison) = (catalogue.run, catalogue.comparison)
        return [
            section("Figures of a run", run.figures.map { ($0.name, $0.summary, $0.options) }),
            section("Tables of a run", run.tables.map { ($0.name, $0.summary, $0.options) }),
            section("Values of a run", run.values.map { ($0.name, $0.summary, []) }),
            section(
                "Figures that compare runs", comparison.figures.map { ($0.name, $0.summary, $0.options) }),
            section("Tables that compare runs", comparison.tables.map { ($0.name, $0.summary, $0.options) }),
            section("Values of several runs", comparison.values.map { ($0.name, $0.summary, []) }),
            section("Filters", Filter.all.map { ($0.usage, $0.summary, []) }),
        ].joined(separator: "\n\n")
    }

    /// Names on the left, descriptions on the right, and the options below.
    private static func section(_ title: String, _ entries: [Entry]) -> String {
        let rows = entries.flatMap { entry in
            [[entry.name, entry.summary]]
                + entry.options.map { ["", ":\($0.name): \($0.summary); \($0.form)"] }
        }
        return "\(title):\n" + TextTable.text(rows, indent: 2)
    }
}
