import CommandLineTool
import Document
import Report
import RunRecord

/// The options of bohp-report.
struct Settings {
    var runs = "runs"
    var output = "reports"
    /// `nil` takes report.md for one run and comparison.md for several.
    var template: String?
    var dotsPerInch: Double?
    var figureWidth: Double?
    var lists = false
    var opens = false
    var watches = false
    /// Seconds between two pages while training is watched.
    var interval = 5
    var isQuiet = false

    static let parser = CommandLineParser<Settings>(
        command: "bohp-report", version: RunInformation.Software.current.version,
        summary: "Make an HTML report of a training run, by default the newest one; "
            + "of several runs, one report that compares them.",
        operands: "[RUN ...]",
        groups: [
            (
                "Where",
                [
                    .text("runs", "DIR", "Folder of the runs", default: Settings().runs) { $0.runs = $1 },
                    .text(
                        "output", letter: "o", "DIR", "Folder for the reports", default: Settings().output
                    ) { $0.output = $1 },
                ]
            ),
            (
                "What",
                [
                    .text(
                        "template", letter: "t", "FILE", "Template, a path or the name of a shipped one",
                        default: "report.md, or comparison.md for several runs"
                    ) { $0.template = $1 },
                    .number(
                        "dpi", "N", in: PrintResolution.allowed,
                        "Resolution of the figures for print, in dots per inch",
                        default: PrintResolution.standard
                    ) { $0.dotsPerInch = $1 },
                    .number(
                        "width", "MM", in: FigureWidth.allowed,
                        "Width of figures without a width of their own, in millimetres"
                    ) { $0.figureWidth = $1 },
                    .flag("list", "List every figure, table and value for templates") { $0.lists = true },
                ]
            ),
            (
                "Then",
                [
                    .flag("open", "Open the report in a browser") { $0.opens = true },
                    .flag("watch", "Update the page while a run is training") { $0.watches = true },
                    .integer(
                        "every", "SECONDS", in: 1...86_400, "Shortest time between two updates of --watch",
                        default: Settings().interval
                    ) { $0.interval = $1 },
                ]
            ),
            (
                "Messages",
                [.flag("quiet", letter: "q", "Print only the path of the report") { $0.isQuiet = true }]
            ),
        ])
}
