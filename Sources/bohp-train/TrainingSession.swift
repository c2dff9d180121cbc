import BOHP
import CommandLineTool
import Foundation
import Pictures
import RunRecord
import Session

/// One call of `bohp-train` that trains, from the settings to the complete run directory.
struct TrainingSession {
    private let settings: TrainSettings
    private let terminal: Terminal
    private let recorder: RunRecorder
    private let trainer: Trainer
    private let isStopped: @Sendable () -> Bool

    /// Makes the directory of a new run, or opens the directory of the run to resume.
    ///
    /// - Parameter isStopped: whether the user has asked to stop.
    /// - Throws: `CommandError`, `ConfigurationError` or `RunRecordError`.
    init(
        _ settings: TrainSettings, command: [String], files: any FileSystem = SystemFiles(),
        isStopped: @escaping @Sendable () -> Bool
    ) throws {
        self.settings = settings
        self.isStopped = isStopped
        terminal = Terminal(isQuiet: settings.isQuiet)
        let folder = RunsFolder(path: settings.runs)
        if let name = settings.resume {
            let run = try StoppedRun(path: folder.find(name), files: files)
            let configuration = try Self.resumed(run, settings)
            trainer = try run.trainer(configuration, threads: settings.threads)
            var evaluation = run.information.evaluation
            try settings.apply(to: &evaluation)
            let check = try Self.checkGradients(trainer, settings, terminal, isStopped)
            recorder = try RunRecorder(
                continuing: run, configuration,
                evaluation: evaluation, of: trainer, check: check)
            terminal.message("Continuing \(run.path) at episode \(trainer.episodesDone + 1).")
        } else {
            let configuration = try settings.configuration().loadingData()
            trainer = try Trainer(configuration, threads: settings.threads)
            var evaluation = RunInformation.EvaluationPlan(configuration)
            try settings.apply(to: &evaluation)
            let check = try Self.checkGradients(trainer, settings, terminal, isStopped)
            // The name that --original had before there were other experiments.
            let isOriginal = settings.experiment?.name == Experiment.associativeMemory2017.name
            let base =
                isOriginal ? "original" : settings.experiment?.name ?? type(of: configuration.task).name
            let information = RunInformation(
                name: settings.name ?? "\(base)-seed\(configuration.seed)", configuration: configuration,
                evaluation: evaluation, command: command)
            recorder = try RunRecorder(
                information, keepsName: settings.name != nil, of: trainer, check: check, in: folder,
                files: files)
        }
        if !recorder.isLockEffective {
            terminal.message(
                "The file system of \(recorder.path) has no locks, so take care that no other process writes this run."
            )
        }
    }

    /// The configuration of a run to resume: its own, with more episodes or another place of its images if the options
    /// ask for them.
    private static func resumed(_ run: StoppedRun, _ settings: TrainSettings) throws -> Configuration {
        try settings.refuseNewConfiguration(with: "resume", except: ["episodes", "task.images"])
        try settings.checkKernels(run.information)
        var configuration = run.information.configuration
        try settings.apply(to: &configuration)
        let done = run.information.episodesDone
        let isComplete = run.information.status == .finished && run.isMeasured
        if configuration.episodes < done || (isComplete && configuration.episodes == done) {
            throw CommandError(
                "\(run.path) has all its \(done) episodes; ask for more with --episodes N, or measure it again with "
                    + "--evaluate",
                code: .usage)
        }
        return try configuration.loadingData()
    }

    /// Trains until the episodes are done, the user stops it or training diverges, and measures the trained network.
    ///
    /// - Returns: the run's folder, and whether the run is complete.
    /// - Throws: `CommandError` if training diverges, and `RunRecordError`.
    func run() throws -> (path: String, isFinished: Bool) {
        let training = RecordedTraining(
            trainer, recorder: recorder, checkpoints: settings.checkpoints,
            threads: settings.threads)
        let total = Double(trainer.configuration.episodes)
        var bar = ProgressBar(on: terminal, startedAt: Double(trainer.episodesDone) / total)
        var measuringBar: ProgressBar?
        defer { bar.clear() }
        let outcome = try training.run(isStopped: isStopped) { progress in
            switch progress {
            case .training(let done, let smoothed):
                bar.update(
                    Double(done) / total,
                    "episode \(done)  \(trainer.configuration.columns[0]) "
                        + String(format: "%.3g", smoothed ?? 0))
            case .measuring(let share):
                var shown = measuringBar ?? ProgressBar(on: terminal)
                shown.update(share, "measuring")
                measuringBar = shown
            }
        }
        bar.clear()
        terminal.message(summary(outcome.status))
        if let divergence = outcome.divergence {
            throw CommandError(
                "training stopped: \(divergence); a smaller --learning-rate may help. "
                    + "What was learned before is in \(recorder.path)",
                code: .failure)
        }
        return (recorder.path, outcome.status == .finished)
    }

    private func summary(_ status: RunInformation.Status) -> String {
        let done = recorder.information.episodesDone
        let seconds = String(format: "%.1f", recorder.information.seconds)
        let how =
            switch status {
            case .finished, .running: "Trained"
            case .interrupted: "Interrupted; continue with --resume \(recorder.information.name). Trained"
            case .diverged: "Diverged. Trained"
            }
        return "\(how) \(done) episodes in \(seconds) s."
    }

    private static func checkGradients(
        _ trainer: Trainer, _ settings: TrainSettings, _ terminal: Terminal, _ isStopped: () -> Bool
    ) throws -> GradientCheck? {
        guard settings.checkGradients else { return nil }
        var bar = ProgressBar(on: terminal)
        defer { bar.clear() }
        do {
            let check = try trainer.checkGradients {
                if isStopped() { throw CancellationError() }
                bar.update($0, "checking gradients")
            }
            bar.clear()
            try terminal.result(GradientTable.text(check))
            guard check.passes else {
                throw CommandError(
                    "the gradients differ by more than the tolerance; nothing was trained", code: .failure)
            }
            return check
        } catch is CancellationError {
            throw CommandError("interrupted while checking gradients; nothing was trained", code: .failure)
        }
    }
}
