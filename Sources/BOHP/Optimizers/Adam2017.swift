/// Adam as the 2017 program has it: the second moment decays by beta1, with the bias corrections of the textbook.
///
///     v ← beta1 · v + (1-beta2) · g²
///
/// Its published results depend on it.
public struct Adam2017: Optimizer {
    public static let name = "adam-2017"
    public static let words = "Adam as in the 2017 program"
    public static let moments = Adam.moments
    public static let settings = [
        Setting(
            "learning_rate", \Adam2017.learningRate, in: 0...1e6, words: "Learning rate", help: "Step size")
    ]

    /// The step size.
    public var learningRate = 3e-4

    /// The optimizer with the 2017 program's step size.
    public init() {}

    public func update<Scalar: NetworkScalar>(
        _ parameters: inout Parameters<Scalar>, along gradient: Parameters<Scalar>,
        state: inout OptimizerState<Scalar>, number: Int
    ) {
        Adam.update(
            &parameters, along: gradient, state: &state, number: number, rate: learningRate,
            decay2: Adam.beta1)
    }
}
