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

    /// - Throws: `CommandError`, `RunRecordError`, `TemplateFileError`.
    init(_ operands: [String], _ settings: Settings) throws {
        self.settings = settings
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
                [State(run.information, logged: run.metrics.count, isMeasured: run.evaluation != nil)]
            case .comparison(let runs):
                runs.map { State($0.information, logged: $0.logged, isMeasured: $0.evaluation != nil) }
            }
        }
    }

    /// How far a run is.
    private struct State {
        let information: RunInformation
        let logged: Int
        let isMeasured: Bool

        init(_ information: RunInformation, logged: Int, isMeasured: Bool) {
            self.information = information
            self.logged = logged
            self.isMeasured = isMeasured
        }

        /// Whether the run will still change: during training, and for a while afterwards until its evaluation is written.
        var willChange: Bool {
            if information.status == .running { return true }
            guard !isMeasured, let ended = information.ended else { return false }
            return -ended.timeIntervalSinceNow < max(60, information.seconds)
        }
    }

    /// Makes the report, prints its path, and opens or watches it if asked to.
    func run() throws {
        let subject = try read()
        let watches = settings.watches && subject.states.contains(where: \.willChange)
        let page = try write(subject, refresh: watches ? pause(after: .zero) : nil)
        terminal.result(page)
        if settings.opens { Browser.open(page, terminal) }
        if watches {
            try watch(subject)
        } else if settings.watches {
            terminal.message("Training has ended, so there is nothing to watch.")
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
        let page = try report.write(to: settings.output ?? "reports")
        if refresh == nil {
            terminal.message("\(report.name): \(report.size)")
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
    }

    /// The completed and all episodes of the runs together; at least one.
    private static func episodes(of subject: Subject) -> (done: Double, total: Double) {
        let total = subject.states.reduce(0) { $0 + $1.information.configuration.episodes }
        return (Double(subject.states.reduce(0) { $0 + $1.logged }), Double(max(1, total)))
    }
}
