import Analysis
import BOHP
import Document

extension RunValues {
    /// `evaluation.`: measurements on fresh episodes after training.
    static let ofEvaluation: [RunValue] =
        [
            RunValue("evaluation.episodes", "number of fresh episodes") {
                $0.evaluation.value { .integer($0.episodes) }
            },
            RunValue("evaluation.seed", "the seed of those episodes") {
                $0.evaluation.value { .integer(Int($0.seed)) }
            },
            RunValue("evaluation.absolute_error", "sum of absolute errors, averaged over the fresh episodes")
            {
                $0.evaluation.value { .number($0.absoluteError.mean) }
            },
        ]
        + comparison("bit_error_rate", "fraction of outputs with the wrong sign") { $0.bitErrorRate }
        + comparison("accuracy", "fraction of episodes without a wrong output") { $0.accuracy }
        + [
            RunValue("gradient_check.passes", "whether the gradient agrees with finite differences") {
                $0.gradientCheck.value { .flag($0.passes) }
            },
            RunValue("gradient_check.largest_difference", "the largest relative difference found") {
                $0.gradientCheck.value { check in
                    .number(check.differences.map(\.largestRelative).max() ?? 0)
                }
            },
        ]

    private static func comparison(
        _ name: String, _ summary: String, _ read: @escaping @Sendable (Evaluation) -> Evaluation.Comparison
    ) -> [RunValue] {
        func value(
            _ suffix: String, _ addition: String,
            _ number: @escaping @Sendable (Evaluation.Comparison) -> Double?
        ) -> RunValue {
            RunValue("evaluation.\(name)\(suffix)", summary + addition) {
                $0.evaluation.map(read).flatMap(number).value(Value.number)
            }
        }
        return [
            value("", "") { $0.trained.mean },
            value("_low", ", lower end of the 95 % interval") { $0.trained.low },
            value("_high", ", upper end of the 95 % interval") { $0.trained.high },
            value("_untrained", ", before training") { $0.untrained.mean },
            value("_hopfield", ", of a classical Hopfield network") { $0.hopfield?.mean },
            value("_chance", ", by guessing") { $0.chance },
        ]
    }
}
