/// How the Hebbian trace follows the activity. At the end of a step, with y(t) of the target neurons and the activity of the
/// source neurons that acted on them, u(t) = y(t-1) in a recurrent network and the input of step t in a feed-forward one,
///
///     hebb(t+1) = clip(keep(t) ∘rows hebb(t) + (gain(t) ∘ y(t)) ⊗ u(t))
///
/// A rule gives keep and gain, one number each for every target neuron, and their derivatives. It knows no matrix: the
/// kernels do the work on all connections, forward and backward.
///
/// To add a rule: write a type that conforms, in a file of its own, and add it to `Repertoire.rules`.
public protocol PlasticityRule: Component {
    /// The numbers that training may change, with their values before training.
    var parameters: [RuleParameter] { get }
    /// The largest magnitude of the trace; infinite, the default, if there is no limit.
    var clip: Double { get }
    /// The keep and the gain of a target neuron with output `y`.
    ///
    /// - Parameter p: the values of `parameters`, in their order.
    func gate(_ y: Double, _ p: [Double]) -> (keep: Double, gain: Double)
    /// The derivative of the loss with respect to `y` through the gate, from `keep` = ∂L/∂keep and `gain` = ∂L/∂gain.
    ///
    /// - Parameter gradient: the derivatives with respect to `p`, which the neuron's contributions are added to.
    func pullback(
        _ y: Double, _ p: [Double], keep: Double, gain: Double, gradient: UnsafeMutablePointer<Double>
    ) -> Double
    /// The share eta of the trace that every neuron keeps at every step, for a rule that keeps eta and adds 1 - eta without
    /// a clip: such a rule runs on faster kernels. `nil`, the default, for all other rules.
    func decay(_ p: [Double]) -> Double?
}

extension PlasticityRule {
    public var clip: Double { .infinity }
    public func decay(_ p: [Double]) -> Double? { nil }

    /// The share that `decay` gives before training.
    public var initialDecay: Double? { decay(parameters.map(\.value)) }
}

/// A number of a rule that training may change.
public struct RuleParameter: Equatable, Sendable {
    /// The name in files.
    public var name: String
    /// The value before training.
    public var value: Double
    /// Whether training changes it.
    public var isLearned: Bool
    /// The range that training keeps it in.
    public var range: ClosedRange<Double>

    /// A parameter; without a `range` it may become any number.
    public init(
        _ name: String, _ value: Double, isLearned: Bool,
        range: ClosedRange<Double> = -.infinity ... .infinity
    ) {
        self.name = name
        self.value = value
        self.isLearned = isLearned
        self.range = range
    }
}
