/// A factor that a matrix decaying by eta a step has in common, so that the decay takes one multiplication and not
/// N².
struct TraceScale {
    /// Below this the factor is better multiplied into the matrix; far from where a float underflows.
    private static var smallest: Double { 0x1p-20 }

    private let eta: Double
    /// What the matrix is to be multiplied by.
    private(set) var value = 1.0

    init(eta: Double) { self.eta = eta }

    /// Goes on by a step.
    ///
    /// - Returns: a factor to multiply the matrix by now, if `value` became too small to hold it.
    mutating func decay() -> Double? {
        value *= eta
        guard value < Self.smallest else { return nil }
        defer { value = 1 }
        return value
    }
}
