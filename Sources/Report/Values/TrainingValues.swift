import Analysis
import Document

extension RunValues {
    /// `final.` and `initial.`: averages over the last and the first episodes of training.
    static let ofTraining: [RunValue] =
        stretch("final", "last", \.final) + stretch("initial", "first", \.initial)

    private static func stretch(
        _ word: String, _ which: String, _ stretch: @escaping @Sendable (AnalysedRun) -> TrainingStretch?
    ) -> [RunValue] {
        func mean(
            _ name: String, _ words: String, _ read: @escaping @Sendable (TrainingStretch) -> Double?
        ) -> CatalogueValue<TrainingStretch> {
            .init(name, "\(words), averaged over the \(which) episodes") { read($0).value(Value.number) }
        }
        return RunValue.family(
            word, of: stretch,
            .init("episodes", "number of \(which) episodes that are averaged") { .integer($0.episodes) },
            mean("loss", "mean squared error") { $0.loss },
            mean("absolute_error", "sum of absolute errors") { $0.absoluteError },
            mean("bit_error_rate", "fraction of wrong answers") { $0.bitErrorRate },
            mean("gradient_norm", "norm of the gradient") { $0.gradientNorm }
        )
    }
}
