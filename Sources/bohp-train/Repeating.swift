import BOHP
import CommandLineTool
import RunRecord
import Session
import Text

/// One call of `bohp-train --repeat`.
enum Repeating {
    /// Trains a run again and compares.
    ///
    /// - Returns: whether all numbers are equal, and a sentence that says so.
    /// - Throws: `CommandError`, `RunRecordError`.
    static func check(
        _ name: String, _ settings: TrainSettings, isStopped: @escaping @Sendable () -> Bool
    ) throws -> (isIdentical: Bool, text: String) {
        try settings.refuseNewConfiguration(with: "repeat")
        let run = try Run(path: RunsFolder(path: settings.runs).find(name))
        try settings.checkKernels(run.information)
        var bar = ProgressBar(on: Terminal(isQuiet: settings.isQuiet))
        defer { bar.clear() }
        do {
            let difference = try Repetition.difference(
                of: run, threads: settings.threads, isStopped: isStopped
            ) { bar.update($0, "training again") }
            if let difference { return (false, "\(run.path) differs: \(difference)") }
            let what = run.network == nil ? "" : ", and the weights after training"
            return (true, "\(run.path) is identical: \(Phrase.count(run.metrics.count, "episode"))\(what)")
        } catch is CancellationError {
            throw CommandError("interrupted; \(run.path) is as it was before", code: .failure)
        } catch let error as DivergenceError {
            return (false, "\(run.path) differs: its repetition diverges, \(error)")
        }
    }
}
