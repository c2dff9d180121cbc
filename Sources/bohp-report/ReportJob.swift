import CommandLineTool
import Document
import Foundation
import Report
import RunRecord
import Text

/// One call of `bohp-report`, from the run folders to the page.
struct ReportJob {
    private let paths: [String]
    private let settings: Settings
    private let style: ReportStyle
    private let terminal: Terminal
    private let files: any FileSystem

    /// - Throws: `CommandError`, `RunRecordError`, `TemplateFileError`.
    init(
        _ operands: [String], _ settings: Settings, files: any FileSystem = SystemFiles()
    ) throws {
        self.settings = settings
        self.files = files
        terminal = Terminal(isQuiet: settings.isQuiet)
        let folder = RunsFolder(path: settings.runs)
        paths = try operands.isEmpty ? [folder.newest()] : operands.map(folder.find)
        let places = paths.map { URL(fileURLWithPath: $0).resolvingSymlinksInPath().path }
        if let twice = places.indices.first(where: { places[..<$0].contains(places[$0]) }) {
            throw Settings.parser.usageError("the run \(paths[twice]) is named twice")
        }
        let locator = TemplateLocator(executable: Bundle.main.executablePath)
        let template = try locator.template(
            settings.template ?? (paths.count == 1 ? "report.md" : "comparison.md"))
        style = ReportStyle(
            template: template, styleSheet: try locator.styleSheet(for: template),
            bibliography: locator.bibliography,
            dotsPerInch: settings.dotsPerInch, figureWidth: settings.figureWidth, formats: settings.formats)
    }

    /// Makes the report, prints its path, and opens or watches it if asked to.
    func run() throws {
        let runs = try paths.map { try Run(path: $0) }
        let watches = settings.watches && runs.contains(where: willChange)
        let page = try write(runs, refresh: watches ? pause(after: .zero) : nil)
        try terminal.path(page)
        if settings.opens { Browser.open(page, terminal) }
        if watches {
            try watch(runs)
        } else if settings.watches {
            terminal.message(Self.ending(runs) + " There is nothing to watch.")
        }
    }

    /// - Returns: the page's path.
    private func write(_ runs: [Run], refresh: Int? = nil) throws -> String {
        var style = style
        style.refresh = refresh
        let report =
            try runs.count == 1
            ? RunReport(of: runs[0], style: style) : RunReport(comparing: runs, style: style)
        let page = try report.write(to: settings.output, files: files)
        if refresh == nil {
            let bytes = report.files.reduce(0) { $0 + $1.contents.count }
            let size = NumberText.si(Double(bytes), unit: "B")
            terminal.message("\(report.name): \(size) in \(Phrase.count(report.files.count, "file"))")
        }
        return page
    }

    // MARK: Watching

    /// Whether a run will still change: as long as a process writes it. Where no lock tells, a run that says that it is
    /// running is believed.
    private func willChange(_ run: Run) -> Bool { run.isWritten ?? (run.information.status == .running) }

    /// The pause between two pages in whole seconds: long enough that making pages takes at most a tenth of the time and
    /// leaves the rest to training.
    private func pause(after cost: Duration) -> Int {
        max(settings.interval, Int(10 * cost.components.seconds + 1))
    }

    /// Makes a page whenever a run has changed, until all runs have ended or the user stops watching; then makes the
    /// complete report.
    private func watch(_ first: [Run]) throws {
        let stop = StopRequest()
        var runs = first
        var seen = runs.map(\.metrics.count)
        var seconds = pause(after: .zero)
        let (done, total) = Self.episodes(of: runs)
        var bar = ProgressBar(on: terminal, startedAt: done / total)
        terminal.message("Watching until training ends. Ctrl-C stops watching, and does not stop training.")
        while true {
            let (done, total) = Self.episodes(of: runs)
            bar.update(
                done / total, "episode \(NumberText.grouped(Int(done))) of \(NumberText.grouped(Int(total)))")
            let next = ContinuousClock.now + .seconds(seconds)
            while ContinuousClock.now < next, !stop.isRequested { usleep(50_000) }
            runs = try paths.map { try Run(path: $0) }
            guard !stop.isRequested, runs.contains(where: willChange) else { break }
            let counts = runs.map(\.metrics.count)
            if counts == seen { continue }
            seen = counts
            let cost = try ContinuousClock().measure { _ = try write(runs, refresh: seconds) }
            seconds = pause(after: cost)
        }
        bar.clear()
        _ = try write(runs)
        if !stop.isRequested { terminal.message(Self.ending(runs)) }
    }

    /// How the training of runs ended that no process writes any more.
    private static func ending(_ runs: [Run]) -> String {
        let killed = runs.filter { $0.information.status == .running }
        guard let first = killed.first else { return "Training has ended." }
        return
            "The process that trained \(first.path) is gone; continue the run with bohp-train --resume \(first.name)."
    }

    /// The completed and all episodes of the runs together; at least one.
    private static func episodes(of runs: [Run]) -> (done: Double, total: Double) {
        let total = runs.reduce(0) { $0 + $1.configuration.episodes }
        return (Double(runs.reduce(0) { $0 + $1.metrics.count }), Double(max(1, total)))
    }
}
