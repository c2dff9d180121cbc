import Text

/// The results of a comparison in words. Groups of seeds are named, not single seeds, and only groups of one task are
/// ranked.
struct ComparisonFindings {
    private let comparison: RunComparison

    /// The largest number of groups whose results a sentence lists.
    private static let mostListed = 4

    init(_ comparison: RunComparison) { self.comparison = comparison }

    /// `nil` if fewer than two groups were measured, and there is no group of several runs.
    var text: String? {
        let measured = comparison.groups.filter { $0.bitErrorRate != nil }
        guard measured.count > 1 || measured.contains(where: { ($0.bitErrorRate?.values.count ?? 0) > 1 })
        else { return nil }
        guard comparison.tasks.count == 1 else {
            return
                "The runs have \(NumberText.words(comparison.tasks.count)) tasks and are compared only within "
                + "a task, because tasks differ in their outputs and in their difficulty."
        }
        return [results(measured), verdict].compactMap(\.self).joined(separator: " ")
    }

    /// The result of every group, or of the first and the last in order of rank.
    private func results(_ measured: [ComparedGroup]) -> String {
        let start = comparison.words.rate + " on fresh episodes"
        func list(_ groups: [ComparedGroup]) -> String {
            groups.map { group in
                let result = group.bitErrorRateText ?? ""
                if comparison.groups.count == 1 { return result }
                return "\(result) \(comparison.runsAlone ? "for" : "with") \(group.label)"
            }.joined(separator: "; ")
        }
        if measured.count <= Self.mostListed {
            return "\(start)\(statistic(measured)): \(list(measured))."
        }
        let ranked = measured.sorted { ($0.rank, $0.index) < ($1.rank, $1.index) }
        let ends = [ranked[0], ranked[ranked.count - 1]]
        return "\(start)\(statistic(ends)), lowest and highest of "
            + "\(Phrase.count(measured.count, comparison.runsAlone ? "run" : "configuration")): \(list(ends))."
    }

    /// What the numbers of some groups are.
    private func statistic(_ groups: [ComparedGroup]) -> String {
        let counts = Set(groups.map { $0.bitErrorRate?.values.count ?? 0 })
        guard let least = counts.min(), let most = counts.max() else { return "" }
        return switch (least, most) {
        case (1, 1): " (mean with 95 % confidence interval)"
        case (2, 2): " (median and range of two seeds)"
        case (3..., _):
            " (median and quartiles of \(Phrase.counts([least, most], "seed").replacing(" each", with: "")))"
        default: " (median, with quartiles from three seeds on)"
        }
    }

    /// What the intervals allow to say of the order; `nil` with a single group.
    private var verdict: String? {
        let (task, groups) = (comparison.tasks[0], comparison.groups)
        let measured = task.groups.filter { groups[$0].bitErrorRate != nil }
        guard measured.count > 1 else { return nil }
        if task.best.isEmpty { return "Their intervals overlap, so none is shown to be best." }
        guard task.best.count == 1, let best = task.best.first else {
            let others = Phrase.count(task.best.count - 1, "other")
            return "The interval of the lowest overlaps \(others), so the order among these is open."
        }
        return measured.count == 2
            ? "The intervals do not overlap."
            : "The interval of \(groups[best].label) lies below all others."
    }
}
