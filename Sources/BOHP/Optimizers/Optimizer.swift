/// How parameters follow their gradient.
///
/// To add an optimizer: write a type that conforms, in a file of its own, and add it to `Repertoire.optimizers`.
public protocol Optimizer: Component {
    /// The names of the moments that it keeps. Each moment has the shapes of the parameters.
    static var moments: [String] { get }
    /// The names of the single numbers that it keeps.
    static var numbers: [String] { get }
    /// Changes the parameters by one update.
    ///
    /// Parameters that are not learned have a gradient of zero and must keep their values.
    ///
    /// - Parameters:
    ///   - state: what is kept from update to update, and saved in checkpoints.
    ///   - number: the update's number, from 1.
    func update<Scalar: NetworkScalar>(
        _ parameters: inout Parameters<Scalar>, along gradient: Parameters<Scalar>,
        state: inout OptimizerState<Scalar>, number: Int)
}

extension Optimizer {
    public static var moments: [String] { [] }
    public static var numbers: [String] { [] }

    /// The state before the first update: zeros.
    public func start<Scalar: NetworkScalar>(_ parameters: Parameters<Scalar>) -> OptimizerState<Scalar> {
        OptimizerState(
            moments: Self.moments.map { _ in parameters.zeros },
            numbers: [Double](repeating: 0, count: Self.numbers.count))
    }
}

/// The numbers that an optimizer keeps between updates.
public struct OptimizerState<Scalar: NetworkScalar>: Sendable {
    /// The moments, in the order of `Optimizer.moments`.
    public var moments: [Parameters<Scalar>]
    /// The single numbers, in the order of `Optimizer.numbers`.
    public var numbers: [Double]
}
