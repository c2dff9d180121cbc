import CommandLineTool
import Document
import Foundation
import Plot
import Render
import Report
import RunRecord
import Text

/// The options of bohp-report.
struct Settings {
    var runs = "runs"
    /// `nil` takes reports, or for a sweep its folder.
    var output: String?
    /// The folder of a sweep, if its report is wanted.
    var sweep: String?
    /// `nil` takes report.md for one run, comparison.md for several, and sweep.md for a sweep.
    var template: String?
    var dotsPerInch: Double?
    var figureWidth: Double?
    /// `nil` takes those of the venue, or PNG and PDF.
    var formats: [any Renderer.Type]?
    var venue: Venue?
    /// The font family of figures; `nil` takes that of the venue.
    var family: String?
    var checksFigures = false
    var lists = false
    var opens = false
    var watches = false
    /// Seconds between two pages while training is watched.
    var interval = 5
    var isQuiet = false

    /// A format may have several files, and so several renderers.
    private static let formatNames = Renderers.ofReports.map { $0.name }.reduce(into: [String]()) {
        names, name in
        if !names.contains(name) { names.append(name) }
    }

    /// The formats named in a list like `png,pdf`, each once.
    ///
    /// - Throws: `CommandError` for a name that is not known.
    private static func formats(_ list: String) throws -> [any Renderer.Type] {
        let names = list.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        if let unknown = names.first(where: { !formatNames.contains($0) }) {
            throw parser.usageError(
                "there is no format “\(unknown)”"
                    + NearestNames.suggestion(for: unknown, among: formatNames))
        }
        return Renderers.ofReports.filter { names.contains($0.name) }
    }

    /// A font family as it is installed.
    ///
    /// - Throws: `CommandError` if it is not.
    private static func family(_ name: String) throws -> String {
        let families = FontBook.installedFamilies()
        if let family = families.first(where: { $0.lowercased() == name.lowercased() }) { return family }
        throw parser.usageError(
            "there is no font family “\(name)”" + NearestNames.suggestion(for: name, among: families))
    }

    static let parser = CommandLineParser<Settings>(
        command: "bohp-report", version: RunInformation.Software.current.version,
        summary: "Make an HTML report of a training run, by default the newest one; "
            + "of several runs, one report that compares them.",
        operands: "[RUN ...]",
        groups: [
            (
                "Where",
                [
                    .init("runs", .text("DIR"), "Folder of the runs", default: Settings().runs) {
                        $0.runs = $1
                    },
                    .init(
                        "output", letter: "o", .text("DIR"), "Folder for the reports",
                        default: "reports, or for a sweep its folder"
                    ) {
                        $0.output = $1
                    },
                    .init("sweep", .text("DIR"), "Report the sweep in this folder instead of runs") {
                        $0.sweep = $1
                    },
                ]
            ),
            (
                "What",
                [
                    .init(
                        "template", letter: "t", .text("FILE"),
                        "Template, a path or the name of a shipped one",
                        default: "report.md, comparison.md for several runs, sweep.md for a sweep"
                    ) { $0.template = $1 },
                    .init(
                        "for", .choice(Venue.all.map(\.name)),
                        "Set the figures for a journal, a conference, …"
                    ) { settings, name in settings.venue = Venue.all.first { $0.name == name } },
                    .init("font", .text("FAMILY"), "Font family of the figures; any that is installed") {
                        $0.family = try family($1)
                    },
                    .init(
                        "dpi", .number(PrintResolution.allowed, "N"),
                        "Resolution of the figures for print, in dots per inch",
                        default: NumberText.general(PrintResolution.standard)
                    ) { $0.dotsPerInch = $1 },
                    .init(
                        "width", .number(FigureWidth.allowed, "MM"),
                        "Width of figures without a width of their own, in millimetres"
                    ) { $0.figureWidth = $1 },
                    .init(
                        "format", .text("NAMES"),
                        "Formats of the figures for print, with commas between them",
                        default: "png,pdf or those of the venue; known are \(Phrase.list(formatNames))"
                    ) { $0.formats = try formats($1) },
                    .flag(
                        "check-figures",
                        "Check files of figures (PDF, EPS, PNG, TIFF, SVG) by the rules of --for, make no report, and exit with 65 if one is broken"
                    ) { $0.checksFigures = true },
                    .flag("list", "List every figure, table and value for templates") { $0.lists = true },
                ]
            ),
            (
                "Then",
                [
                    .flag("open", "Open the report in a browser") { $0.opens = true },
                    .flag("watch", "Update the page while a run is training") {
                        $0.watches = true
                    },
                    .init(
                        "every", .integer(1...86_400, "SECONDS"),
                        "Shortest time between two updates of --watch",
                        default: "\(Settings().interval)"
                    ) { $0.interval = $1 },
                ]
            ),
            (
                "Messages",
                [.flag("quiet", letter: "q", "Print only the path of the report") { $0.isQuiet = true }]
            ),
        ])
}

extension Settings {
    /// How the report is made.
    ///
    /// - Parameter usual: the name of the template if none is asked for.
    /// - Throws: `TemplateFileError`, `PlotError`.
    func style(usual: String) throws -> ReportStyle {
        let locator = TemplateLocator(executable: Bundle.main.executablePath)
        var style = try ReportStyle(template: template ?? usual, from: locator)
        style.dotsPerInch = dotsPerInch
        style.figureWidth = figureWidth
        if let venue {
            style.dotsPerInch = dotsPerInch ?? venue.dotsPerInch
            style.formats = venue.formats
            style.print = try venue.printStyle(family: family)
            style.figureName = venue.fileName
        } else if let family {
            style.print.figures.fonts = try FontBook(preferring: [family])
        }
        style.formats = formats ?? style.formats
        return style
    }

    /// Prints whether the figures of a report meet the rules of the venue, if there is one.
    ///
    /// - Throws: `InspectionError`.
    func check(_ report: RunReport, _ terminal: Terminal) throws {
        guard let venue else { return }
        for line in try report.check(venue.rules).table.split(separator: "\n") {
            terminal.message(String(line))
        }
    }
}
