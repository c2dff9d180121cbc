/// What backpropagation keeps of the Hebbian trace between its forward pass and its backward pass.
public enum TraceMemory: String, Codable, CaseIterable, Sendable {
    /// `stored` while that takes at most 8 MB and so stays in the cache, then `reversed` if it is accurate, else `segmented`.
    case automatic
    /// The trace of every step: T·N² numbers.
    case stored
    /// The trace of every √T-th step, from which the steps between are computed again: 2·√T·N² numbers.
    case segmented
    /// The trace of the last step only, which the backward pass reverses step by step: N² numbers. Rounding errors grow by
    /// a factor of 1/eta per step. Possible with `DecayingHebb` only, because a clipped trace has lost what it was.
    case reversed

    /// The steps of a segment, for an episode of `steps` steps of `neurons` neurons: all steps if every trace is stored, 0 if
    /// the trace is reversed.
    ///
    /// - Parameter eta: the share that all connections keep; `nil` if the rule has no such share.
    func segment<Scalar: NetworkScalar>(_: Scalar.Type, neurons: Int, steps: Int, eta: Double?) -> Int {
        switch self {
        case .stored: return max(1, steps)
        case .segmented: return max(1, Int(Double(steps).squareRoot().rounded(.up)))
        case .reversed: return 0
        case .automatic:
            let bytes = steps * neurons * neurons * MemoryLayout<Scalar>.stride
            let choice: TraceMemory =
                if bytes <= 8 << 20 {
                    .stored
                } else if let eta, Self.canReverse(steps: steps, eta: Scalar(eta)) {
                    .reversed
                } else {
                    .segmented
                }
            return choice.segment(Scalar.self, neurons: neurons, steps: steps, eta: eta)
        }
    }

    /// How many traces are kept.
    func traces<Scalar: NetworkScalar>(
        _ type: Scalar.Type, neurons: Int, steps: Int, eta: Double?
    ) -> Int {
        let segment = segment(type, neurons: neurons, steps: steps, eta: eta)
        return segment == 0 ? 1 : (steps + segment - 1) / segment + min(segment, steps) - 1
    }

    /// Whether reversing the trace, which multiplies rounding errors by eta^-T, leaves half of the digits:
    /// eta^-T ≤ 1/√ulp.
    static func canReverse<Scalar: NetworkScalar>(steps: Int, eta: Scalar) -> Bool {
        var amplification: Scalar = 1
        for _ in 0..<steps { amplification /= eta }
        return amplification * amplification * Scalar.ulpOfOne <= 1
    }
}
