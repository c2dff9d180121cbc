/// The rules by which parameters follow their gradient.
///
/// An enumeration and not an existential, so that the compiler makes each rule's code for each precision. To
/// add a rule: a file with a type of this shape, a case here and in `Configuration.OptimizerKind`.
enum Optimizer<Scalar: NetworkScalar> {
    case adam(Adam<Scalar>)
    case clippedGradientDescent(ClippedGradientDescent<Scalar>)

    /// The optimizer that a configuration asks for.
    init(_ configuration: Configuration, neurons: Int) {
        let rate = configuration.learningRate
        switch configuration.optimizer {
        case .adam:
            self = .adam(Adam(neurons: neurons, learningRate: rate, secondMomentDecay: Adam<Scalar>.beta2))
        case .adam2017:
            self = .adam(Adam(neurons: neurons, learningRate: rate, secondMomentDecay: Adam<Scalar>.beta1))
        case .sgd:
            self = .clippedGradientDescent(ClippedGradientDescent(learningRate: rate))
        }
    }

    /// Changes the parameters by one update; it is the `number`-th, counted from 1.
    func update(
        _ parameters: KernelParameters<Scalar>, along gradient: KernelParameters<Scalar>, number: Int
    ) {
        switch self {
        case .adam(let rule): rule.update(parameters, along: gradient, number: number)
        case .clippedGradientDescent(let rule): rule.update(parameters, along: gradient)
        }
    }

    /// What the rule remembers between updates, by name; for checkpoints.
    var memory: [(name: String, values: KernelParameters<Scalar>)] {
        switch self {
        case .adam(let rule): rule.memory
        case .clippedGradientDescent: []
        }
    }
}
