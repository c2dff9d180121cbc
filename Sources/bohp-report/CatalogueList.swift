import Document
import Report
import Text

/// Lists every name that a template can use, with a short description.
enum CatalogueList {
    private typealias Entry = (name: String, summary: String, options: [any AnyDirectiveOption])

    static func text(_ catalogue: Catalogue = .standard) -> String {
        let sections =
            sections(of: catalogue.run, "of a run", "of a run")
            + sections(of: catalogue.comparison, "that compare runs", "of several runs")
            + sections(of: catalogue.sweep, "of a sweep", "of a sweep")
            + [section("Filters", Filter.all.map { ($0.usage, $0.summary, []) })]
        return sections.joined(separator: "\n\n")
    }

    private static func sections<Subject>(
        of part: CataloguePart<Subject>, _ which: String, _ ofWhich: String
    ) -> [String] {
        [
            section("Figures \(which)", part.figures.map { ($0.name, $0.summary, $0.options) }),
            section("Tables \(which)", part.tables.map { ($0.name, $0.summary, $0.options) }),
            section("Values \(ofWhich)", part.values.map { ($0.name, $0.summary, []) }),
        ]
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
