import Document
import Text

/// A value of several runs.
typealias ComparisonValue = CatalogueValue<RunComparison>

/// The values of several runs.
enum ComparisonValues {
    /// `comparison.`: which runs, and how they differ.
    static let ofRuns: [ComparisonValue] = [
        ComparisonValue("comparison.runs", "how many runs are compared") { .integer($0.runs.count) },
        ComparisonValue("comparison.names", "their names; of many runs, the first and the number of others") {
            .text($0.names)
        },
        ComparisonValue("comparison.running", "how many of them are still training, or were killed") {
            .integer($0.runs.count { $0.information.status == .running })
        },
        ComparisonValue("comparison.diverged", "how many of them diverged") {
            .integer($0.runs.count { $0.information.status == .diverged })
        },
        ComparisonValue("comparison.groups", "the number of configurations, without regard to the seed") {
            .integer($0.groups.count)
        },
        ComparisonValue("comparison.tasks", "the number of tasks; runs of different tasks are not ranked") {
            .integer($0.tasks.count)
        },
        ComparisonValue("comparison.only_seeds", "whether the runs differ only in their seeds") {
            .flag($0.differsOnlyInSeeds)
        },
        ComparisonValue(
            "comparison.differences", "the number of settings in which they differ, without the seed"
        ) {
            .integer($0.differences.count)
        },
        ComparisonValue("comparison.differing", "the names of those settings, if there are one to six") {
            (1...6).contains($0.differences.count)
                ? .text(Phrase.list($0.differences.map(\.key))) : .missing
        },
    ]

    /// `comparison.`: what was measured on fresh episodes.
    static let ofResults: [ComparisonValue] = [
        ComparisonValue("comparison.evaluated", "how many runs were measured on fresh episodes") {
            .integer($0.runs.count { $0.evaluation != nil })
        },
        ComparisonValue("comparison.results", "the bit error rates on fresh episodes, in a sentence or two") {
            ComparisonFindings($0).text.value(Value.text)
        },
    ]

    /// `configuration.` and `task.`: settings in which all runs agree; the others are missing.
    static func shared(_ settings: [ConfigurationValue]) -> [ComparisonValue] {
        settings.map { value in
            ComparisonValue(value.name, value.summary + ", if all runs agree") { comparison in
                let values = comparison.runs.map { value.read($0.configuration) }
                guard let first = values.first, values.allSatisfy({ $0 == first }) else { return .missing }
                return first
            }
        }
    }
}
