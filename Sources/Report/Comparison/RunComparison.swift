import Analysis
import BOHP
import Document
import Text

/// Several runs side by side: the settings in which they differ, groups of runs that differ only in their seeds, and
/// which groups can be compared.
public struct RunComparison: Sendable {
    /// The runs in the order given.
    public let runs: [ComparedRun]
    /// The label of each run: its name, or its path if two runs have the same name.
    let labels: [String]
    /// The settings in which groups differ.
    let differences: [Difference]
    /// Whether the runs differ in their seeds.
    let seedsDiffer: Bool
    /// Settings in which all runs agree.
    let shared: [ShownSetting]
    /// Groups of runs that differ only in their seeds, in the order of their first runs.
    let groups: [ComparedGroup]
    /// The tasks, in the order of their first groups. Only groups of one task are ranked, because other tasks have other
    /// outputs and other difficulties.
    let tasks: [ComparedTask]

    /// A setting in which groups differ.
    struct Difference: Sendable {
        var words: String
        var key: String
        /// How labels call the setting: the key, without its task.
        var label: String
        /// Whether it belongs to the task.
        var isOfTask: Bool
        /// For each group, the value that tables show; ``Value/missing`` if the group has no such setting.
        var values: [Value]
        /// For each group, the exact value; `nil` if the group has no such setting.
        var exact: [SettingValue?]
    }

    /// Groups that learn one task: all settings of the task are equal.
    struct ComparedTask: Sendable {
        let task: any EpisodicTask
        /// What tells the task from the others; empty if there is only one.
        var label: String
        /// The same, no longer than ``RunComparison/longestLabel``.
        var short: String
        /// Indices of ``RunComparison/groups``.
        var groups: [Int]
        /// The groups, as indices of ``RunComparison/groups``, that cannot be told from the best on fresh episodes. Empty if
        /// that is true of all.
        var best: Set<Int>
    }

    /// What the tasks call their numbers; general words if they differ.
    var words: ObjectiveWords {
        let words = tasks.map(\.task.objective.words)
        return words.allSatisfy { $0 == words[0] } ? words[0] : ObjectiveWords()
    }

    /// The longest label of a legend, an axis or a panel in characters. Something longer is called by its number, because
    /// a label that is cut may lose what differs.
    static let longestLabel = 40

    /// Compares runs, of which there is at least one.
    public init(_ runs: [ComparedRun]) {
        self.runs = runs
        let names = runs.reduce(into: [:]) { $0[$1.name, default: 0] += 1 }
        let labels = runs.map { names[$0.name, default: 1] > 1 ? $0.path : $0.name }
        self.labels = labels
        seedsDiffer = Set(runs.map(\.configuration.seed)).count > 1

        let settings = runs.map { run in
            ShownSetting.all(of: run.configuration).filter { $0.key != ShownSetting.seedKey }
        }
        let members = RunGroups.equal(settings.map { $0.map { [.text($0.key), $0.exact] } })
        let all = members.map { settings[$0[0]] }
        (differences, shared) = Self.compare(all)

        let ofTask = differences.filter(\.isOfTask)
        let tasks = RunGroups.equal(all.indices.map { group in ofTask.map { $0.exact[group] } })
        let taskLabels = Self.taskLabels(tasks, ofTask)
        let runsAlone = members.allSatisfy { $0.count == 1 }
        let training = differences.filter { !$0.isOfTask }
        var groups: [ComparedGroup] = []
        for (index, members) in members.enumerated() {
            let task = tasks.firstIndex { $0.contains(index) } ?? 0
            let settings = Self.text(of: index, training)
            let parts = [taskLabels[task], settings].filter { !$0.isEmpty }
            let label =
                runsAlone
                ? labels[members[0]]
                : parts.isEmpty ? Phrase.count(members.count, "run") : parts.joined(separator: ", ")
            let inTask = runsAlone || settings.isEmpty ? label : settings
            groups.append(
                ComparedGroup(
                    index: index, members: members, task: task, label: label, inTask: inTask,
                    values: training.map { $0.exact[index]?.description ?? "–" }.joined(separator: ", "),
                    runs: members.map { runs[$0] }))
        }
        self.groups = groups
        self.tasks = tasks.enumerated().map { task, members in
            let best = RunGroups.best(of: members.map { groups[$0].bitErrorRate })
            return ComparedTask(
                task: runs[groups[members[0]].members[0]].configuration.task,
                label: taskLabels[task],
                short: taskLabels[task].count <= Self.longestLabel ? taskLabels[task] : "task \(task + 1)",
                groups: members, best: Set(best.map { members[$0] }))
        }
    }

