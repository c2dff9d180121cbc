/// The squared error L = Σ e² of an answer whose shape matters more than its signs, as an image's.
///
/// Logged are the numbers of `SquaredError`, and as `correlation` Pearson's coefficient of the counted outputs with their
/// targets, which is 0 if either are all equal.
public struct CorrelatedError: Objective {
    private let error = SquaredError(isHalved: false)

    /// The objective has no settings.
    public init() {}

    public var words: ObjectiveWords {
        ObjectiveWords(
            descended: error.words.descended, loss: error.words.loss, answer: "pixel",
            errorRate: "pixel error rate",
            whenWrong: "A pixel is wrong if its output has the wrong sign.")
    }

    public var columns: [String] { error.columns + ["correlation"] }

    public func measure(outputs: Matrix<Double>, targets: Matrix<Double>) -> [Double] {
        error.measure(outputs: outputs, targets: targets)
            + [correlation(outputs.elements, targets.elements)]
    }

    public func loss(outputs: Matrix<Double>, targets: Matrix<Double>) -> Double {
        error.loss(outputs: outputs, targets: targets)
    }

    public func gradient(outputs: Matrix<Double>, targets: Matrix<Double>) -> Matrix<Double> {
        error.gradient(outputs: outputs, targets: targets)
    }
}

/// Pearson's coefficient of two lists of one length; 0 if the numbers of either list are all equal.
func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let count = Double(max(1, a.count))
    let means = (a.reduce(0, +) / count, b.reduce(0, +) / count)
    var (products, squaresA, squaresB) = (0.0, 0.0, 0.0)
    for (x, y) in zip(a, b) {
        products += (x - means.0) * (y - means.1)
        squaresA += (x - means.0) * (x - means.0)
        squaresB += (y - means.1) * (y - means.1)
    }
    let norm = (squaresA * squaresB).squareRoot()
    return norm == 0 ? 0 : products / norm
}
