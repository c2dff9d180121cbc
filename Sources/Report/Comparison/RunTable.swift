import Analysis
import BOHP
import Document

/// Every run of a comparison with the settings in which they differ and its results, as data for other programs.
enum RunTable {
    static func data(of comparison: RunComparison) -> DataTable {
        let groups = comparison.groups
        let order = groups.flatMap { group in group.members.map { (run: $0, group: group) } }
        let runs = order.map { comparison.runs[$0.run] }
        func column(_ name: String, _ number: (ComparedRun) -> Double?) -> DataTable.Column {
            .init(name, runs.map { number($0) ?? .nan })
        }
        func estimates(
            _ name: String, factor: Double, _ read: (ComparedRun) -> Estimate?
        ) -> [DataTable.Column] {
            [
                column(name) { read($0).map { $0.mean * factor } },
                column("\(name)_low") { read($0).map { $0.low * factor } },
                column("\(name)_high") { read($0).map { $0.high * factor } },
            ]
        }
        var columns: [DataTable.Column] = [
            .init("run", order.map { comparison.labels[$0.run] }),
            .init("configuration", order.map(\.group.number)),
            .init("task", order.map { $0.group.task + 1 }),
        ]
        columns += comparison.differences.map { difference in
            .init(difference.key, order.map { difference.exact[$0.group.index]?.description ?? "" })
        }
        columns += [
            .init("seed", runs.map { Int($0.configuration.seed) }),
            .init("status", runs.map(\.information.status.rawValue)),
            .init("episodes", runs.map(\.episodesDone)),
            column("training_absolute_error") { $0.final?.absoluteError },
        ]
        columns += estimates("bit_error_rate_percent", factor: 100) { $0.evaluation?.bitErrorRate.trained }
        columns += estimates("recalled_percent", factor: 100) { $0.evaluation?.accuracy.trained }
        columns += estimates("absolute_error", factor: 1) { $0.evaluation?.absoluteError }
        return DataTable(columns)
    }
}
