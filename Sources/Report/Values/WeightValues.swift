import Analysis
import BOHP

extension RunValues {
    /// `weights.`: statistics of the weights at the end of training.
    static let ofWeights: [RunValue] =
        summary("w_self", "baseline weights of neurons to themselves") { $0.wSelf }
        + summary("w_between", "baseline weights between different neurons, bias excluded") { $0.wBetween }
        + summary("alpha_between", "plasticity coefficients between different neurons, bias excluded") {
            $0.alphaBetween
        }
        + [
            RunValue("weights.eta", "share of the Hebbian trace that a step keeps, after training") {
                $0.network.value { network in
                    network.description.rule is DecayingHebb ? .number(network.eta) : .missing
                }
            }
        ]

    private static func summary(
        _ name: String, _ which: String,
        _ read: @escaping @Sendable (WeightStatistics) -> WeightStatistics.Summary?
    ) -> [RunValue] {
        RunValue.family(
            "weights", of: { $0.weights.flatMap(read) },
            .init("\(name)_mean", "mean of the \(which)") { .number($0.mean) },
            .init("\(name)_sd", "standard deviation of the \(which)") { .number($0.standardDeviation) },
            .init("\(name)_minimum", "smallest of the \(which)") { .number($0.minimum) },
            .init("\(name)_maximum", "largest of the \(which)") { .number($0.maximum) },
            .init("\(name)_positive_share", "positive fraction of the \(which)") {
                .number($0.positiveShare)
            }
        )
    }
}
