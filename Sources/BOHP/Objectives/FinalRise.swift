/// The rise of the counted outputs in the last counted step, to be made as large as possible: L = Σ y(s-1) - y(s), for the
/// two counted steps s-1 and s. The 2017 program's repository has it as a test of the gradient, because it is no squared
/// error.
///
/// Logged is L as `loss`. An output that does not rise counts as wrong.
public struct FinalRise: Objective {
    /// The objective has no settings.
    public init() {}

    public var words: ObjectiveWords {
        ObjectiveWords(
            descended: "the negative rise of the output", loss: "negative rise",
            errorRate: "share of outputs that do not rise", wrongAnswers: "outputs that do not rise",
            whenWrong: "An output is wrong if it does not rise in the last step.")
    }

    public let columns = ["loss"]

    public func measure(outputs: Matrix<Double>, targets: Matrix<Double>) -> [Double] {
        [loss(outputs: outputs, targets: targets)]
    }

    public func loss(outputs: Matrix<Double>, targets: Matrix<Double>) -> Double {
        (0..<outputs.columns).reduce(0) { $0 + outputs[0, $1] - outputs[1, $1] }
    }

    public func gradient(outputs: Matrix<Double>, targets: Matrix<Double>) -> Matrix<Double> {
        var gradient = Matrix<Double>(rows: outputs.rows, columns: outputs.columns, repeating: 1)
        for column in 0..<outputs.columns { gradient[1, column] = -1 }
        return gradient
    }

    public func errors(outputs: Matrix<Double>, targets: Matrix<Double>) -> AnswerErrors {
        let falling = (0..<outputs.columns).count { !(outputs[1, $0] > outputs[0, $0]) }
        return AnswerErrors(
            loss: loss(outputs: outputs, targets: targets), absoluteError: 0,
            bitErrorRate: Double(falling) / Double(max(1, outputs.columns)))
    }
}
