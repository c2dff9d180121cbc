/// The range of the finite values seen so far.
public struct Extent: Hashable, Sendable {
    /// The least and the greatest; nil without any finite value.
    public private(set) var range: ClosedRange<Double>?
    /// The least finite value above zero; nil without one.
    public private(set) var leastPositive: Double?

    /// The range of `values`; NaN and infinities are ignored.
    public init(_ values: some Sequence<Double>) {
        add(values)
    }

    /// Includes values; NaN and infinities are ignored.
    public mutating func add(_ values: some Sequence<Double>) {
        var (low, high) = (range?.lowerBound ?? .infinity, range?.upperBound ?? -.infinity)
        var positive = leastPositive ?? .infinity
        for value in values where value - value == 0 {
            if value < low { low = value }
            if value > high { high = value }
            if value > 0, value < positive { positive = value }
        }
        if low <= high { range = low...high }
        if positive < .infinity { leastPositive = positive }
    }
}