    // MARK: Settings

    /// The settings in which some groups differ, and those in which all agree.
    ///
    /// - Parameter groups: the settings of each group.
    private static func compare(_ groups: [[ShownSetting]]) -> ([Difference], [ShownSetting]) {
        let found = groups.map { Dictionary($0.map { ($0.key, $0) }) { first, _ in first } }
        var known: Set<String> = []
        let keys = groups.joined().filter { known.insert($0.key).inserted }
        var differences: [Difference] = []
        var shared: [ShownSetting] = []
        for setting in keys {
            let settings = found.map { $0[setting.key] }
            if settings.allSatisfy({ $0 == setting }) {
                shared.append(setting)
            } else {
                differences.append(
                    Difference(
                        words: setting.words, key: setting.key, label: setting.key,
                        isOfTask: setting.isOfTask,
                        values: settings.map { $0?.value ?? .missing }, exact: settings.map { $0?.exact }))
            }
        }
        // The end of a key is enough where it is the end of no other key.
        func end(_ key: String) -> String { key.split(separator: ".").last.map(String.init) ?? key }
        let ends = differences.reduce(into: [:]) { $0[end($1.key), default: 0] += 1 }
        for index in differences.indices {
            let end = end(differences[index].key)
            if ends[end] == 1, end != "name" { differences[index].label = end }
        }
        return (differences, shared)
    }

    /// What a group has of some settings: `eta = 0.9, batch = 4`.
    private static func text(of group: Int, _ differences: [Difference]) -> String {
        differences.compactMap { difference in
            difference.exact[group].map { "\(difference.label) = \($0)" }
        }.joined(separator: ", ")
    }

    /// What tells each task from the others: its name if no other task has it, otherwise the settings in which tasks of
    /// this name differ, with the name if the settings alone do not tell.
    private static func taskLabels(_ tasks: [[Int]], _ differences: [Difference]) -> [String] {
        guard tasks.count > 1 else { return tasks.map { _ in "" } }
        let name = differences.first { $0.key == ShownSetting.taskKey }
        let rest = differences.filter { $0.key != ShownSetting.taskKey }
        let parts = tasks.map { members in
            let group = members[0]
            let namesakes = tasks.map { $0[0] }.filter { name?.exact[$0] == name?.exact[group] }
            let telling = rest.filter { difference in
                namesakes.contains { difference.exact[$0] != difference.exact[group] }
            }
            return (name: name?.values[group].plainText ?? "", settings: text(of: group, telling))
        }
        return parts.map { part in
            let isTold = !part.settings.isEmpty && parts.count { $0.settings == part.settings } == 1
            return isTold
                ? part.settings : [part.name, part.settings].filter { !$0.isEmpty }.joined(separator: ", ")
        }
    }

    // MARK: Words

    /// The settings of training in which groups differ, as labels call them.
    var trainingSettings: [String] { differences.filter { !$0.isOfTask }.map(\.label) }

    /// Whether all runs differ only in their seeds.
    var differsOnlyInSeeds: Bool { groups.count == 1 && runs.count > 1 }

    /// Whether every run is a configuration of its own.
    var runsAlone: Bool { groups.count == runs.count }

    /// Whether a figure calls a group by its number.
    var usesNumbers: Bool { groups.contains { $0.label.count > Self.longestLabel } }

    /// The labels of the runs as a list in a sentence: of all, or of the first if there are many.
    var names: String {
        let most = 6
        guard labels.count > most || labels.contains(where: { $0.count > 2 * Self.longestLabel }) else {
            return Phrase.list(labels)
        }
        return Phrase.list([Self.beginning(labels[0]), Phrase.count(labels.count - 1, "other run")])
    }

    private static func beginning(_ text: String) -> String {
        text.count <= 2 * longestLabel ? text : text.prefix(2 * longestLabel - 1) + "…"
    }

    /// Some of the groups of a task, for a figure or a table that has no room for all: in the given order if there is,
    /// otherwise the best and then the worst on fresh episodes.
    func selection(of task: Int, most: Int) -> [Int] {
        let members = tasks[task].groups
        guard members.count > most else { return members }
        let ranked = members.sorted { (groups[$0].rank, $0) < (groups[$1].rank, $1) }
        return ranked.prefix((most + 1) / 2) + ranked.suffix(most / 2)
    }
}
