import Analysis
import Document
import RunRecord
import Text

/// Several runs side by side: what they are called, in which settings they differ, and which of them repeat the
/// same with other random numbers.
public struct RunComparison: Sendable {
    /// The runs in the order given.
    public let runs: [AnalysedRun]
    /// What each run is called: its name, or its path if two runs have one name.
    let labels: [String]
    /// Settings in which not all runs agree, save for the seed.
    let differences: [Difference]
    /// Whether not all runs have one seed.
    let seedsDiffer: Bool
    /// Settings in which all runs agree.
    let shared: [ConfigurationTable.Setting]
    /// Runs that differ only by their seeds belong together. In the order of their first runs.
    let groups: [Group]

    /// A setting in which runs differ.
    struct Difference: Sendable {
        var words: String
        var key: String
        /// A value for each run; ``Value/missing`` where a run has no such setting.
        var values: [Value]
    }

    /// Runs that differ only by their seeds.
    struct Group: Sendable {
        /// Places in ``RunComparison/runs``.
        var members: [Int]
        /// What sets the group apart from the others.
        var label: String

        /// Whether there are enough runs to say how they scatter: a quartile of two says nothing new.
        var isDistribution: Bool { members.count >= 3 }
    }

    /// More differing settings than this would make labels that nobody reads.
    private static let mostSettingsInLabel = 3

    public init(_ runs: [Run]) {
        self.runs = runs.map(AnalysedRun.init)
        let names = runs.map(\.name)
        labels = runs.map { run in names.count { $0 == run.name } > 1 ? run.path : run.name }
        let settings = runs.map { ConfigurationTable.settings(of: $0.configuration) }
        var keys: [ConfigurationTable.Setting] = []
        for setting in settings.joined() where !keys.contains(where: { $0.key == setting.key }) {
            keys.append(setting)
        }
        var differences: [Difference] = []
        var shared: [ConfigurationTable.Setting] = []
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
        if differences.count > mostSettingsInLabel { return "\(labels[first]) and its like, \(count)" }
        let settings = differences.map { "\($0.key) = \($0.values[first].plainText)" }
        return settings.joined(separator: ", ") + ", " + count
    }

    /// Whether all runs have one configuration but for their seeds.
    var differsOnlyInSeeds: Bool { groups.count == 1 && runs.count > 1 }

    /// The names of all runs, as a sentence lists them.
    var names: String { Phrase.list(labels) }

    /// An end of a range.
    enum End: Sendable { case least, greatest }

    /// The run at an end of what was measured; `nil` if fewer than two were measured, or all alike.
    func run(with end: End, of read: (AnalysedRun) -> Double?) -> Int? {
        RunGroups.extremes(of: runs.map(read)).map { end == .least ? $0.least : $0.greatest }
    }
}
