import Analysis
import Document
import Foundation
import Text

/// The run as an entry for a bibliography.
struct CitationTable: CatalogueTable {
    let name = "citation"
    let summary = "The run as a text and as a BibTeX entry, to cite it by."

    func content(of subject: AnalysedRun, _ settings: DirectiveSettings) -> TableContent? {
        let run = subject.run
        let software = "\(run.information.software.name) \(run.information.software.version)"
        let episodes = Phrase.count(subject.episodesDone, "episode")
        let title =
            "Training run \(run.name): \(episodes) of the \(type(of: run.configuration.task).name) task"
        let seed = "seed \(run.configuration.seed)"
        // In UTC, so that the entry is the same everywhere.
        let year = run.information.started.formatted(.iso8601.year())
        let fields = [("title", title), ("howpublished", software), ("note", seed), ("year", year)]
        let key =
            "bohp-" + run.name.map { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-") ? $0 : "-" }
        let entry = fields.map { "\($0) = {\(LaTeXText.escaped($1))}" }.joined(separator: ", ")
        return TableContent(
            caption: "The run {{ run.name }} as a citation.", columns: [.init("Form"), .init("Citation")],
            rows: [
                [.text("Text"), .text("\(title), \(seed). \(software) (\(year)).")],
                [.text("BibTeX"), .code("@misc{\(key), \(entry)}")],
            ])
    }
}
