import Analysis
import Document
import Text

/// A value of several runs.
typealias ComparisonValue = CatalogueValue<RunComparison>

/// The values of several runs.
enum ComparisonValues {
    /// `comparison.`: which runs, and how they differ.
    static let ofRuns: [ComparisonValue] = [
        ComparisonValue("comparison.runs", "how many runs are compared") { .integer($0.runs.count) },
        ComparisonValue("comparison.names", "their names") { .text($0.names) },
        ComparisonValue("comparison.running", "how many of them are still training, or were killed") {
            .integer($0.runs.count { $0.information.status == .running })
        },
        ComparisonValue("comparison.groups", "the number of configurations, without regard to the seed") {
            .integer($0.groups.count)
        },
        ComparisonValue("comparison.only_seeds", "whether the runs differ only in their seeds") {
            .flag($0.differsOnlyInSeeds)
        },
        ComparisonValue(
            "comparison.differences", "the number of settings in which they differ, without the seed"
        ) {
            .integer($0.differences.count)
        },
        ComparisonValue("comparison.differing", "the names of those settings") {
            $0.differences.isEmpty ? .missing : .text(Phrase.list($0.differences.map(\.key)))
        },
    ]

    /// `best.` and `worst.`: the runs with the lowest and the highest error on fresh episodes.
    static let ofResults: [ComparisonValue] =
        [
            ComparisonValue("comparison.evaluated", "how many runs were measured on fresh episodes") {
                .integer($0.runs.count { $0.evaluation != nil })
            }
        ] + extreme("best", "lowest") { $0.least } + extreme("worst", "highest") { $0.greatest }

    private static func extreme(
        _ word: String, _ which: String,
        _ end: @escaping @Sendable ((least: Int, greatest: Int)) -> Int
    ) -> [ComparisonValue] {
        @Sendable func rate(_ run: AnalysedRun) -> Double? { run.evaluation?.bitErrorRate.trained.mean }
        return [
            ComparisonValue("\(word).name", "the run with the \(which) bit error rate on fresh episodes") {
                runs in
                runs.extremes(of: rate).value { .text(runs.labels[end($0)]) }
            },
            ComparisonValue("\(word).bit_error_rate", "its bit error rate") { runs in
                runs.extremes(of: rate).value { rate(runs.runs[end($0)]).value(Value.number) }
            },
        ]
    }

    /// `configuration.` and `task.`: settings in which all runs agree; the others are missing.
    static func shared(_ settings: [RunValue]) -> [ComparisonValue] {
        settings.map { value in
            ComparisonValue(value.name, value.summary + ", if all runs agree") { comparison in
                let values = comparison.runs.map(value.read)
                guard let first = values.first, values.allSatisfy({ $0 == first }) else { return .missing }
                return first
            }
        }
    }
}
