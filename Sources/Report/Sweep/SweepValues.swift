import Document
import Text

/// A value of a sweep.
typealias SweepValue = CatalogueValue<SweepResults>

/// The values of a sweep.
enum SweepValues {
    /// `sweep.`: its runs.
    static let ofRuns: [SweepValue] = [
        SweepValue("sweep.name", "the name of the sweep's folder") { .text($0.name) },
        SweepValue("sweep.path", "the path of the sweep's folder") { .code($0.path) },
        SweepValue("sweep.runs", "how many runs the sweep consists of") { .integer($0.runs.count) },
        SweepValue("sweep.finished", "how many of them are finished") { .integer($0.count("finished")) },
        SweepValue("sweep.paused", "how many of them successive halving paused") {
            .integer($0.count("paused"))
        },
        SweepValue("sweep.failures", "how many of them diverged or failed") {
            .integer($0.count("diverged", "failed"))
        },
        SweepValue("sweep.unfinished", "how many of them are still to be trained") {
            .integer($0.count("to do", "running", "interrupted"))
        },
        SweepValue("sweep.configurations", "the number of configurations, without regard to the seed") {
            .integer($0.configurations.count)
        },
        SweepValue("sweep.seeds", "the largest number of runs of a configuration") { .integer($0.seeds) },
        SweepValue("sweep.settings", "how many settings vary, without the seed") {
            .integer($0.settings.count)
        },
        SweepValue("sweep.setting_names", "the names of these settings, if there are up to six") {
            (1...6).contains($0.settings.count) ? .text(Phrase.list($0.settings.map(\.name))) : .missing
        },
    ]

    /// `sweep.`: what came out.
    static let ofResults: [SweepValue] = [
        SweepValue("sweep.measure", "the measure by which configurations are ranked") {
            ($0.ranking?.measure.words).value(Value.text)
        },
        SweepValue(
            "sweep.unranked",
            "how many configurations are not ranked because a run of theirs diverged or failed"
        ) {
            ($0.ranking?.failed).value(Value.integer)
        },
        SweepValue(
            "sweep.incomplete",
            "how many configurations are not ranked because less than half of their runs are finished"
        ) {
            ($0.ranking?.unfinished).value(Value.integer)
        },
        SweepValue("sweep.best", "the best configuration, with its measure and interval") {
            SweepVerdict($0).value { .text($0.best) }
        },
        SweepValue(
            "sweep.decision", "whether that one is shown to be the best, and how many more seeds would decide"
        ) {
            (SweepVerdict($0)?.decision).value(Value.text)
        },
        SweepValue("sweep.importance", "what matters, in a sentence") {
            (SweepVerdict($0)?.importance).value(Value.text)
        },
    ]
}
