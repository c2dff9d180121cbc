import Document
import Sweep
import Text

/// The runs without a result, and why.
struct SweepFailuresTable: CatalogueTable {
    let name = "sweep-failures"
    let summary = "The runs that diverged or failed, and why; the first 50 of them."

    private static let mostRows = 50

    func content(of sweep: SweepResults, _ settings: DirectiveSettings) -> TableContent? {
        let failures = sweep.runs.compactMap { run -> [Value]? in
            switch run.state {
            case .diverged(let episode):
                [.text(run.name), .text("diverged at episode \(NumberText.grouped(episode))")]
            case .failed(let why): [.text(run.name), .text(why)]
            case .toDo, .running, .interrupted, .paused, .finished: nil
            }
        }
        guard !failures.isEmpty else { return nil }
        return TableContent(
            caption: "Runs that diverged or failed"
                + (failures.count > Self.mostRows
                    ? "; the first {{ table.shown }} of {{ table.all | grouped }}." : "."),
            facts: ["shown": .integer(Self.mostRows), "all": .integer(failures.count)],
            columns: [.init("Run"), .init("What happened")], rows: Array(failures.prefix(Self.mostRows)))
    }
}
