import BOHPKernels
import Foundation

/// Adam (Kingma & Ba, ICLR 2015, algorithm 1).
///
///     m ← beta1 · m + (1-beta1) · g          v ← decay · v + (1-beta2) · g²
///     θ ← θ - rate · m̂ / (√v̂ + epsilon)      m̂ = m / (1-beta1^n),  v̂ = v / (1-beta2^n)
///
/// Textbook Adam has decay = beta2. The 2017 program has decay = beta1, with the corrections of the textbook;
/// its published results depend on it.
struct Adam<Scalar: NetworkScalar> {
    static var beta1: Double { 0.9 }
    static var beta2: Double { 0.999 }
    static var epsilon: Double { 1e-8 }

    private let learningRate: Double
    private let secondMomentDecay: Double
    private let firstMoment: KernelParameters<Scalar>
    private let secondMoment: KernelParameters<Scalar>

    init(neurons: Int, learningRate: Double, secondMomentDecay: Double) {
        self.learningRate = learningRate
        self.secondMomentDecay = secondMomentDecay
        firstMoment = KernelParameters(neurons: neurons)
        secondMoment = KernelParameters(neurons: neurons)
    }

    var memory: [(name: String, values: KernelParameters<Scalar>)] {
        [("first_moment", firstMoment), ("second_moment", secondMoment)]
    }

    func update(
        _ parameters: KernelParameters<Scalar>, along gradient: KernelParameters<Scalar>, number: Int
    ) {
        let correction1 = 1 - pow(Self.beta1, Double(number))
        let correction2 = 1 - pow(Self.beta2, Double(number))
        let rule = bohp_adam(
            beta1: Self.beta1, decay2: secondMomentDecay, gain2: 1 - Self.beta2,
            rate: learningRate / correction1, scale: 1 / correction2.squareRoot(), epsilon: Self.epsilon)
        let parts = [
            (parameters.w, gradient.w, firstMoment.w, secondMoment.w),
            (parameters.alpha, gradient.alpha, firstMoment.alpha, secondMoment.alpha),
        ]
        for (parameter, gradient, first, second) in parts {
            Scalar.kernels.functions.adam(
                parameter.count, rule, gradient.base, first.base, second.base, parameter.base)
        }
    }
}
