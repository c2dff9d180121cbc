/// Gradient descent with every change clipped, the 2017 program's other optimizer.
///
///     θ ← θ - clip(rate · g, ±largestChange)
public struct ClippedGradientDescent: Optimizer {
    public static let name = "sgd"
    public static let words = "gradient descent with clipped changes"
    public static let settings = [
        Setting(
            "learning_rate", \ClippedGradientDescent.learningRate, in: 0...1e6, words: "Learning rate",
            help: "Step size"),
        Setting(
            "largest_change", \ClippedGradientDescent.largestChange, in: 0...1e9, words: "Largest change",
            help: "Largest change of a parameter in one update"),
    ]

    /// The step size.
    public var learningRate = 3e-3
    /// The largest change of a parameter in one update.
    public var largestChange = 3e-4

    /// The optimizer with the defaults.
    public init() {}

    /// The optimizer with the given numbers.
    public init(learningRate: Double, largestChange: Double) {
        self.learningRate = learningRate
        self.largestChange = largestChange
    }

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
