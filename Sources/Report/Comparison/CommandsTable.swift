import Document

/// The commands that reproduce the runs and this report.
struct CommandsTable: CatalogueTable {
    let name = "commands"
    let summary = "The exact commands that reproduce the runs and their report, for up to 24 runs."

    func content(of comparison: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        guard comparison.runs.count <= ResultsTable.mostRuns else { return nil }
        let training = zip(comparison.labels, comparison.runs).map { label, run in
            [Value.text(label), .code(ShellCommand.line(of: run.information.command))]
        }
        let report = ShellCommand.line(of: ["bohp-report"] + comparison.labels)
        return TableContent(
            caption: "Commands that reproduce the runs and this report.",
            columns: [.init("Run"), .init("Command")],
            rows: training + [[.text("This report"), .code(report)]])
    }
}
