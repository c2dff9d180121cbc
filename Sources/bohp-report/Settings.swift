import CommandLineTool
import Report
import RunRecord

/// What a command line of bohp-report asks for.
struct Settings {
    var runs = "runs"
    var output = "reports"
    var template = "report.md"
    var dotsPerInch: Double?
    var figureWidth: Double?
    var lists = false
    var isQuiet = false

    static var parser: CommandLineParser<Settings> {
        CommandLineParser(
            command: "bohp-report", version: RunInformation.Software.current.version,
            summary: "Make an HTML report of a training run, the newest one unless others are named.",
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
                            help: "Template, a path or the name of a shipped one (report.md)."
                        ) { $0.template = $1 },
                        .number(
                            "dpi", value: "N", in: 50...2400,
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
