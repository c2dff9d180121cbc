import Analysis
import Document
import Report

/// A table of a client.
struct CountTable: CatalogueTable {
    let name = "counts"
    let summary = "How many episodes were recorded."

    func content(of run: AnalysedRun, _ settings: DirectiveSettings) -> TableContent? {
        TableContent(
            caption: "Counts.", columns: [.init("What"), .init("Number", isNumeric: true)],
            rows: [[.text("episodes"), .integer(run.metrics.count)]])
    }
}
