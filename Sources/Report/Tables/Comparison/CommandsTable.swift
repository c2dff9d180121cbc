import Document

/// The commands that make the runs and this report again.
struct CommandsTable: CatalogueTable {
    let name = "commands"
    let summary = "The exact commands that train the same runs and make their report."

    func content(of comparison: RunComparison, _ settings: DirectiveSettings) -> TableContent? {
        let training = zip(comparison.labels, comparison.runs).map { label, run in
            [Value.text(label), .code(ShellCommand.line(of: run.information.command))]
        }
        let report = ShellCommand.line(of: ["bohp-report"] + comparison.labels)
        return TableContent(
            caption: "Commands that make the runs and this report again.",
            columns: [.init("Run"), .init("Command")],
            rows: training + [[.text("This report"), .code(report)]])
    }
}
