/// Gradient descent with every change clipped, the 2017 program's other optimizer.
///
///     θ ← θ - clip(rate · g, ±largestChange)
public struct ClippedGradientDescent: ClippedOptimizer {
    public static let name = "sgd"
    public static let words = "gradient descent with clipped changes"
    public static let settings = clippedSettings

    /// The step size.
    public var learningRate = 3e-3
    /// The largest change of a parameter in one update.
    public var largestChange = 3e-4

    /// The optimizer with the defaults.
    public init() {}

    // Specialized by hand, because it is called through an existential.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    public func update<Scalar: NetworkScalar>(
        _ parameters: inout Parameters<Scalar>, along gradient: Parameters<Scalar>,
        state: inout OptimizerState<Scalar>, number: Int
    ) {
        let rate = Scalar(learningRate)
        let limit = Scalar(largestChange)
        parameters.update(with: gradient) { $0 -= min(max(rate * $1, -limit), limit) }
    }
}
