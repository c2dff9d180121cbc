import Analysis
import Document
import RunRecord
import Text

/// Several runs side by side: their labels, the settings in which they differ, and groups of runs that
/// differ only in their seeds.
public struct RunComparison: Sendable {
    /// The runs in the order given.
    public let runs: [AnalysedRun]
    /// The label of each run: its name, or its path if two runs have the same name.
    let labels: [String]
    /// The settings in which the runs differ, without the seed.
    let differences: [Difference]
    /// Whether the runs differ in their seeds.
    let seedsDiffer: Bool
    /// Settings in which all runs agree.
    let shared: [ShownSetting]
    /// Groups of runs that differ only in their seeds, in the order of their first runs.
    let groups: [Group]

    /// A setting in which runs differ.
    struct Difference: Sendable {
        var words: String
        var key: String
        /// One value for each run; ``Value/missing`` if the run has no such setting.
        var values: [Value]
    }

    /// Runs that differ only in their seeds.
    struct Group: Sendable {
        /// Indices of ``RunComparison/runs``.
        var members: [Int]
        /// The settings that tell the group from the others.
        var label: String

        /// Whether the group has at least three runs. Quartiles of two runs add nothing to their values.
        var isDistribution: Bool { members.count >= 3 }
    }

    /// The largest number of differing settings that a label lists.
    private static let mostSettingsInLabel = 3

    /// Compares runs, of which there is at least one.
    public init(_ runs: [Run]) {
        self.runs = runs.map(AnalysedRun.init)
        let names = runs.map(\.name)
        labels = runs.map { run in names.count { $0 == run.name } > 1 ? run.path : run.name }
        let settings = runs.map { ShownSetting.all(of: $0.configuration) }
        var keys: [ShownSetting] = []
        for setting in settings.joined() where !keys.contains(where: { $0.key == setting.key }) {
            keys.append(setting)
        }
        var differences: [Difference] = []
        var shared: [ShownSetting] = []
        for setting in keys {
            let values = settings.map { all in all.first { $0.key == setting.key }?.value ?? .missing }
            if values.allSatisfy({ $0 == setting.value }) {
                shared.append(setting)
            } else {
                differences.append(Difference(words: setting.words, key: setting.key, values: values))
            }
        }
        seedsDiffer = differences.contains { $0.key == "seed" }
        differences.removeAll { $0.key == "seed" }
        self.differences = differences
        self.shared = shared

        let labels = labels
        groups = RunGroups.bySeed(runs.map(\.configuration)).map { members in
            Group(members: members, label: Self.label(of: members, labels, differences))
        }
    }

    private static func label(of members: [Int], _ labels: [String], _ differences: [Difference]) -> String {
        guard let first = members.first, members.count > 1 else {
            return members.first.map { labels[$0] } ?? ""
        }
        let count = "\(NumberText.grouped(members.count)) runs"
        if differences.isEmpty { return count }
        if differences.count > mostSettingsInLabel { return "\(count) like \(labels[first])" }
        let settings = differences.map { "\($0.key) = \($0.values[first].plainText)" }
        return settings.joined(separator: ", ") + ", " + count
    }

    /// Whether all runs differ only in their seeds.
    var differsOnlyInSeeds: Bool { groups.count == 1 && runs.count > 1 }

    /// The labels of all runs as a list in a sentence.
    var names: String { Phrase.list(labels) }

    /// The indices of the runs with the least and the greatest value; `nil` if fewer than two values are finite, or if all
    /// are equal.
    func extremes(of read: (AnalysedRun) -> Double?) -> (least: Int, greatest: Int)? {
        RunGroups.extremes(of: runs.map(read))
    }
}
