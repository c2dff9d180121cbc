import BOHP
import Foundation
import Pictures
import RunRecord
import Session
import Synchronization
import Text

/// The work of one process on a sweep: it trains the runs that are not done and that no other process trains.
///
/// Every run has a folder with a lock of its own, so that any number of processes on any number of machines can work on
/// one sweep.
public struct LocalSweep: Sendable {
    /// What is going on.
    public struct Progress: Sendable {
        /// Those that are done, also by earlier calls.
        public var done: Int
        /// The runs that this call works on.
        public var runs: Int
        /// Runs in progress in this process.
        public var active: Int
        /// The share of this call's work that is done, 0...1.
        public var share: Double
    }

    /// How the call ended.
    public struct Summary: Sendable {
        /// Runs that this call finished, diverged ones among them.
        public var trained = 0
        /// Runs that successive halving paused.
        public var paused = 0
        /// Runs that were stopped.
        public var interrupted = 0
        /// Runs that other processes train.
        public var elsewhere = 0
        /// Why runs failed, by name.
        public var failed: [(run: String, why: String)] = []
        fileprivate var rows: [String: [String]] = [:]

        /// Whether there was nothing to do.
        public var isEmpty: Bool { trained + paused + interrupted + elsewhere + failed.count == 0 }
    }

    private let folder: SweepFolder
    private let machine: MachineShare
    private let command: [String]
    private let acceptsOtherKernels: Bool
    private let files: any FileSystem

    /// - Parameters:
    ///   - command: the words of the command line, for `run.json`.
    ///   - acceptsOtherKernels: whether runs may continue with kernels that round differently.
    public init(
        _ folder: SweepFolder, machine: MachineShare = .current, command: [String],
        acceptsOtherKernels: Bool = false, files: any FileSystem = SystemFiles()
    ) {
        self.folder = folder
        self.machine = machine
        self.command = command
        self.acceptsOtherKernels = acceptsOtherKernels
        self.files = files
    }

    /// Trains what is to be trained, and writes `sweep.csv` if it works on all runs.
    ///
    /// - Parameters:
    ///   - part: the places in the plan of the runs to work on; all if `nil`.
    ///   - isStopped: whether to stop; what was learned is then safe. Threads call it.
    ///   - progress: told what is going on, several times a second.
    /// - Throws: `RunRecordError` if the sweep's folder cannot be written.
    public func run(
        _ part: Range<Int>? = nil, isStopped: @escaping @Sendable () -> Bool, progress: (Progress) -> Void
    ) throws -> Summary {
        let numbers = (part ?? folder.plan.runs.indices).clamped(to: folder.plan.runs.indices)
        // Successive halving compares all runs. Else the tasks of an array need not look at each other's runs.
        let status = SweepStatus(folder, among: folder.plan.file.earlyStop == nil ? numbers : nil)
        let selector: any RunSelector
        if let rule = folder.plan.file.earlyStop {
            selector = SuccessiveHalving(rule, folder, status, among: numbers, files: files)
        } else {
            let open = numbers.filter { !status.states[$0].isDone && status.information[$0] != nil }
            let new = numbers.filter { !status.states[$0].isDone && status.information[$0] == nil }
            // Runs that were begun come first, because they are finished sooner.
            selector = ListSelector((open + new).map { RunTask(index: $0) })
        }
        let log = SweepLog(in: folder.logs, files: files)
        let queue = RunQueue(selector, of: folder.plan, machine: machine)
        let summary = Mutex(Summary())
        let workers = DispatchGroup()
        let total = numbers.filter { !status.states[$0].isDone }
            .reduce(0) { $0 + folder.plan.runs[$1].configuration.work }
        let doneBefore = status.states[numbers].count(where: \.isDone)
        let workDone = Mutex(0.0)
        for _ in 0..<machine.processors {
            workers.enter()
            let thread = Thread { [self] in
                defer { workers.leave() }
                while let (task, threads) = queue.next() {
                    let run = folder.plan.runs[task.index]
                    do {
                        let ending = try self.train(task, threads, queue, log, summary, isStopped)
                        workDone.withLock { $0 += run.configuration.work }
                        queue.finish(task, ending)
                    } catch {
                        queue.finish(task, .failed)
                        queue.stop(error)
                    }
                    if isStopped() { queue.stop() }
                }
            }
            thread.stackSize = 8 << 20
            thread.start()
        }
        while workers.wait(timeout: .now() + .milliseconds(100)) == .timedOut {
            if isStopped() { queue.stop() }
            let active = queue.progress
            let inProgress = active.reduce(0) { $0 + $1.share * $1.run.configuration.work }
            let trained = summary.withLock { $0.trained + $0.paused }
            progress(
                Progress(
                    done: doneBefore + trained, runs: numbers.count, active: active.count,
                    share: total > 0 ? min(1, (workDone.withLock { $0 } + inProgress) / total) : 1))
        }
        if let error = queue.error { throw error }
        let result = summary.withLock { $0 }
        if part == nil {
            try SweepTable(folder, SweepStatus(folder), fresh: result.rows).write(to: folder)
        }
        return result
    }

