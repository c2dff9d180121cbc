import Analysis
import BOHP

/// The configurations of a sweep in the order of a measure, and what seeds allow to say about this order.
struct SweepRanking: Sendable {
    /// A configuration with what its seeds achieved.
    struct Entry: Sendable {
        /// The index of ``SweepResults/configurations``.
        let configuration: Int
        let label: String
        /// The measure by seed, in the unit shown; at least one.
        let values: [(seed: UInt32, value: Double)]
        /// The interquartile mean over seeds.
        let mean: Double

        /// The 95 % interval of the mean from resampled seeds; `nil` for a single seed.
        var interval: ClosedRange<Double>? { StratifiedBootstrap.interval(of: [values.map(\.value)]) }
    }

    let measure: SweepMeasure
    /// The best first.
    let entries: [Entry]
    /// The comparison of each entry with the best one over the seeds that both have: how much worse it is. `nil` for the best,
    /// and without two common seeds.
    let comparisons: [PairedComparison?]
    /// Whether each entry is shown to be worse than the best one. The level of 5 % holds for all of them together.
    let isWorse: [Bool]
    /// How many configurations are not ranked because a run of theirs diverged or failed.
    let failed: Int
    /// How many configurations are not ranked because less than half of their runs are finished.
    let unfinished: Int
    /// What matters; `nil` if that cannot be computed.
    let importance: SettingImportance?

    /// - Returns: `nil` if no configuration can be ranked.
    init?(
        of runs: [SweepResults.Run], in configurations: [SweepResults.Configuration],
        _ settings: [SweepSetting], by measure: SweepMeasure
    ) {
        var entries: [Entry] = []
        var (failed, unfinished) = (0, 0)
        for (index, configuration) in configurations.enumerated() {
            let members = configuration.runs.map { runs[$0] }
            let values = members.compactMap { run in
                run.numbers[measure.name].flatMap {
                    ($0 * measure.factor).isFinite ? (seed: run.seed, value: $0 * measure.factor) : nil
                }
            }
            let hasFailed = members.contains { $0.state.name == "diverged" || $0.state.name == "failed" }
            let mean = interquartileMean(values.map(\.value))
            if hasFailed {
                failed += 1
            } else if values.isEmpty || 2 * values.count < members.count || !mean.isFinite {
                unfinished += 1
            } else {
                entries.append(
                    Entry(configuration: index, label: configuration.label, values: values, mean: mean))
            }
        }
        guard !entries.isEmpty else { return nil }
        let sign = measure.prefersLess ? 1.0 : -1.0
        entries.sort { (sign * $0.mean, $0.configuration) < (sign * $1.mean, $1.configuration) }
        let best = Dictionary(entries[0].values.map { ($0.seed, $0.value) }) { first, _ in first }
        let comparisons = entries.enumerated().map { place, entry in
            place == 0
                ? nil
                : PairedComparison(
                    entry.values.compactMap { other in best[other.seed].map { sign * (other.value - $0) } })
        }
        let rejected = PairedComparison.rejected(comparisons.dropFirst().map { $0?.pValue ?? 1 })
        isWorse = [false] + zip(rejected, comparisons.dropFirst()).map { $0 && ($1?.difference ?? 0) > 0 }
        self.measure = measure
        self.entries = entries
        self.comparisons = comparisons
        self.failed = failed
        self.unfinished = unfinished
        let ranked = entries.sorted { $0.configuration < $1.configuration }
        importance =
            settings.isEmpty
            ? nil
            : SettingImportance(
                levels: ranked.map { entry in settings.map { $0.levels[entry.configuration] } },
                values: ranked.map { $0.values.map(\.value) })
    }

    var best: Entry { entries[0] }

    /// Entries behind the best one that are not shown to be worse.
    var open: [Int] { entries.indices.dropFirst().filter { !isWorse[$0] } }

    /// Whether seeds allow a comparison at all.
    var isComparable: Bool { comparisons.contains { $0 != nil } }

    /// How many more seeds of the best and the next open configuration would decide between these two, with the
    /// probability 80 %; `nil` if that is unknown.
    var moreSeeds: (entry: Entry, count: Int)? {
        guard let next = open.first, let comparison = comparisons[next],
            let needed = comparison.pairsNeeded(level: 0.05 / Double(max(1, entries.count - 1)))
        else { return nil }
        return (entries[next], max(1, needed - comparison.pairs))
    }

    /// All values that are shown.
    var values: [Double] { entries.flatMap { $0.values.map(\.value) } }

    /// The settings in the order of their importance, or in their own order if that is unknown.
    func order(of settings: [SweepSetting]) -> [Int] {
        guard let importance else { return Array(settings.indices) }
        return settings.indices.sorted {
            (-importance.settings[$0].value, $0) < (-importance.settings[$1].value, $1)
        }
    }
}
