import Analysis
import BOHP
import Foundation
import RunRecord
import Text

/// Asynchronous successive halving (L. Li et al., *A system for massively parallel hyperparameter tuning*, MLSys 2020): a
/// run is paused at rungs, numbers of episodes that grow by the factor eta, and continues if its measure is among the best
/// 1/eta of the runs that have reached the rung.
///
/// All decisions follow from the files of the runs, and each is a line of `decisions.csv`. A paused run can continue to
/// the bit. The number that decides is the mean of the measure over the last episodes before the rung, as many as
/// `TrainingStretch.length` says.
final class SuccessiveHalving: RunSelector {
    private let rule: SweepFile.EarlyStop
    private let folder: SweepFolder
    private let files: any FileSystem
    private var untouched: [Int]
    /// Runs that were killed or stopped between two rungs.
    private var unfinished: [Int]
    private var active: [Int: Int] = [:]
    /// The measure of each run at the rungs that it has reached, by rung and by place in the plan.
    private var values: [Int: [Int: Double]] = [:]
    /// The runs that stand at a rung.
    private var standing: [Int: Int] = [:]
    private var failed: Set<Int> = []
    private let numbers: Range<Int>
    private var lastLook = ContinuousClock.now

    init(
        _ rule: SweepFile.EarlyStop, _ folder: SweepFolder, _ status: SweepStatus, among numbers: Range<Int>,
        files: any FileSystem
    ) {
        self.rule = rule
        self.folder = folder
        self.files = files
        self.numbers = numbers
        untouched = []
        unfinished = []
        look(status)
    }

    /// Finds what other processes have done.
    private func look(_ status: SweepStatus) {
        (untouched, unfinished, standing, values) = ([], [], [:], [:])
        for index in folder.plan.runs.indices {
            let state = status.states[index]
            guard let information = status.information[index] else {
                if numbers.contains(index), !state.isDone, active[index] == nil { untouched.append(index) }
                continue
            }
            read(index)
            guard numbers.contains(index), active[index] == nil, !failed.contains(index),
                !state.isDone || state == .paused
            else {
                continue
            }
            if case .running = state { continue }
            if let rung = rung(index, at: information.episodesDone) {
                standing[index] = rung
            } else {
                unfinished.append(index)
            }
        }
        lastLook = .now
    }

    /// The rungs of a run: its numbers of episodes before the last.
    private func rungs(_ index: Int) -> [Int] {
        var rungs: [Int] = []
        var next = rule.minEpisodes
        while next < folder.plan.runs[index].configuration.episodes {
            rungs.append(next)
            next *= rule.eta
        }
        return rungs
    }

    /// The rung at which a run with `episodes` episodes pauses; `nil` between rungs. With batches, a run stops at the first
    /// number of episodes that is not less than the rung.
    private func rung(_ index: Int, at episodes: Int) -> Int? {
        let batch = folder.plan.runs[index].configuration.batch
        return rungs(index).last { $0 <= episodes && episodes < $0 + batch }
    }

    /// Reads the measures of a run at the rungs that it has reached.
    private func read(_ index: Int) {
        guard let run = try? Run(path: folder.path(of: folder.plan.runs[index])) else { return }
        let numbers = run.metrics[rule.measure]
        for rung in rungs(index) where numbers.count >= rung {
            let last = numbers[rung - TrainingStretch.length(of: rung)..<rung]
            let mean = last.reduce(0, +) / Double(last.count)
            values[rung, default: [:]][index] = mean.isNaN ? .infinity : mean
        }
    }

    /// The run at a rung that may continue, with its rank; the highest rung first.
    private var promotable: (index: Int, rung: Int, rank: Int, of: Int)? {
        for rung in values.keys.sorted(by: >) {
            let ranked = (values[rung] ?? [:]).sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            for (rank, entry) in ranked.prefix(ranked.count / rule.eta).enumerated()
            where standing[entry.key] == rung && active[entry.key] == nil {
                return (entry.key, rung, rank + 1, ranked.count)
            }
        }
        return nil
    }

    private func task(_ index: Int, after episodes: Int) -> RunTask {
        RunTask(index: index, pause: rungs(index).first { $0 > episodes } ?? .max)
    }

    var waiting: ArraySlice<RunTask> {
        if let index = unfinished.first {
            let done = (try? Run.information(at: folder.path(of: folder.plan.runs[index])))?.episodesDone ?? 0
            return [task(index, after: done)]
        }
        if let best = promotable { return [task(best.index, after: best.rung)] }
        return untouched.prefix(1).map { task($0, after: 0) }[...]
    }

    var mayGrow: Bool { true }

    func take(_ task: RunTask) {
        if let best = promotable, best.index == task.index, unfinished.first != task.index {
            write("continue", best.index, best.rung, rank: best.rank, of: best.of)
        }
        unfinished.removeAll { $0 == task.index }
        untouched.removeAll { $0 == task.index }
        standing[task.index] = nil
        active[task.index] = task.pause
    }

    func finish(_ task: RunTask, _ ending: RunEnding) {
        active[task.index] = nil
        read(task.index)
        switch ending {
        case .paused(let episodes):
            guard let rung = rung(task.index, at: episodes) else { return }
            standing[task.index] = rung
            let ranked = (values[rung] ?? [:]).sorted { ($0.value, $0.key) < ($1.value, $1.key) }
            let rank = (ranked.firstIndex { $0.key == task.index } ?? 0) + 1
            write("pause", task.index, rung, rank: rank, of: ranked.count)
        case .found:
            if let done = try? Run.information(at: folder.path(of: folder.plan.runs[task.index])).episodesDone
            {
                standing[task.index] = rung(task.index, at: done)
            }
        case .failed: failed.insert(task.index)
        case .trained, .elsewhere: break
        }
        if lastLook.duration(to: .now) > .seconds(30) { look(SweepStatus(folder)) }
    }

    private static let header = "time,run,rung,measure,value,rank,of,decision\r\n"

    private func write(_ decision: String, _ index: Int, _ rung: Int, rank: Int, of count: Int) {
        let run = folder.plan.runs[index]
        let value = values[rung]?[index] ?? .nan
        let fields = [
            TimeText.iso8601(Date()), run.name, "\(rung)", rule.measure, "\(value)", "\(rank)", "\(count)",
            decision,
        ]
        let line = fields.map(CSV.field).joined(separator: ",") + "\r\n"
        // The record is for people; a full disk stops the runs themselves.
        _ = try? files.apply(.create(folder.decisions, Data(Self.header.utf8)))
        _ = try? files.apply(.append(folder.decisions, Data(line.utf8)))
    }
}
