import Analysis

/// The commands that make the run and this report again.
struct CommandTable: ReportTable {
    let name = "command"
    let summary = "The exact commands that train the same run and make its report."

    func content(of subject: AnalysedRun, _ settings: CatalogueSettings) -> TableContent? {
        TableContent(
            caption: "Commands that make the run and this report again.",
            columns: [.init("Step"), .init("Command")],
            rows: [
                [.text("Train"), .code(ShellCommand.line(of: subject.information.command))],
                [.text("Report"), .code(ShellCommand.line(of: ["bohp-report", subject.run.name]))],
            ])
    }
}
