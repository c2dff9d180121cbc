import Analysis
import BOHP
import Document
import Foundation
import RunRecord
import Sweep
import Text

/// The results of a sweep: every run with its settings, its state and its numbers, and configurations of runs that differ only
/// in their seeds.
public struct SweepResults: Sendable {
    /// A run of the sweep.
    struct Run: Sendable {
        var name: String
        /// The index of its configuration.
        var configuration: Int
        var seed: UInt32
        var state: SweepStatus.State
        /// Numbers by the columns of `sweep.csv`; of a finished run only, because others are not comparable.
        var numbers: [String: Double]
    }

    /// Runs that differ only in their seeds.
    struct Configuration: Sendable {
        /// Its settings: `learning_rate = 0.003, plastic = no`.
        var label: String
        /// Indices of ``SweepResults/runs``.
        var runs: [Int]
    }

    /// The name of the sweep's folder.
    public let name: String
    /// The path of the sweep's folder.
    let path: String
    /// The settings that vary, in the order of the file.
    let settings: [SweepSetting]
    /// The runs in the order of the plan.
    let runs: [Run]
    /// The configurations in the order of their first runs.
    let configurations: [Configuration]
    /// The runs that have started, as a comparison has them; `nil` if there are none.
    let comparison: RunComparison?
    /// The first measure that a finished run has, and the configurations in its order; `nil` if no run has one.
    let ranking: SweepRanking?

    /// Reads a sweep: its plan, the state of every run, and the numbers of every finished run. Nothing is sampled.
    ///
    /// - Throws: `RunRecordError` and `SweepFileError`.
    public init(_ folder: SweepFolder) throws {
        let status = SweepStatus(folder)
        let table = SweepTable(folder, status)
        let plan = folder.plan
        let hasSeeds = !plan.file.seeds.isEmpty
        let axes = plan.axes.indices.dropLast(hasSeeds ? 1 : 0)
        let groups = RunGroups.equal(plan.runs.map { run in axes.map { run.values[$0] } })
        var configuration = [Int](repeating: 0, count: plan.runs.count)
        for (index, members) in groups.enumerated() { for run in members { configuration[run] = index } }
        let words = Dictionary(
            plan.runs.flatMap { ShownSetting.all(of: $0.configuration) }.map { ($0.key, $0.words) }
        ) { first, _ in first }
        let settings = axes.map { axis in
            SweepSetting(
                name: plan.columns[axis], words: words[plan.axes[axis]] ?? plan.columns[axis],
                values: groups.map { plan.runs[$0[0]].values[axis] })
        }
        let runs = plan.runs.indices.map { run in
            let state = status.states[run]
            let numbers =
                state == .finished
                ? zip(table.columns, table.rows[run]).compactMap { column, text in
                    Double(text).map { (column, $0) }
                } : []
            return Run(
                name: plan.runs[run].name, configuration: configuration[run],
                seed: plan.runs[run].configuration.seed, state: state,
                numbers: Dictionary(numbers) { first, _ in first })
        }
        let started = plan.runs.indices.filter { status.information[$0] != nil }.map {
            folder.path(of: plan.runs[$0])
        }
        // A run that cannot be read is among the failures.
        let compared = try started.concurrentMap { try? ComparedRun(path: $0) }.compactMap(\.self)
        self.init(
            name: FilePath.name(of: folder.path), path: folder.path, settings: settings, runs: runs,
            comparison: compared.isEmpty ? nil : RunComparison(compared))
    }

    /// A sweep in memory. Settings with one value only are left out.
    init(name: String, path: String, settings: [SweepSetting], runs: [Run], comparison: RunComparison?) {
        self.name = name
        self.path = path
        let settings = settings.filter { $0.distinct.count > 1 }
        self.settings = settings
        self.runs = runs
        self.comparison = comparison
        var members: [[Int]] = Array(repeating: [], count: (runs.map(\.configuration).max() ?? -1) + 1)
        for (index, run) in runs.enumerated() { members[run.configuration].append(index) }
        let configurations = members.enumerated().map { index, members in
            let parts = settings.map { "\($0.name) = \($0.values[index])" }
            return Configuration(
                label: parts.isEmpty ? "all runs" : parts.joined(separator: ", "), runs: members)
        }
        self.configurations = configurations
        let words = comparison?.words ?? ObjectiveWords()
        ranking =
            SweepMeasure.all(words).lazy.compactMap {
                SweepRanking(of: runs, in: configurations, settings, by: $0)
            }.first
    }

    /// The configurations by the measure that a template asks for; `nil` if no run has it.
    func ranking(_ settings: DirectiveSettings) -> SweepRanking? {
        let name = settings[SweepMeasure.option]
        guard
            let measure = SweepMeasure.all(comparison?.words ?? ObjectiveWords()).first(where: {
                $0.name == name
            })
        else { return ranking }
        return SweepRanking(of: runs, in: configurations, self.settings, by: measure)
    }

    /// How many runs are in a state of this name.
    func count(_ states: String...) -> Int { runs.count { states.contains($0.state.name) } }

    /// The largest number of runs that a configuration has.
    var seeds: Int { configurations.map(\.runs.count).max() ?? 0 }
}
