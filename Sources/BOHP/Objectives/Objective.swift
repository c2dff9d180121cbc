/// The loss that training descends, and the numbers that it logs, as functions of the answers of an episode.
///
/// To add an objective: write a type that conforms, in a file of its own, and let a task name it.
public protocol Objective: Sendable {
    /// What reports call its numbers.
    var words: ObjectiveWords { get }
    /// The names of the numbers that `measure` returns: columns of `metrics.csv`.
    var columns: [String] { get }
    /// The numbers to log of an episode, one per column.
    ///
    /// - Parameters:
    ///   - outputs: the outputs that count; row = counted step, column = counted neuron.
    ///   - targets: their targets, in the same shape.
    func measure(outputs: Matrix<Double>, targets: Matrix<Double>) -> [Double]
    /// The loss that training descends.
    func loss(outputs: Matrix<Double>, targets: Matrix<Double>) -> Double
    /// The gradient of the loss with respect to the outputs that count, in their shape.
    ///
    /// Networks in single precision round it.
    func gradient(outputs: Matrix<Double>, targets: Matrix<Double>) -> Matrix<Double>
    /// How far the answers are off, for the measurement of trained networks; by default, which outputs have the wrong sign.
    func errors(outputs: Matrix<Double>, targets: Matrix<Double>) -> AnswerErrors
}

extension Objective {
    public var words: ObjectiveWords { ObjectiveWords() }

    public func errors(outputs: Matrix<Double>, targets: Matrix<Double>) -> AnswerErrors {
        AnswerErrors(outputs: outputs, targets: targets)
    }
}
