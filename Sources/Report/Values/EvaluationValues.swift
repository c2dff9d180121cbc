import Analysis
import BOHP
import Document

extension RunValues {
    /// `evaluation.`: measurements on fresh episodes after training.
    static let ofEvaluation: [RunValue] =
        RunValue.family(
            "evaluation", of: \.evaluation,
            .init("episodes", "number of fresh episodes") { .integer($0.episodes) },
            .init("seed", "the seed of those episodes") { .integer(Int($0.seed)) },
            .init("absolute_error", "sum of absolute errors, averaged over the fresh episodes") {
                .number($0.absoluteError.mean)
            }
        )
        + comparison("bit_error_rate", "fraction of wrong answers") { $0.bitErrorRate }
        + comparison("accuracy", "fraction of episodes without a wrong answer") { $0.accuracy }
        + RunValue.family(
            "gradient_check", of: \.gradientCheck,
            .init("passes", "whether the gradient agrees with finite differences") { .flag($0.passes) },
            .init("largest_difference", "the largest relative difference found") {
                .number($0.differences.map(\.largestRelative).max() ?? 0)
            }
        )

    private static func comparison(
        _ name: String, _ what: String, _ read: @escaping @Sendable (Evaluation) -> Evaluation.Comparison
    ) -> [RunValue] {
        RunValue.family(
            "evaluation", of: { $0.evaluation.map(read) },
            .init(name, what) { .number($0.trained.mean) },
            .init("\(name)_low", what + ", lower end of the 95 % interval") { .number($0.trained.low) },
            .init("\(name)_high", what + ", upper end of the 95 % interval") { .number($0.trained.high) },
            .init("\(name)_untrained", what + ", before training") { .number($0.untrained.mean) },
            .init("\(name)_hopfield", what + ", of a classical Hopfield network") {
                $0.hopfield.value { .number($0.mean) }
            },
            .init("\(name)_chance", what + ", by a coin for each erased bit") {
                $0.chance.value(Value.number)
            },
            .init("\(name)_best_guess", what + ", of the best guess without memory") {
                $0.bestGuess.value(Value.number)
            }
        )
    }
}
