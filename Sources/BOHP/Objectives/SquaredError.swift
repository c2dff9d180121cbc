/// The squared error: L = ½ Σ e² over the counted outputs, with e = y - target, so that ∂L/∂y = e.
///
/// Logged are the mean of e² as `loss`, the sum of |e| as `absolute_error`, which is the number that the 2017 program
/// prints, and the share of outputs whose sign is not the target's as `bit_error_rate`. An output of zero or NaN has
/// the wrong sign.
public struct SquaredError: Objective {
    /// The objective has no settings.
    public init() {}

    public let columns = ["loss", "absolute_error", "bit_error_rate"]

    public func measure(outputs: Matrix<Double>, targets: Matrix<Double>) -> [Double] {
        let errors = Errors(outputs: outputs, targets: targets)
        return [errors.loss, errors.absoluteError, errors.bitErrorRate]
    }

    public func loss(outputs: Matrix<Double>, targets: Matrix<Double>) -> Double {
        0.5 * Errors(outputs: outputs, targets: targets).loss * Double(targets.elements.count)
    }

    public func gradient(outputs: Matrix<Double>, targets: Matrix<Double>) -> Matrix<Double> {
        Matrix(
            rows: outputs.rows, columns: outputs.columns,
            elements: outputs.elements.indices.map { outputs.elements[$0] - targets.elements[$0] })
    }

    /// How far the answers of an episode are off.
    public struct Errors: Equatable, Sendable {
        /// The mean squared error.
        public var loss: Double
        /// The sum of absolute errors.
        public var absoluteError: Double
        /// The share of outputs whose sign is not the target's, 0...1.
        public var bitErrorRate: Double

        /// The errors of `outputs` against `targets`, of one shape.
        public init(outputs: Matrix<Double>, targets: Matrix<Double>) {
            var squares = 0.0
            var absolutes = 0.0
            var wrong = 0
            for (output, target) in zip(outputs.elements, targets.elements) {
                let error = output - target
                squares += error * error
                absolutes += abs(error)
                if !(output * target > 0) { wrong += 1 }
            }
            let count = Double(targets.elements.count)
            loss = squares / count
            absoluteError = absolutes
            bitErrorRate = Double(wrong) / count
        }
    }
}
