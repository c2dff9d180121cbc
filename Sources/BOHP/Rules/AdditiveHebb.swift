/// Hebb's rule without decay: every step adds to the trace, whose magnitude is limited instead (Miconi et al. 2019,
/// arXiv:2002.10585, where the trace rate is called eta).
///
///     hebb(t+1) = clip(hebb(t) + rate · y(t) ⊗ u(t))
public struct AdditiveHebb: TraceRateRule {
    public static let name = "additive-hebb"
    public static let words = "Hebb's rule without decay"
    public static let settings: [Setting<AdditiveHebb>] =
        rateSettings + [
            Setting(
                "trace_limit", \.traceLimit, in: 1e-6...1e6, words: "Limit of the trace",
                help: "Largest magnitude of the trace")
        ]

    /// What a step adds to the trace for two neurons with outputs of 1; its initial value if it is learned.
    public var traceRate = 0.01
    /// Whether the trace rate is learned.
    public var learnsTraceRate = true
    /// The largest magnitude of the trace.
    public var traceLimit = 1.0

    /// The rule with the numbers of 2019.
    public init() {}

    public var clip: Double { traceLimit }

    public func gate(_ y: Double, _ p: [Double]) -> (keep: Double, gain: Double) { (1, p[0]) }

    public func pullback(
        _ y: Double, _ p: [Double], keep: Double, gain: Double, gradient: UnsafeMutablePointer<Double>
    ) -> Double {
        gradient[0] += gain
        return 0
    }
}
