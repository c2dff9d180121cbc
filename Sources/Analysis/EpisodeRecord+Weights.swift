import BOHP

extension Evaluation.EpisodeRecord {
    /// The Hebbian trace at the last step, N × N; `nil` if the record holds none, or one that is not square.
    public var trace: Matrix<Double>? {
        guard !hebb.isEmpty, hebb.allSatisfy({ $0.count == hebb.count }) else { return nil }
        return Matrix(hebb)
    }

    /// The share of all outputs beyond ±0.9, 0 without an output.
    public var saturatedShare: Double {
        let outputs = outputs.joined()
        return Double(outputs.count { abs($0) > 0.9 }) / Double(max(1, outputs.count))
    }

    /// The effective weights w + alpha ∘ hebb of `network` at the last step, N × N; `nil` if the record holds no trace
    /// of that size.
    public func effectiveWeights(of network: PlasticNetwork<Double>) -> Matrix<Double>? {
        guard let trace, trace.rows == network.neurons else { return nil }
        var effective = network.w
        let alpha = network.alpha
        for index in effective.elements.indices {
            effective.elements[index] += alpha.elements[index] * trace.elements[index]
        }
        return effective
    }
}
