import Analysis

extension RunValues {
    /// `final.` and `initial.`: averages over the last and the first episodes of training.
    static let ofTraining: [RunValue] =
        stretch("final", "last", \.final) + stretch("initial", "first", \.initial)

    private static func stretch(
        _ word: String, _ which: String, _ stretch: @escaping @Sendable (AnalysedRun) -> TrainingStretch?
    ) -> [RunValue] {
        let averaged = ", averaged over the \(which) episodes"
        return RunValue.family(
            word, of: stretch,
            .init("episodes", "number of \(which) episodes that are averaged") { .integer($0.episodes) },
            .init("loss", "mean squared error" + averaged) { .number($0.loss) },
            .init("absolute_error", "sum of absolute errors" + averaged) { .number($0.absoluteError) },
            .init("bit_error_rate", "fraction of outputs with the wrong sign" + averaged) {
                .number($0.bitErrorRate)
            },
            .init("gradient_norm", "norm of the gradient" + averaged) { .number($0.gradientNorm) }
        )
    }
}
