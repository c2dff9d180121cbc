import Analysis
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
        var known: Set<String> = []
        if let twice = places.indices.first(where: { !known.insert(places[$0]).inserted }) {
            throw Settings.parser.usageError("the run \(paths[twice]) is named twice")
        }
        style = try settings.style(usual: paths.count == 1 ? "report.md" : "comparison.md")
    }

    /// What is reported: one run, or several as a comparison keeps them.
    private enum Subject {
        case run(Run)
        case comparison([ComparedRun])

        /// The state of each run.
        var states: [State] {
            switch self {
            case .run(let run):
                [State(path: run.path, information: run.information, logged: run.metrics.count)]
            case .comparison(let runs):
                runs.map { State(path: $0.path, information: $0.information, logged: $0.logged) }
            }
        }
    }

    /// How far a run is.
    private struct State {
        let path: String
        let information: RunInformation
        let logged: Int

        /// Whether the run will still change: as long as a process writes it. Where no lock tells, a run that says that it
        /// is running is believed.
        var willChange: Bool { Run.isWritten(at: path) ?? (information.status == .running) }
    }

    /// Makes the report, prints its path, and opens or watches it if asked to.
    func run() throws {
        let subject = try read()
        let watches = settings.watches && subject.states.contains(where: \.willChange)
        let page = try write(subject, refresh: watches ? pause(after: .zero) : nil)
        try terminal.path(page)
        if settings.opens { Browser.open(page, terminal) }
        if watches {
            try watch(subject)
        } else if settings.watches {
            terminal.message(Self.ending(subject) + " There is nothing to watch.")
        }
    }

    private func read() throws -> Subject {
        paths.count == 1
            ? .run(try Run(path: paths[0]))
            : .comparison(try paths.concurrentMap { try ComparedRun(path: $0) })
    }

    /// - Returns: the page's path.
    private func write(_ subject: Subject, refresh: Int? = nil) throws -> String {
        var style = style
        style.refresh = refresh
        let report =
            switch subject {
            case .run(let run): try RunReport(of: run, style: style)
            case .comparison(let runs): try RunReport(comparing: runs, style: style)
            }
        let page = try report.write(to: settings.output ?? "reports", files: files)
        if refresh == nil {
            terminal.message("\(report.name): \(report.size)")
            try settings.check(report, terminal)
        }
        return page
    }

    // MARK: Watching

    /// The pause between two pages in whole seconds: long enough that making pages takes at most a tenth of the time and
    /// leaves the rest to training.
    private func pause(after cost: Duration) -> Int {
        max(settings.interval, Int(10 * cost.components.seconds + 1))
    }

    /// Makes a page whenever a run has changed, until all runs have ended or the user stops watching; then makes the
    /// complete report.
    private func watch(_ first: Subject) throws {
        let stop = StopRequest()
        var subject = first
        var seen = subject.states.map(\.logged)
        var seconds = pause(after: .zero)
        let (done, total) = Self.episodes(of: subject)
        var bar = ProgressBar(on: terminal, startedAt: done / total)
        terminal.message("Watching until training ends. Ctrl-C stops watching, and does not stop training.")
        while true {
            let (done, total) = Self.episodes(of: subject)
            bar.update(
                done / total, "episode \(NumberText.grouped(Int(done))) of \(NumberText.grouped(Int(total)))")
            let next = ContinuousClock.now + .seconds(seconds)
            while ContinuousClock.now < next, !stop.isRequested { usleep(50_000) }
            subject = try read()
            guard !stop.isRequested, subject.states.contains(where: \.willChange) else { break }
            let counts = subject.states.map(\.logged)
            if counts == seen { continue }
            seen = counts
            let cost = try ContinuousClock().measure { _ = try write(subject, refresh: seconds) }
            seconds = pause(after: cost)
        }
        bar.clear()
        _ = try write(subject)
        if !stop.isRequested { terminal.message(Self.ending(subject)) }
    }

    /// How the training of runs ended that no process writes any more.
    private static func ending(_ subject: Subject) -> String {
        guard let killed = subject.states.first(where: { $0.information.status == .running }) else {
            return "Training has ended."
        }
        let name = FilePath.name(of: killed.path)
        return
            "The process that trained \(killed.path) is gone; continue the run with bohp-train --resume \(name)."
    }

    /// The completed and all episodes of the runs together; at least one.
    private static func episodes(of subject: Subject) -> (done: Double, total: Double) {
        let total = subject.states.reduce(0) { $0 + $1.information.configuration.episodes }
        return (Double(subject.states.reduce(0) { $0 + $1.logged }), Double(max(1, total)))
    }
}
