import Analysis
import BOHP
import CommandLineTool
import Foundation
import RunRecord

/// One call of `bohp-train`, from the settings to the complete run directory.
struct TrainingSession {
    private let settings: TrainSettings
    private let terminal: Terminal
    private let recorder: RunRecorder
    private let trainer: Trainer
    private let evaluator: Evaluator
    private let stop = StopRequest()

    /// Makes the directory of a new run, or opens the directory of the run to resume.
    ///
    /// - Throws: `CommandError`, `ConfigurationError` or `RunRecordError`.
    init(_ settings: TrainSettings, command: [String]) throws {
        self.settings = settings
        terminal = Terminal(isQuiet: settings.isQuiet)
        let folder = RunsFolder(path: settings.runs)
        if let run = settings.resume {
            let path = try folder.find(run)
            var information = try Run.information(at: path)
            let configuration = try Self.resumed(path, information, settings)
            evaluator = settings.evaluator(configuration, plan: information.evaluation)
            information.configuration = configuration
            information.evaluation = .init(evaluator)
            var check: GradientCheck?
            (recorder, trainer) = try RunRecorder.resume(path, information) { [terminal] checkpoint in
                let trainer =
                    if let checkpoint {
                        try Trainer(configuration, resuming: checkpoint, threads: settings.threads)
                    } else {
                        try Trainer(configuration, threads: settings.threads)
                    }
                check = try Self.checkGradients(trainer, settings: settings, terminal: terminal)
                return trainer
            }
            if let check { try recorder.save(check) }
            terminal.message("Continuing \(path) at episode \(trainer.episodesDone + 1).")
        } else {
            let configuration = try settings.configuration()
            trainer = try Trainer(configuration, threads: settings.threads)
            let check = try Self.checkGradients(trainer, settings: settings, terminal: terminal)
            let base = settings.original ? "original" : type(of: configuration.task).name
            let name = settings.name ?? folder.freeName("\(base)-seed\(configuration.seed)")
            evaluator = settings.evaluator(configuration)
            recorder = try RunRecorder(
                RunInformation(
                    name: name, configuration: configuration, evaluator: evaluator, command: command),
                in: folder)
            if let check { try recorder.save(check) }
        }
    }

    /// The configuration of a run to resume: its own, with more episodes if the options ask for them.
    private static func resumed(
        _ path: String, _ before: RunInformation, _ settings: TrainSettings
    ) throws -> Configuration {
        if let other = settings.changes.first(where: { $0.key != "episodes" })?.option
            ?? (settings.original ? "original" : nil) ?? settings.configurationFile.map({ _ in "config" })
            ?? settings.name.map({ _ in "name" })
        {
            throw CommandError(
                "--\(other) cannot be combined with --resume, because a run keeps its configuration",
                code: .usage)
        }
        var configuration = before.configuration
        try settings.apply(to: &configuration)
        if configuration.episodes < before.episodesDone
            || (before.status == .finished && configuration.episodes <= before.episodesDone)
        {
            throw CommandError(
                "\(path) has all its \(before.episodesDone) episodes; ask for more with --episodes N",
                code: .usage)
        }
        return configuration
    }

    /// Trains until the episodes are done, the user stops it or training diverges.
    func run() throws -> ExitCode {
        var status = RunInformation.Status.finished
        var divergence: DivergenceError?
        do {
            if try !train() { status = .interrupted }
        } catch let error as DivergenceError {
            status = .diverged
            divergence = error
        }
        // The learned network is saved first, because a kill may interrupt the measurement.
        if divergence == nil { try recorder.save(trainer.checkpoint) }
        let network = trainer.network
        try recorder.finish(status, network: network, divergedAt: divergence?.episode)
        try recorder.save(evaluate(network))
        terminal.message(summary(status))
        terminal.result(recorder.path)
        if let divergence {
            throw CommandError(
                "training stopped: \(divergence); a smaller --learning-rate may help. "
                    + "What was learned before is in \(recorder.path)",
                code: .failure)
        }
        return status == .finished ? .done : .failure
    }

    /// - Returns: whether all episodes were trained on.
    private func train() throws -> Bool {
        let total = Double(trainer.configuration.episodes)
        var bar = ProgressBar(on: terminal, startedAt: Double(trainer.episodesDone) / total)
        defer { bar.clear() }
        var smoothed: Double?
        var nextCheckpoint = trainer.episodesDone + settings.checkpointEvery
        var flushed = ContinuousClock.now
        try recordWeights()
        while !trainer.isFinished {
            let episodes = try trainer.trainBatch()
            recorder.append(episodes)
            try recordWeights()
            for episode in episodes {
                let loss = episode.values[0]
                smoothed = smoothed.map { $0 + (loss - $0) / 100 } ?? loss
            }
            let done = trainer.episodesDone
            if done >= nextCheckpoint {
                try recorder.save(trainer.checkpoint)
                nextCheckpoint = done + settings.checkpointEvery
            }
            let now = ContinuousClock.now
            if flushed.duration(to: now) > .seconds(1) {
                try recorder.flush()
                flushed = now
            }
            bar.update(
                Double(done) / total,
                "episode \(done)  \(trainer.configuration.columns[0]) \(String(format: "%.3g", smoothed ?? 0))"
            )
            if stop.isRequested, !trainer.isFinished { return false }
        }
        return true
    }

    /// Records the sample and the snapshot that are due.
    private func recordWeights() throws {
        guard recorder.isSampleDue || recorder.isSnapshotDue else { return }
        let network = trainer.network
        if recorder.isSampleDue {
            recorder.record(
                WeightSample(
                    episode: trainer.episodesDone, network: network,
                    biasNeuron: trainer.configuration.task.biasNeuron))
        }
        if recorder.isSnapshotDue { try recorder.recordSnapshot(of: network) }
    }

    private func evaluate(_ network: PlasticNetwork<Double>) -> Evaluation {
        var bar = ProgressBar(on: terminal)
        defer { bar.clear() }
        var evaluation = evaluator.evaluate(network, threads: settings.threads) {
            bar.update($0, "measuring")
        }
        evaluation.weights = WeightStatistics(
            of: network, biasNeuron: trainer.configuration.task.biasNeuron)
        return evaluation
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
        _ trainer: Trainer, settings: TrainSettings, terminal: Terminal
    ) throws -> GradientCheck? {
        guard settings.checkGradients else { return nil }
        var bar = ProgressBar(on: terminal)
        let check = trainer.checkGradients { bar.update($0, "checking gradients") }
        bar.clear()
        terminal.result(GradientTable.text(check))
        guard check.passes else {
            throw CommandError(
                "the gradients differ by more than the tolerance; nothing was trained", code: .failure)
        }
        return check
    }
}
