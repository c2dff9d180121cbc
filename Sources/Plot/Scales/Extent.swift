/// The range of the finite values seen so far.
public struct Extent: Hashable, Sendable {
    /// The least and the greatest; nil without any finite value.
    public private(set) var range: ClosedRange<Double>?
    /// The least finite value above zero; nil without one.
    public private(set) var leastPositive: Double?

    public init() {}

    public init(_ values: some Sequence<Double>) {
        add(values)
    }

    /// Includes one value; NaN and infinities are ignored.
    public mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        if let old = range {
            if value < old.lowerBound {
                range = value...old.upperBound
            } else if value > old.upperBound {
                range = old.lowerBound...value
            }
        } else {
            range = value...value
        }
        if value > 0 { leastPositive = min(leastPositive ?? value, value) }
    }

    /// Includes many values; NaN and infinities are ignored.
    public mutating func add(_ values: some Sequence<Double>) {
        // Local variables instead of calls keep a debug build quick, because a line may have a million
        // points.
        var low = Double.infinity
        var high = -Double.infinity
        var positive = Double.infinity
        for value in values where value - value == 0 {
            if value < low { low = value }
            if value > high { high = value }
            if value > 0, value < positive { positive = value }
        }
        if low <= high {
            add(low)
            add(high)
            if positive < .infinity { add(positive) }
        }
    }
}
