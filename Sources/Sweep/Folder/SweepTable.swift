import Analysis
import BOHP
import Foundation
import RunRecord
import Text

/// The results of a sweep as `sweep.csv`: a row for each run, with the settings that vary, its state, and its numbers.
///
/// A number that a run does not have is an empty field. `final_…` are means over the last episodes of training, as many as
/// `TrainingStretch.length` says; `test_…` are measured on fresh episodes after training, with 95 % intervals.
public struct SweepTable: Sendable {
    /// The names of the columns.
    public let columns: [String]
    /// The rows, in the order of the plan.
    public let rows: [[String]]

    /// The largest table that is read again, in bytes: about 700 for each of a million runs.
    private static let largestFile = 700_000_000
    private static let measures = [
        "test_bit_error_rate", "test_bit_error_rate_low", "test_bit_error_rate_high", "test_accuracy",
        "test_accuracy_low", "test_accuracy_high", "test_absolute_error", "test_absolute_error_low",
        "test_absolute_error_high",
    ]

    /// The table of a sweep. Rows of finished runs are taken from the table on disk if it has them, because reading many
    /// runs takes its time.
    ///
    /// - Parameter fresh: rows of runs that just finished, by name.
    public init(_ folder: SweepFolder, _ status: SweepStatus, fresh: [String: [String]] = [:]) {
        columns = Self.columns(folder.plan)
        let stored = Self.stored(folder, columns)
        let ended = columns.count - 1
        rows = folder.plan.runs.indices.map { index in
            let run = folder.plan.runs[index]
            let information = status.information[index]
            if let row = fresh[run.name] ?? stored[run.name], status.states[index] == .finished,
                row[ended] == information?.ended.map(TimeText.iso8601) ?? ""
            {
                return row
            }
            return Self.row(run, folder, status.states[index], information)
        }
    }

    private static func columns(_ plan: SweepPlan) -> [String] {
        var logged: [String] = []
        for run in plan.runs {
            for name in run.configuration.columns where !logged.contains(name) { logged.append(name) }
        }
        return ["run"] + plan.columns + ["status", "episodes"] + logged.map { "final_\($0)" } + measures
            + ["seconds", "ended"]
    }

    private static func stored(_ folder: SweepFolder, _ columns: [String]) -> [String: [String]] {
        guard let text = FileInput.text(folder.table, limit: largestFile) else { return [:] }
        let rows = CSV.rows(text)
        guard rows.first == columns else { return [:] }
        return Dictionary(
            rows.dropFirst().filter { $0.count == columns.count }.map { ($0[0], $0) }
        ) { first, _ in first }
    }

    /// The row of a run that has just finished.
    static func row(_ run: SweepPlan.Run, _ folder: SweepFolder) -> [String] {
        row(run, folder, .finished, try? Run.information(at: folder.path(of: run)))
    }

    private static func row(
        _ run: SweepPlan.Run, _ folder: SweepFolder, _ state: SweepStatus.State,
        _ information: RunInformation?
    ) -> [String] {
        let read =
            information == nil
            ? nil : try? RunExcerpt(path: folder.path(of: run), repertoire: folder.plan.file.repertoire)
        func text(_ number: Double?) -> String { number.map { "\($0)" } ?? "" }
        var numbers: [String: String] = [:]
        if let metrics = read?.metrics, metrics.count > 0 {
            let last = metrics.count - TrainingStretch.length(of: metrics.count)..<metrics.count
            for name in metrics.columns {
                numbers["final_\(name)"] = text(arithmeticMean(of: metrics[name][last]))
            }
        }
        if let evaluation = read?.evaluation {
            let estimates = [
                evaluation.bitErrorRate.trained, evaluation.accuracy.trained, evaluation.absoluteError,
            ]
            let values = estimates.flatMap { [$0.mean, $0.low, $0.high] }
            for (name, value) in zip(measures, values) { numbers[name] = text(value) }
        }
        for (name, value) in zip(folder.plan.columns, run.values) { numbers[name] = value.description }
        numbers["run"] = run.name
        numbers["status"] = state.name
        numbers["episodes"] = information.map { "\($0.episodesDone)" }
        numbers["seconds"] = text(information?.seconds)
        numbers["ended"] = information?.ended.map(TimeText.iso8601)
        return columns(folder.plan).map { numbers[$0] ?? "" }
    }

    /// Writes `sweep.csv`.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    public func write(to folder: SweepFolder) throws {
        let lines = ([columns] + rows).map { $0.map(CSV.field).joined(separator: ",") + "\r\n" }
        let staged = StagedFiles()
        try staged.add(Data(lines.joined().utf8), at: folder.table)
        try staged.commit()
    }
}
