import Document
import Report

/// A table of a client for reports on several runs.
struct NamesTable: CatalogueTable {
    let name = "names"
    let summary = "The names of the runs."

    func content(of runs: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        TableContent(
            caption: "Names.", columns: [.init("Run")], rows: runs.runs.map { [.text($0.name)] })
    }
}
