import CommandLineTool
import Document
import Report
import RunRecord

/// What a command line of bohp-report asks for.
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
            summary: "Make an HTML report of a training run, the newest one unless another is named; "
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
                            help: "Width of figures that name none themselves, in millimetres."
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
                        .flag("watch", help: "Make the page again and again while a run is trained.") {
                            $0.watches = true
                        },
                        .integer(
                            "every", value: "SECONDS", in: 1...86_400,
                            help: "How long --watch waits at least between two pages (5)."
                        ) { $0.interval = $1 },
                    ]
                ),
                (
                    "Messages",
                    [
                        .flag("quiet", letter: "q", help: "Print nothing but the report's path.") {
                            $0.isQuiet = true
                        }
                    ]
                ),
            ])
    }
}
