import BOHP
import CommandLineTool
import Pictures
import RunRecord
import Session

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
        var plan = run.information.evaluation
        try settings.apply(to: &plan)
        var bar = ProgressBar(on: Terminal(isQuiet: settings.isQuiet))
        defer { bar.clear() }
        do {
            let evaluation = try plan.evaluator(run.configuration.loadingData()).measure(
                measured.network, threads: settings.threads, isStopped: isStopped
            ) { bar.update($0, "measuring") }
            try measured.save(evaluation, by: plan)
        } catch is CancellationError {
            throw CommandError("interrupted; \(run.path) is as it was before", code: .failure)
        }
        return run.path
    }
}
