import BOHP
import Foundation
import RunRecord
import Text

/// A sweep on disk: a copy of its file, a folder of runs, the logs of the processes that trained them, and `sweep.csv`.
///
/// The runs' folders are the only record of what is done, so that any number of processes can work on the sweep.
public struct SweepFolder: Sendable {
    /// Its path.
    public let path: String
    /// The runs that the sweep consists of.
    public let plan: SweepPlan
    private let copy: String

    private static let copyName = "sweep.yaml"

    /// The folder of runs.
    public var runs: RunsFolder { RunsFolder(path: FilePath.join(path, "runs")) }
    /// The folder of the logs, a file for each process.
    public var logs: String { FilePath.join(path, "log") }
    /// The table of results.
    public var table: String { FilePath.join(path, "sweep.csv") }
    /// The record of early stops.
    public var decisions: String { FilePath.join(path, "decisions.csv") }
    /// The folder of the scripts and of the output of Slurm jobs.
    public var slurm: String { FilePath.join(path, "slurm") }

    /// The folder of one of the runs.
    public func path(of run: SweepPlan.Run) -> String { FilePath.join(runs.path, run.name) }

    /// Opens the folder of a sweep by the copy of its file.
    ///
    /// - Throws: `RunRecordError` if there is no sweep, and `SweepFileError`.
    public init(path: String, repertoire: Repertoire = Repertoire()) throws {
        copy = FilePath.join(path, Self.copyName)
        guard FileManager.default.fileExists(atPath: copy) else {
            throw RunRecordError.noSuchRun("there is no sweep in \(path), because it has no \(Self.copyName)")
        }
        self.path = path
        plan = try SweepPlan(SweepFile(path: copy, repertoire: repertoire))
    }

    /// The folder of a sweep with the given plan. Nothing is written yet.
    public init(_ plan: SweepPlan, path: String) {
        self.path = path
        self.plan = plan
        copy = FilePath.join(path, Self.copyName)
    }

    /// Makes the folder, or checks that the plan has all runs of the folder's plan, and copies the file.
    ///
    /// - Throws: `SweepFileError` with the difference if the plan changes or lacks a run, and `RunRecordError`.
    public func prepare() throws {
        if FileManager.default.fileExists(atPath: copy) {
            let present = try SweepFile(path: copy, repertoire: plan.file.repertoire)
            if present.text == plan.file.text { return }
            if let difference = try plan.difference(from: SweepPlan(present)) {
                throw SweepFileError(
                    file: plan.file.path, line: nil,
                    problem:
                        "has changed since \(path) was made: \(difference). Undo the change, or give the file "
                        + "another name; runs and seeds may be added")
            }
        }
        let staged = StagedFiles()
        try staged.add(Data(plan.file.text.utf8), at: copy)
        try staged.commit()
    }
}

extension SweepPlan {
    /// How this plan differs from an older one, runs that were added apart; `nil` if it does not.
    func difference(from older: SweepPlan) -> String? {
        if file.earlyStop != older.file.earlyStop { return "early_stop differs" }
        let present = Dictionary(runs.map { ($0.name, $0) }) { first, _ in first }
        var differences: [String] = []
        for old in older.runs {
            guard let run = present[old.name] else {
                differences.append("the run \(old.name) is missing")
                continue
            }
            let (before, now) = (old.evaluation, run.evaluation)
            if now.seed != before.seed { differences.append("evaluation_seed differs") }
            if now.episodes != before.episodes { differences.append("evaluation_episodes differs") }
            if now.testEpisodes != before.testEpisodes { differences.append("test_episodes differs") }
            if now.keepsBest != before.keepsBest { differences.append("keep_best differs") }
            guard run.configuration != old.configuration else { continue }
            for setting in file.repertoire.settings(of: old.configuration) {
                let (before, now) = (
                    setting.value(in: old.configuration), setting.value(in: run.configuration)
                )
                if before != now { differences.append("\(setting.path) was \(before) and is \(now)") }
            }
        }
        var counted: [(text: String, count: Int)] = []
        for difference in differences {
            if let place = counted.firstIndex(where: { $0.text == difference }) {
                counted[place].count += 1
            } else {
                counted.append((difference, 1))
            }
        }
        guard !counted.isEmpty else { return nil }
        let rest = counted.count > 3 ? ["\(counted.count - 3) more differences"] : []
        return Phrase.list(
            counted.prefix(3).map { $0.count > 1 ? "\($0.text) in \($0.count) runs" : $0.text } + rest)
    }
}
