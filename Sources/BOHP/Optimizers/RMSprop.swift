/// Gradient descent along g over its root mean square, with every change clipped, as the programs of 2016 have it.
///
///     m ← g² in the first update, then m + 0.01 · (g² - m)
///     θ ← θ - clip(rate · g / √(m + 1e-8), ±largestChange)
public struct RMSprop: ClippedOptimizer {
    public static let name = "rmsprop"
    public static let words = "RMSprop with clipped changes"
    public static let moments = ["mean_square"]
    public static let settings = clippedSettings

    /// The step size.
    public var learningRate = 0.01
    /// The largest change of a parameter in one update.
    public var largestChange = 0.01

    /// The optimizer with the defaults.
    public init() {}

    // Specialized by hand, because it is called through an existential.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    public func update<Scalar: NetworkScalar>(
        _ parameters: inout Parameters<Scalar>, along gradient: Parameters<Scalar>,
        state: inout OptimizerState<Scalar>, number: Int
    ) {
        let share: Scalar = number == 1 ? 1 : 0.01
        state.moments[0].update(with: gradient) { $0 += share * ($1 * $1 - $0) }
        let (rate, limit) = (Scalar(learningRate), Scalar(largestChange))
        var change = gradient
        change.update(with: state.moments[0]) {
            $0 = min(max(rate * $0 / ($1 + 1e-8).squareRoot(), -limit), limit)
        }
        parameters.update(with: change) { $0 -= $1 }
    }
}
