import CommandLineTool
import Document
import Foundation
import Report
import RunRecord
import Sweep
import Text

/// One call of `bohp-sweep`.
struct SweepSession {
    private let settings: SweepSettings
    private let operands: [String]
    private let terminal: Terminal

    init(_ settings: SweepSettings, operands: [String]) {
        self.settings = settings
        self.operands = operands
        terminal = Terminal(isQuiet: settings.isQuiet)
    }

    /// Does what the operands ask for.
    ///
    /// - Throws: `CommandError`, `SweepFileError`, `RunRecordError`.
    func run() throws -> ExitCode {
        switch operands.count {
        case 1: return try sweep(folder(operands[0]))
        case 2 where operands[0] == "status": return try status(SweepFolder(path: place(operands[1])))
        case 0: throw SweepOptions.parser.usageError("needs a sweep file, or status and a sweep's folder")
        default:
            throw SweepOptions.parser.usageError("“\(operands[1])” is more than a sweep file")
        }
    }

    /// The folder of a sweep that is given by its name or by its path.
    private func place(_ name: String) -> String {
        let inside = FilePath.join(settings.sweeps, name)
        return !name.contains("/") && FileManager.default.fileExists(atPath: inside) ? inside : name
    }

    /// The sweep of a file, or the one in a folder.
    private func folder(_ operand: String) throws -> SweepFolder {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: operand, isDirectory: &isFolder) else {
            throw CommandError("there is no file \(operand)", code: .noInput)
        }
        if isFolder.boolValue { return try SweepFolder(path: operand) }
        let plan = try SweepPlan(SweepFile(path: operand))
        let file = FilePath.name(of: operand)
        let end = file.lastIndex(of: ".") ?? file.endIndex
        let name = end == file.startIndex ? file : String(file[..<end])
        return SweepFolder(plan, path: FilePath.join(settings.sweeps, name))
    }

    private func sweep(_ folder: SweepFolder) throws -> ExitCode {
        if settings.usesSlurm { return try submit(folder) }
        if settings.isDryRun {
            try terminal.result(
                folder.plan.runs.enumerated().map { "\($0 + 1)  \($1.name)" }.joined(separator: "\n"))
            return .done
        }
        try folder.prepare()
        return try settings.runs == nil && isDone(folder) ? .done : train(folder, settings.runs)
    }

    /// Whether nothing is left to do; if so, says it.
    private func isDone(_ folder: SweepFolder) throws -> Bool {
        let status = SweepStatus(folder)
        // Successive halving may continue a run that is paused.
        guard status.isDone, !status.states.contains(.paused) else { return false }
        try SweepTable(folder, status).write(to: folder)
        sayDone(status)
        try terminal.result(folder.path)
        return true
    }

    private func sayDone(_ status: SweepStatus) {
        let count = status.numbers.count
        terminal.message(
            (count == 1 ? "The run is" : "All \(NumberText.grouped(count)) runs are")
                + " done (\(status.summary)); nothing to do.")
    }

    private func submit(_ folder: SweepFolder) throws -> ExitCode {
        if !settings.isDryRun {
            try folder.prepare()
            if try isDone(folder) { return .done }
        }
        let program = URL(fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments[0]).path
        let plan = try SlurmPlan(folder, program: program)
        terminal.message(
            "\(Phrase.count(plan.runs, "run")) in \(Phrase.count(plan.packs.count, "task")), about "
                + "\(NumberText.significant(plan.seconds / 3600, digits: 2)) core hours.")
        if settings.isDryRun {
            let calls = plan.submissions(arraySize: 1001) + [plan.reportSubmission(after: ["JOB"])]
            for call in calls { terminal.message(call.joined(separator: " ")) }
            try terminal.result(plan.script)
            return .done
        }
        let jobs = try plan.submit()
        terminal.message(
            "Submitted as \(jobs.count == 2 ? "job" : "jobs") \(Phrase.list(Array(jobs.dropLast()))), and the "
                + "report as job \(jobs[jobs.count - 1]). See \(SweepOptions.command) status \(folder.path).")
        try terminal.result(folder.path)
        return .done
    }

    private func train(_ folder: SweepFolder, _ numbers: Range<Int>?) throws -> ExitCode {
        var machine = MachineShare.current
        machine.processors = settings.threads ?? machine.processors
        let stop = StopRequest()
        var bar = ProgressBar(on: terminal)
        let local = LocalSweep(
            folder, machine: machine, command: [SweepOptions.command] + CommandLine.arguments.dropFirst(),
            acceptsOtherKernels: settings.acceptsOtherKernels)
        let summary = try local.run(numbers, isStopped: { stop.isRequested }) { progress in
            bar.update(
                progress.share,
                "\(progress.done) of \(progress.runs) runs done, \(progress.active) in progress")
        }
        bar.clear()
        for (run, why) in summary.failed.prefix(10) {
            terminal.error(PlainLine.text("\(run) failed: \(why)"))
        }
        let status = SweepStatus(folder, among: numbers)
        if status.isDone, summary.isEmpty {
            sayDone(status)
        } else {
            terminal.message(
                (stop.isRequested ? "Stopped; the same command goes on. " : "") + "Runs: \(status.summary).")
        }
        // A part of the sweep leaves the report to the whole.
        if status.isDone, numbers == nil, settings.makesReport { report(folder) }
        try terminal.result(folder.path)
        if !summary.failed.isEmpty { return .failure }
        return status.isDone ? .done : .unfinished
    }

    /// Makes the report in the sweep's folder. Its runs are kept without it, so that a problem is only reported.
    private func report(_ folder: SweepFolder) {
        do {
            let locator = TemplateLocator(executable: Bundle.main.executablePath)
            let style = try ReportStyle(template: "sweep.md", from: locator)
            let page = try RunReport(of: SweepResults(folder), style: style).write(to: folder.path)
            terminal.message("Report: \(page)")
        } catch {
            terminal.message("The report could not be made: \(error)")
        }
    }

    private func status(_ folder: SweepFolder) throws -> ExitCode {
        let status = SweepStatus(folder)
        try SweepTable(folder, status).write(to: folder)
        try terminal.result("\(folder.path): \(Phrase.count(status.states.count, "run")), \(status.summary)")
        for (run, state) in zip(folder.plan.runs, status.states) {
            switch state {
            case .running(let writer): try terminal.result("\(run.name): \(writer)")
            case .failed(let why): try terminal.result("\(run.name): failed, because \(why)")
            case .diverged(let episode): try terminal.result("\(run.name): diverged at episode \(episode)")
            case .toDo, .interrupted, .paused, .finished: break
            }
        }
        if let left = status.secondsLeft, !status.isDone {
            try terminal.result("about \(TimeText.remaining(left)) of processor time left")
        }
        return status.isDone ? .done : .unfinished
    }
}
