import Analysis
import Text

/// The results of a sweep in words.
struct SweepVerdict {
    private let ranking: SweepRanking
    private let settings: [SweepSetting]

    init?(_ results: SweepResults) {
        guard let ranking = results.ranking else { return nil }
        self.ranking = ranking
        settings = results.settings
    }

    private var measure: SweepMeasure { ranking.measure }

    /// `learning_rate = 0.003, plastic = yes, whose bit error rate on fresh episodes is 0.35 % (…)`
    var best: String {
        let best = ranking.best
        let seeds = best.values.count
        let interval = best.interval.map { "; 95 % interval \(measure.range($0))\(measure.unit)" } ?? ""
        let statistic =
            seeds == 1 ? "one seed" : "interquartile mean of \(NumberText.words(seeds)) seeds\(interval)"
        return
            "\(best.label), whose \(measure.words) is \(measure.number(best.mean))\(measure.unit) (\(statistic))."
    }

    /// Whether the best configuration is shown to be the best; `nil` with a single configuration.
    var decision: String? {
        guard ranking.entries.count > 1 else { return nil }
        guard ranking.isComparable else {
            return
                "It is not decided whether this configuration is the best, because seeds were not repeated: chance and "
                + "settings cannot be told apart. Give the sweep several seeds."
        }
        let open = ranking.open
        let others = ranking.entries.count - 1
        guard let next = open.first else {
            return "This is decided: over the same seeds, it is better than "
                + (others == 1 ? "the other configuration" : "each of the \(NumberText.words(others)) others")
                + " (paired t tests at 5 % for all together)."
        }
        var text =
            "It is not decided whether this configuration is the best: over the same seeds, "
            + (open.count == others
                ? (others == 1 ? "the other one is" : "none of the \(NumberText.words(others)) others is")
                : "\(NumberText.words(open.count)) of the \(NumberText.words(others)) others "
                    + (open.count == 1 ? "is" : "are"))
        text += open.count == others && others > 1 ? " shown to be worse" : " not shown to be worse"
        text += " (paired t tests at 5 % for all together). The next one is \(ranking.entries[next].label)"
        if let comparison = ranking.comparisons[next] {
            let better = measure.prefersLess ? "larger" : "smaller"
            text +=
                ", with a mean that is \(measure.number(comparison.difference))\(measure.differenceUnit) \(better) "
                + "(95 % interval \(measure.range(comparison.interval)))"
        }
        text += "."
        if let more = ranking.moreSeeds {
            text +=
                " About \(Phrase.count(more.count, "more seed")) of both would decide between these two, with a power of 80 %."
        }
        return text
    }

    /// What matters; `nil` if that cannot be computed.
    var importance: String? {
        guard let importance = ranking.importance else { return nil }
        func share(_ share: SettingImportance.Share) -> String {
            guard share.value >= 0.005 else { return "less than 1\u{A0}%" }
            let percent = NumberText.percent(share.value, digits: 0)
            guard let interval = share.interval else { return percent }
            let (low, high) = (interval.lowerBound * 100, interval.upperBound * 100)
            return "\(percent) (\(NumberText.fixed(low, digits: 0))–\(NumberText.fixed(high, digits: 0)))"
        }
        let order = ranking.order(of: settings)
        let named = order.prefix(4)
        let small = order.count - named.count
        var parts = named.map { "\(settings[$0].name) explains \(share(importance.settings[$0]))" }
        if small > 0 { parts.append("\(Phrase.count(small, "other setting")) less") }
        let rest =
            importance.seeds.map {
                "\(share(importance.interactions)) are interactions, and \(share($0)) are differences between seeds"
            } ?? "\(share(importance.interactions)) are interactions and chance"
        return "Of the variance of this measure, \(Phrase.list(parts)); \(rest)."
    }
}
