import BOHPKernels
import Foundation

/// Adam (Kingma & Ba, ICLR 2015, algorithm 1).
///
///     m ← beta1 · m + (1-beta1) · g          v ← beta2 · v + (1-beta2) · g²
///     θ ← θ - rate · m̂ / (√v̂ + epsilon)      m̂ = m / (1-beta1^n),  v̂ = v / (1-beta2^n)
public struct Adam: Optimizer {
    public static let name = "adam"
    public static let words = "Adam"
    public static let moments = ["first_moment", "second_moment"]
    public static let settings = [
        Setting("learning_rate", \Adam.learningRate, in: 0...1e6, words: "Learning rate", help: "Step size")
    ]

    static let beta1 = 0.9
    static let beta2 = 0.999
    static let epsilon = 1e-8

    /// The step size.
    public var learningRate = 3e-3

    /// Adam with the defaults.
    public init() {}

    /// Adam with the given step size.
    public init(learningRate: Double) { self.learningRate = learningRate }

    public func update<Scalar: NetworkScalar>(
        _ parameters: inout Parameters<Scalar>, along gradient: Parameters<Scalar>,
        state: inout OptimizerState<Scalar>, number: Int
    ) {
        Self.update(
            &parameters, along: gradient, state: &state, number: number, rate: learningRate,
            decay2: Self.beta2)
    }

    /// An update whose second moment decays by `decay2`.
    static func update<Scalar: NetworkScalar>(
        _ parameters: inout Parameters<Scalar>, along gradient: Parameters<Scalar>,
        state: inout OptimizerState<Scalar>, number: Int, rate: Double, decay2: Double
    ) {
        parameters.makeUnique()
        for index in state.moments.indices { state.moments[index].makeUnique() }
        let correction1 = 1 - pow(beta1, Double(number))
        let correction2 = 1 - pow(beta2, Double(number))
        let rule = bohp_adam(
            beta1: beta1, decay2: decay2, gain2: 1 - beta2, rate: rate / correction1,
            scale: 1 / correction2.squareRoot(), epsilon: epsilon)
        Scalar.kernels.functions.adam(
            parameters.storage.count, rule, gradient.storage.base, state.moments[0].storage.base,
            state.moments[1].storage.base, parameters.storage.base)
    }
}
