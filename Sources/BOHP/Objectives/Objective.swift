/// What the answers of an episode are judged by: a loss to descend, and numbers to log.
///
/// To add an objective: write a type that conforms, in a file of its own, and let a task name it.
public protocol Objective: Sendable {
    /// The names of the numbers that `measure` gives; columns of `metrics.csv`.
    var columns: [String] { get }
    /// The numbers to log of an episode, one a column.
    ///
    /// - Parameters:
    ///   - outputs: of the counted neurons at the counted steps; row = step.
    ///   - targets: of the same shape.
    func measure(outputs: Matrix<Double>, targets: Matrix<Double>) -> [Double]
    /// The loss that training descends.
    func loss(outputs: Matrix<Double>, targets: Matrix<Double>) -> Double
    /// The gradient of the loss with respect to the counted outputs, of their shape.
    ///
    /// Networks in single precision round it to their own.
    func gradient(outputs: Matrix<Double>, targets: Matrix<Double>) -> Matrix<Double>
}
