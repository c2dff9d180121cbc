import CommandLineTool
import Report
import Sweep

/// One call of `bohp-report --sweep`, from the sweep's folder to the page.
struct SweepReportJob {
    private let path: String
    private let settings: Settings

    /// - Throws: `CommandError` for options that a sweep does not take.
    init(_ path: String, _ operands: [String], _ settings: Settings) throws {
        guard operands.isEmpty else {
            throw Settings.parser.usageError("--sweep takes all runs of a sweep, so no RUN may be named")
        }
        guard !settings.watches else {
            throw Settings.parser.usageError("--watch follows runs, not a sweep")
        }
        self.path = path
        self.settings = settings
    }

    /// Makes the report, prints its path, and opens it if asked to.
    func run() throws {
        let terminal = Terminal(isQuiet: settings.isQuiet)
        let style = try settings.style(usual: "sweep.md")
        let report = try RunReport(of: SweepResults(SweepFolder(path: path)), style: style)
        let page = try report.write(to: settings.output ?? path)
        terminal.message("\(report.name): \(report.size)")
        try settings.check(report, terminal)
        try terminal.path(page)
        if settings.opens { Browser.open(page, terminal) }
    }
}
