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
                $0.network.value { .number($0.eta) }
            }
        ]

    private static func summary(
        _ name: String, _ which: String,
        _ read: @escaping @Sendable (WeightStatistics) -> WeightStatistics.Summary?
    ) -> [RunValue] {
        func value(
            _ suffix: String, _ what: String,
            _ number: @escaping @Sendable (WeightStatistics.Summary) -> Double
        ) -> RunValue {
            RunValue("weights.\(name)_\(suffix)", "\(what) of the \(which)") {
                $0.weights.flatMap(read).value { .number(number($0)) }
            }
        }
        return [
            value("mean", "mean") { $0.mean },
            value("sd", "standard deviation") { $0.standardDeviation },
            value("minimum", "smallest") { $0.minimum },
            value("maximum", "largest") { $0.maximum },
            value("positive_share", "positive fraction") { $0.positiveShare },
        ]
    }
}