    /// Trains one run, if it is free.
    ///
    /// - Throws: an error that concerns the whole sweep.
    private func train(
        _ task: RunTask, _ threads: Int, _ queue: RunQueue, _ log: SweepLog,
        _ summary: borrowing Mutex<Summary>,
        _ isStopped: @escaping @Sendable () -> Bool
    ) throws -> RunEnding {
        let run = folder.plan.runs[task.index]
        let training: RecordedTraining
        do {
            guard let opened = try open(run, task, threads: threads, log) else { return .found }
            training = opened
        } catch RunRecordError.locked {
            summary.withLock { $0.elsewhere += 1 }
            return .elsewhere
        } catch {
            return try fail(run, error, log, summary)
        }
        let episodes = min(run.configuration.episodes, task.pause)
        var reported = 0
        do {
            let outcome = try training.run(pausingAt: task.pause, isStopped: isStopped) { progress in
                // Rarely, because threads wait for each other here.
                guard case .training(let done, _) = progress, done - reported > episodes / 100 else { return }
                reported = done
                queue.report(task, share: Double(done) / Double(episodes))
            }
            let done = training.recorder.information.episodesDone
            switch outcome.status {
            case .finished, .running:
                try log.add(.finished, run.name, episodes: done)
                let row = SweepTable.row(run, folder)
                summary.withLock {
                    $0.trained += 1
                    $0.rows[run.name] = row
                }
                return .trained
            case .diverged:
                try log.add(
                    .diverged, run.name, episodes: done, detail: outcome.divergence?.description ?? "")
                summary.withLock { $0.trained += 1 }
                return .trained
            case .interrupted where done >= task.pause && !isStopped():
                try log.add(.paused, run.name, episodes: done)
                summary.withLock { $0.paused += 1 }
                return .paused(episodes: done)
            case .interrupted:
                try log.add(.interrupted, run.name, episodes: done)
                summary.withLock { $0.interrupted += 1 }
                return .trained
            }
        } catch {
            return try fail(run, error, log, summary)
        }
    }

    private func fail(
        _ run: SweepPlan.Run, _ error: any Error, _ log: SweepLog, _ summary: borrowing Mutex<Summary>
    ) throws -> RunEnding {
        try log.add(.failed, run.name, episodes: 0, detail: "\(error)")
        summary.withLock { $0.failed.append((run.name, "\(error)")) }
        return .failed
    }

    /// Locks a run and prepares its training; `nil` if it is done.
    ///
    /// - Throws: `RunRecordError`, also if another process trains the run, and `ConfigurationError`.
    private func open(
        _ run: SweepPlan.Run, _ task: RunTask, threads: Int, _ log: SweepLog
    ) throws -> RecordedTraining? {
        let information = FilePath.join(folder.path(of: run), "run.json")
        func exists() -> Bool { FileManager.default.fileExists(atPath: information) }
        if exists() { return try resume(run, task, threads: threads, log) }
        let run = try Self.loaded(run)
        let trainer = try Trainer(run.configuration, threads: threads)
        do {
            let recorder = try RunRecorder(
                RunInformation(
                    name: run.name, configuration: run.configuration, evaluation: run.evaluation,
                    command: command),
                of: trainer, in: folder.runs, files: files)
            try log.add(.start, run.name, episodes: 0)
            return training(run, trainer, recorder, threads: threads)
        } catch RunRecordError.cannotWrite where exists() {
            // Another process has trained it meanwhile.
            return try resume(run, task, threads: threads, log)
        }
    }

    private func resume(
        _ run: SweepPlan.Run, _ task: RunTask, threads: Int, _ log: SweepLog
    ) throws -> RecordedTraining? {
        let stopped = try StoppedRun(
            path: folder.path(of: run), repertoire: folder.plan.file.repertoire, files: files)
        let information = stopped.information
        if information.status == .diverged || (information.status == .finished && stopped.isMeasured) {
            return nil
        }
        let run = try Self.loaded(run)
        func refusal(_ problem: String) -> RunRecordError {
            .damaged(file: FilePath.join(stopped.path, "run.json"), problem: problem)
        }
        guard information.configuration == run.configuration else {
            throw refusal("its settings are not those of the sweep's run")
        }
        let (before, now) = (information.lastMachine, RunInformation.Machine.current)
        guard acceptsOtherKernels || now.computesLike(before) else {
            throw refusal(
                "the run was trained by the \(before.instructionSet) kernels, and the \(now.instructionSet) kernels of "
                    + "this machine round differently")
        }
        let trainer = try stopped.trainer(run.configuration, threads: threads)
        if trainer.episodesDone >= task.pause { return nil }
        let recorder = try RunRecorder(
            continuing: stopped, run.configuration, evaluation: information.evaluation, of: trainer)
        try log.add(.resume, run.name, episodes: trainer.episodesDone)
        return training(run, trainer, recorder, threads: threads)
    }

    /// The run with the data that its task needs.
    private static func loaded(_ run: SweepPlan.Run) throws -> SweepPlan.Run {
        var run = run
        run.configuration = try run.configuration.loadingData()
        return run
    }

    /// Checkpoints come by time alone, because the runs of a sweep may be short.
    private func training(
        _ run: SweepPlan.Run, _ trainer: Trainer, _ recorder: RunRecorder, threads: Int
    ) -> RecordedTraining {
        RecordedTraining(
            trainer, recorder: recorder,
            checkpoints: .init(episodes: .max, time: .seconds(30)), threads: threads)
    }
}
