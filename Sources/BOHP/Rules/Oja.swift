/// Oja's rule (Oja 1982), which keeps the trace bounded without a clip: the stronger a neuron's output, the more of its trace
/// decays (Miconi, Clune & Stanley 2018, arXiv:1804.02464, where the trace rate is called eta).
///
///     hebb(t+1) = hebb(t) + rate · y(t) ⊗rows (u(t) - y(t) ∘rows hebb(t))
///
/// so that a target neuron keeps 1 - rate · y² and gains rate.
public struct Oja: TraceRateRule {
    public static let name = "oja"
    public static let words = "Oja's rule"
    public static let settings: [Setting<Oja>] = rateSettings

    /// What a step adds to the trace for two neurons with outputs of 1; its initial value if it is learned.
    public var traceRate = 0.01
    /// Whether the trace rate is learned.
    public var learnsTraceRate = true

    /// The rule with the numbers of 2018.
    public init() {}

    public func gate(_ y: Double, _ p: [Double]) -> (keep: Double, gain: Double) { (1 - p[0] * y * y, p[0]) }

    public func pullback(
        _ y: Double, _ p: [Double], keep: Double, gain: Double, gradient: UnsafeMutablePointer<Double>
    ) -> Double {
        gradient[0] += gain - y * y * keep
        return -2 * p[0] * y * keep
    }
}
