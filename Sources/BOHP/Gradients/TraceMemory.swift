/// What backpropagation keeps of the Hebbian trace between its forward pass and its backward pass.
public enum TraceMemory: String, Codable, CaseIterable, Sendable {
    /// `stored` while that takes at most 8 MB and so stays in the cache, then `reversed` if it is accurate.
    case automatic
    /// The effective weights, and so the trace, of every step: T·N² numbers.
    case stored
    /// The effective weights of the last step only, which the backward pass reverses step by step: N² numbers. Rounding
    /// errors grow by a factor of 1/eta per step.
    case reversed

    /// Whether every step's trace is stored, for an episode of `steps` steps of `neurons` neurons.
    public func isStored<Scalar: NetworkScalar>(neurons: Int, steps: Int, eta: Scalar) -> Bool {
        switch self {
        case .stored: return true
        case .reversed: return false
        case .automatic:
            let bytes = steps * neurons * neurons * MemoryLayout<Scalar>.stride
            return bytes <= 8 << 20 || !Self.canReverse(steps: steps, eta: eta)
        }
    }

    /// Whether reversing the trace, which multiplies rounding errors by eta^-T, leaves half of the digits:
    /// eta^-T ≤ 1/√ulp.
    static func canReverse<Scalar: NetworkScalar>(steps: Int, eta: Scalar) -> Bool {
        var amplification: Scalar = 1
        for _ in 0..<steps { amplification /= eta }
        return amplification * amplification * Scalar.ulpOfOne <= 1
    }
}
