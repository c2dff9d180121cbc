import Document

extension SweepResults {
    /// A table of the runs of some ranked configurations with their settings, seeds and values.
    func data(of ranking: SweepRanking) -> DataTable {
        let rows = ranking.entries.flatMap { entry in
            entry.values.map { (configuration: entry.configuration, value: $0) }
        }
        return DataTable(
            settings.map { setting in
                .init(setting.name, rows.map { setting.values[$0.configuration].description })
            } + [
                .init("seed", rows.map { Int($0.value.seed) }),
                .init(ranking.measure.name, rows.map { $0.value.value / ranking.measure.factor }),
            ])
    }

    /// The number of runs that a ranking has, for captions.
    func facts(of ranking: SweepRanking) -> [String: Value] {
        [
            "runs": .integer(ranking.entries.reduce(0) { $0 + $1.values.count }),
            "configurations": .integer(ranking.entries.count),
            "measure": .text(ranking.measure.words),
        ]
    }
}
