import Foundation

/// The cross-entropy of labels, L = -Σ ln z of the right label over the counted steps, with the probabilities
///
///     z = exp(r) / (1e-8 + Σ exp(r))          ∂L/∂r = z - target
///
/// of the network's answers r (Miconi 2016, arXiv:1609.02228). Targets are 1 for the right label and 0 for all others.
///
/// Logged are the mean of -ln z over the counted steps as `loss`, the sum over `loggedSteps` as `error`, which is the number
/// that the programs of 2016 print, and the share of steps whose largest answer is another label's as `bit_error_rate`.
public struct CrossEntropy: Objective {
    /// The number of steps that the logged sum is divided by.
    public var loggedSteps: Int

    /// The cross-entropy.
    public init(loggedSteps: Int) { self.loggedSteps = loggedSteps }

    public var words: ObjectiveWords {
        ObjectiveWords(
            descended: "the cross-entropy of the labels", loss: "mean cross-entropy", answer: "label",
            errorRate: "label error rate", wrongAnswers: "labels that are wrong",
            whenWrong: "A label is wrong if the output of another label is at least as large.")
    }

    public let columns = ["loss", "error", "bit_error_rate"]

    public func measure(outputs: Matrix<Double>, targets: Matrix<Double>) -> [Double] {
        let sum = loss(outputs: outputs, targets: targets)
        return [
            sum / Double(targets.rows), sum / Double(loggedSteps),
            errors(outputs: outputs, targets: targets).bitErrorRate,
        ]
    }

    public func loss(outputs: Matrix<Double>, targets: Matrix<Double>) -> Double {
        (0..<outputs.rows).reduce(0) { sum, row in
            let probabilities = Self.probabilities(outputs.row(row))
            return sum - zip(probabilities, targets.row(row)).reduce(0) { $0 + ($1.1 > 0 ? log($1.0) : 0) }
        }
    }

    public func gradient(outputs: Matrix<Double>, targets: Matrix<Double>) -> Matrix<Double> {
        var gradient = outputs
        for row in 0..<outputs.rows {
            for (column, probability) in Self.probabilities(outputs.row(row)).enumerated() {
                gradient[row, column] = probability - targets[row, column]
            }
        }
        return gradient
    }

    public func errors(outputs: Matrix<Double>, targets: Matrix<Double>) -> AnswerErrors {
        var errors = AnswerErrors(loss: 0, absoluteError: 0, bitErrorRate: 0)
        let count = Double(targets.rows)
        for row in 0..<outputs.rows {
            let (answers, target) = (Array(outputs.row(row)), Array(targets.row(row)))
            for (probability, target) in zip(Self.probabilities(answers[...]), target) {
                errors.loss +=
                    (probability - target) * (probability - target) / Double(targets.elements.count)
                errors.absoluteError += abs(probability - target)
            }
            let right = target.indices.first { target[$0] > 0 } ?? 0
            let isRight = answers.indices.allSatisfy { $0 == right || answers[right] > answers[$0] }
            if !isRight { errors.bitErrorRate += 1 / count }
        }
        return errors
    }

    /// The probabilities of the labels. Large answers are shifted, so that no exponential overflows.
    private static func probabilities(_ answers: ArraySlice<Double>) -> [Double] {
        let shift = max(0, answers.max() ?? 0)
        let exponentials = answers.map { exp($0 - shift) }
        let sum = exponentials.reduce(1e-8 * exp(-shift), +)
        return exponentials.map { $0 / sum }
    }
}
