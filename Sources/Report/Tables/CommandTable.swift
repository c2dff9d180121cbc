import Analysis
import Document

/// The commands that reproduce the run and this report.
struct CommandTable: CatalogueTable {
    let name = "command"
    let summary = "The exact commands that reproduce the run and its report."

    func content(of subject: AnalysedRun, _ settings: DirectiveSettings) -> TableContent? {
        TableContent(
            caption: "Commands that reproduce the run and this report.",
            columns: [.init("Step"), .init("Command")],
            rows: [
                [.text("Train"), .code(ShellCommand.line(of: subject.information.command))],
                [.text("Report"), .code(ShellCommand.line(of: ["bohp-report", subject.run.name]))],
            ])
    }
}
