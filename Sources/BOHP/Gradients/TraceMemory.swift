extension Configuration {
    /// What backpropagation keeps of the Hebbian trace between its way forward and its way back.
    public enum TraceMemory: String, Codable, CaseIterable, Sendable {
        /// `stored` while that takes at most 8 MB and so stays in the cache, then `reversed` if it is accurate.
        case automatic
        /// The effective weights, and so the trace, of every step: T·N² numbers.
        case stored
        /// Those of the last step only, run backwards in time: N² numbers, and rounding errors grow by 1/eta a step.
        case reversed
    }
}

extension Configuration.TraceMemory {
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

    /// Whether running the trace backwards, which multiplies rounding errors by eta^-T, leaves half of the digits:
    /// eta^-T ≤ 1/√ulp.
    static func canReverse<Scalar: NetworkScalar>(steps: Int, eta: Scalar) -> Bool {
        var amplification: Scalar = 1
        for _ in 0..<steps { amplification /= eta }
        return amplification * amplification * Scalar.ulpOfOne <= 1
    }
}
