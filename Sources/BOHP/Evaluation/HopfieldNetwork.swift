/// A classical Hopfield network, the yardstick for an associative memory.
///
/// Hebb's rule stores the patterns, w = Σ p ⊗ p with a zero diagonal (Hopfield, PNAS 79, 1982). Neurons are
/// updated one after another, in order, until none changes; a neuron whose excitation is zero stays as it is.
public struct HopfieldNetwork: Sendable {
    private let patterns: [[Double]]

    /// A network that stores the given patterns of ±1, all of one length.
    public init(storing patterns: [[Double]]) { self.patterns = patterns }

    /// The state in which the network settles from a cue. Zeros in the cue are unknown elements.
    ///
    /// Gives up after 100 rounds, though asynchronous updates of symmetric weights always settle.
    public func recall(_ cue: [Double]) -> [Double] {
        var state = cue
        // w · s = Σ_p p (p · s) - P s, so the overlaps p · s stand for the whole matrix.
        var overlaps = patterns.map { pattern in zip(pattern, state).reduce(0) { $0 + $1.0 * $1.1 } }
        for _ in 0..<100 {
            var changed = false
            for neuron in state.indices {
                var excitation = -Double(patterns.count) * state[neuron]
                for (pattern, overlap) in zip(patterns, overlaps) { excitation += pattern[neuron] * overlap }
                guard excitation != 0 else { continue }
                let value: Double = excitation > 0 ? 1 : -1
                guard value != state[neuron] else { continue }
                for index in patterns.indices {
                    overlaps[index] += patterns[index][neuron] * (value - state[neuron])
                }
                state[neuron] = value
                changed = true
            }
            if !changed { break }
        }
        return state
    }
}
