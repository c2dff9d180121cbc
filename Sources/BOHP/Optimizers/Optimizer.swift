/// A rule by which parameters follow their gradient.
///
/// To add one: a file with a type that conforms, a case in `Configuration.OptimizerKind`, and a line in
/// `makeOptimizer`.
protocol Optimizer<Scalar> {
    associatedtype Scalar: NetworkScalar

    /// Changes the parameters by one update.
    mutating func update(_ parameters: PaddedParameters<Scalar>, along gradient: PaddedParameters<Scalar>)

    /// What the rule remembers between updates, by name; for checkpoints.
    var memory: [(name: String, values: PaddedParameters<Scalar>)] { get }

    /// How many updates have been made.
    var updates: Int { get set }
}

/// The optimizer that a configuration asks for.
func makeOptimizer<Scalar: NetworkScalar>(
    _ configuration: Configuration, neurons: Int
) -> any Optimizer<Scalar> {
    switch configuration.optimizer {
    case .adam:
        Adam(
            neurons: neurons, learningRate: configuration.learningRate, secondMomentDecay: Adam<Scalar>.beta2)
    case .adam2017:
        Adam(
            neurons: neurons, learningRate: configuration.learningRate, secondMomentDecay: Adam<Scalar>.beta1)
    case .sgd:
        ClippedGradientDescent(learningRate: configuration.learningRate)
    }
}
