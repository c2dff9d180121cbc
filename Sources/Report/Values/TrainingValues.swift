import Analysis

extension RunValues {
    /// `final.` and `initial.`: averages over the last and the first episodes of training.
    static let ofTraining: [RunValue] =
        stretch("final", "last", \.final) + stretch("initial", "first", \.initial)

    private static func stretch(
        _ word: String, _ which: String, _ stretch: @escaping @Sendable (AnalysedRun) -> TrainingStretch?
    ) -> [RunValue] {
        func number(
            _ name: String, _ summary: String, _ read: @escaping @Sendable (TrainingStretch) -> Double
        ) -> RunValue {
            RunValue("\(word).\(name)", "\(summary), averaged over the \(which) episodes") {
                stretch($0).value { .number(read($0)) }
            }
        }
        return [
            RunValue("\(word).episodes", "number of \(which) episodes that are averaged") {
                stretch($0).value { .integer($0.episodes) }
            },
            number("loss", "mean squared error") { $0.loss },
            number("absolute_error", "sum of absolute errors") { $0.absoluteError },
            number("bit_error_rate", "fraction of outputs with the wrong sign") { $0.bitErrorRate },
            number("gradient_norm", "norm of the gradient") { $0.gradientNorm },
        ]
    }
}
