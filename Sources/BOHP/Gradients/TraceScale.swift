/// The common factor of a matrix that decays by eta a step. It makes the decay one multiplication instead of N².
struct TraceScale {
    /// Below this the factor is multiplied into the matrix, long before a float underflows.
    private static var smallest: Double { 0x1p-20 }

    private let eta: Double
    /// The factor of the matrix.
    private(set) var value = 1.0

    init(eta: Double) { self.eta = eta }

    /// Decays by a step.
    ///
    /// - Returns: the factor to multiply into the matrix now, if `value` became too small; it is 1 afterwards.
    mutating func decay() -> Double? {
        value *= eta
        guard value < Self.smallest else { return nil }
        defer { value = 1 }
        return value
    }
}
