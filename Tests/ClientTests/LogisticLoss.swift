import BOHP
import Foundation

/// An objective of a client: L = Σ log(1 + exp(-2 y p)) over the counted outputs y and their patterns p.
struct LogisticLoss: Objective {
    let columns = ["loss", "right"]

    func measure(outputs: Matrix<Double>, targets: Matrix<Double>) -> [Double] {
        let right = zip(outputs.elements, targets.elements).count { $0 * $1 > 0 }
        return [loss(outputs: outputs, targets: targets), Double(right)]
    }

    func loss(outputs: Matrix<Double>, targets: Matrix<Double>) -> Double {
        zip(outputs.elements, targets.elements).reduce(0) { $0 + log1p(exp(-2 * $1.0 * $1.1)) }
    }

    func gradient(outputs: Matrix<Double>, targets: Matrix<Double>) -> Matrix<Double> {
        Matrix(
            rows: outputs.rows, columns: outputs.columns,
            elements: zip(outputs.elements, targets.elements).map { -2 * $1 / (1 + exp(2 * $0 * $1)) })
    }
}
