/// The arithmetic of a step on all plastic connections of a recurrent network, forward and backward. `DecayingTrace` and
/// `GatedTrace` are the two families of kernels that do it.
///
/// A step carries a matrix from the step before it, which is the trace itself or holds it. Threads share the rows; where
/// nothing else is said, a function works on the given rows.
protocol TraceKernels<Scalar>: AnyObject {
    associatedtype Scalar: NetworkScalar
    /// The factor of p from a step to the step before it that `TraceScale` carries for the kernels.
    var decay: Double { get }
    /// Takes a network for an episode of `steps` steps. Called on one thread.
    ///
    /// - Parameter alpha: a matrix, also if all connections share one coefficient.
    func load(_ network: PlasticNetwork<Scalar>, alpha: UnsafePointer<Scalar>, steps: Int)
    /// Prepares rows for an episode.
    func begin(rows: Range<Int>)
    /// The matrix before the first step.
    var start: UnsafePointer<Scalar> { get }
    /// One step forward, from a matrix to the next.
    ///
    /// - Parameter y: y(-2), y(-1), …, of which those before this step are known.
    func forward(
        _ step: Int, rows: Range<Int>, from: UnsafePointer<Scalar>, to: UnsafeMutablePointer<Scalar>,
        y: VectorSequence<Scalar>, input: UnsafePointer<Scalar>, x: UnsafeMutablePointer<Scalar>,
        output: UnsafeMutablePointer<Scalar>)
    /// One step backward, from dx = ∂L/∂x of this step.
    ///
    /// - Parameters:
    ///   - matrix: the one of this step; it becomes that of the step before if there is no `before`.
    ///   - column1: what the rows add to ∂L/∂y of the step before, summed over the rows.
    ///   - column2: what they add to ∂L/∂y two steps before.
    ///   - row: what every row adds to its own ∂L/∂y of the step before.
    func backward(
        _ step: Int, rows: Range<Int>, scale: Double, matrix: UnsafeMutablePointer<Scalar>,
        before: UnsafePointer<Scalar>?, p: UnsafeMutablePointer<Scalar>, y: VectorSequence<Scalar>,
        dx: UnsafePointer<Scalar>, column1: UnsafeMutablePointer<Scalar>,
        column2: UnsafeMutablePointer<Scalar>, row: UnsafeMutablePointer<Scalar>)
    /// The gradients for w and alpha, summed over all steps.
    func gradients(
        rows: Range<Int>, steps: Int, y: VectorSequence<Scalar>, dx: VectorSequence<Scalar>,
        w: UnsafeMutablePointer<Scalar>, alpha: UnsafeMutablePointer<Scalar>)
    /// Writes the gradients of the rule's parameters that are learned. Called on one thread after all others are done.
    func storeRuleGradient(in gradient: Parameters<Scalar>)
}
