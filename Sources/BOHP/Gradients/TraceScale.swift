/// The common factor of a matrix that decays by eta per step. With it a decay is one multiplication instead of N².
struct TraceScale {
    /// Below this the factor is multiplied into the matrix, long before a float underflows.
    private static var smallest: Double { 0x1p-20 }

    private let eta: Double
    /// The factor of the matrix.
    private(set) var value = 1.0

    init(eta: Double) { self.eta = eta }

    /// Decays by one step. A value that becomes too small is multiplied into the matrix by `fold`, and is 1 afterwards.
    mutating func decay(folding fold: (Double) -> Void) {
        value *= eta
        guard value < Self.smallest else { return }
        fold(value)
        value = 1
    }
}
