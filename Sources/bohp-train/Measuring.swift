import Analysis
import BOHP
import CommandLineTool
import RunRecord

extension Evaluator {
    /// Measures a network with a progress bar.
    ///
    /// - Throws: `CancellationError` if the user stops it.
    func measure(
        _ network: PlasticNetwork<Double>, _ settings: TrainSettings, _ terminal: Terminal,
        _ isStopped: () -> Bool
    ) throws -> Evaluation {
        var bar = ProgressBar(on: terminal)
        defer { bar.clear() }
        var evaluation = try evaluate(network, threads: settings.threads) {
            if isStopped() { throw CancellationError() }
            bar.update($0, "measuring")
        }
        evaluation.weights = WeightStatistics(of: network, biasNeuron: configuration.task.biasNeuron)
        return evaluation
    }
}

/// One call of `bohp-train --evaluate`.
enum Measuring {
    /// Measures a run again.
    ///
    /// - Returns: the run's folder.
    /// - Throws: `CommandError`, `RunRecordError`.
    static func measure(
        _ name: String, _ settings: TrainSettings, files: any FileSystem = SystemFiles(),
        isStopped: () -> Bool
    ) throws -> String {
        try settings.refuseNewConfiguration(with: "evaluate")
        let measured = try MeasuredRun(path: RunsFolder(path: settings.runs).find(name), files: files)
        let run = measured.run
        try settings.checkKernels(run.information)
        let evaluator = settings.evaluator(run.configuration, plan: run.information.evaluation)
        do {
            let evaluation = try evaluator.measure(
                measured.network, settings, Terminal(isQuiet: settings.isQuiet), isStopped)
            try measured.save(evaluation, by: evaluator)
        } catch is CancellationError {
            throw CommandError("interrupted; \(run.path) is as it was before", code: .failure)
        }
        return run.path
    }
}
