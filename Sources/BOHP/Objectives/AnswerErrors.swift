/// How far the answers of an episode are off.
public struct AnswerErrors: Equatable, Sendable {
    /// The mean squared error.
    public var loss: Double
    /// The sum of absolute errors.
    public var absoluteError: Double
    /// The share of wrong answers, 0...1: of outputs whose sign is not the target's, unless the objective has another
    /// measure. An output of zero or NaN has the wrong sign.
    public var bitErrorRate: Double

    /// Errors of the given size.
    public init(loss: Double, absoluteError: Double, bitErrorRate: Double) {
        self.loss = loss
        self.absoluteError = absoluteError
        self.bitErrorRate = bitErrorRate
    }

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
        self.init(loss: squares / count, absoluteError: absolutes, bitErrorRate: Double(wrong) / count)
    }
}
