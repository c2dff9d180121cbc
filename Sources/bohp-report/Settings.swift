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

    static var parser: CommandLineParser<Settings> {
        CommandLineParser(
            command: "bohp-report", version: RunInformation.Software.current.version,
            summary: "Make an HTML report of a training run, by default the newest one; "
                + "of several runs, one report that compares them.",
            operands: "[RUN ...]",
            groups: [
                (
                    "Where",
                    [
                        .text("runs", value: "DIR", help: "Folder of the runs (runs).") { $0.runs = $1 },
                        .text("output", letter: "o", value: "DIR", help: "Folder for the reports (reports).")
                        {
                            $0.output = $1
                        },
                    ]
                ),
                (
                    "What",
                    [
                        .text(
                            "template", letter: "t", value: "FILE",
                            help:
                                "Template, a path or the name of a shipped one (report.md; comparison.md for several runs)."
                        ) { $0.template = $1 },
                        .number(
                            "dpi", value: "N", in: PrintResolution.allowed,
                            help: "Resolution of the figures for print, in dots per inch (600)."
                        ) { $0.dotsPerInch = $1 },
                        .number(
                            "width", value: "MM", in: FigureWidth.allowed,
                            help: "Width of figures without a width of their own, in millimetres."
                        ) { $0.figureWidth = $1 },
                        .flag("list", help: "List every figure, table and value for templates.") {
                            $0.lists = true
                        },
                    ]
                ),
                (
                    "Then",
                    [
                        .flag("open", help: "Open the report in a browser.") { $0.opens = true },
                        .flag("watch", help: "Update the page while a run is training.") {
                            $0.watches = true
                        },
                        .integer(
                            "every", value: "SECONDS", in: 1...86_400,
                            help: "Shortest time between two updates of --watch (5)."
                        ) { $0.interval = $1 },
                    ]
                ),
                (
                    "Messages",
                    [
                        .flag("quiet", letter: "q", help: "Print only the path of the report.") {
                            $0.isQuiet = true
                        }
                    ]
                ),
            ])
    }
}
