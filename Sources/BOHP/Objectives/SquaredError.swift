/// The squared error: L = ½ Σ e² over the counted outputs, with e = y - target, so that ∂L/∂y = e; or Σ e², the loss of the
/// programs of 2016 and 2018.
///
/// Logged are the mean of e² as `loss`, the sum of |e| as `absolute_error`, which is the number that the 2017 program
/// prints, and the share of outputs whose sign is not the target's as `bit_error_rate`; and, if asked for, the sum of e² as
/// `error`, which is the number that the programs of 2016 print.
public struct SquaredError: Objective {
    /// Whether the loss has the factor ½.
    public var isHalved: Bool
    /// Whether the sum of e² is logged, too.
    public var logsSum: Bool

    /// The squared error of the 2017 program, unless told otherwise.
    public init(isHalved: Bool = true, logsSum: Bool = false) {
        self.isHalved = isHalved
        self.logsSum = logsSum
    }

    public var words: ObjectiveWords {
        ObjectiveWords(
            descended: isHalved ? "half the squared error" : "the squared error", loss: "mean squared error",
            answer: "bit", errorRate: "bit error rate",
            whenWrong: "A bit is wrong if its output has the wrong sign.")
    }

    private var factor: Double { isHalved ? 1 : 2 }

    public var columns: [String] {
        ["loss", "absolute_error", "bit_error_rate"] + (logsSum ? ["error"] : [])
    }

    public func measure(outputs: Matrix<Double>, targets: Matrix<Double>) -> [Double] {
        let errors = AnswerErrors(outputs: outputs, targets: targets)
        return [errors.loss, errors.absoluteError, errors.bitErrorRate]
            + (logsSum ? [errors.loss * Double(targets.elements.count)] : [])
    }

    public func loss(outputs: Matrix<Double>, targets: Matrix<Double>) -> Double {
        0.5 * factor * AnswerErrors(outputs: outputs, targets: targets).loss * Double(targets.elements.count)
    }

    public func gradient(outputs: Matrix<Double>, targets: Matrix<Double>) -> Matrix<Double> {
        Matrix(
            rows: outputs.rows, columns: outputs.columns,
            elements: outputs.elements.indices.map {
                factor * (outputs.elements[$0] - targets.elements[$0])
            })
    }
}
