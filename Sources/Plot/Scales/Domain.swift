/// Rules for the range of values that an axis shows.
enum Domain {
    /// The range if it can be divided by ticks, otherwise one of some width around its lower end, so that a
    /// constant series is a line in the middle.
    static func divisible(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        isDivisible(range) ? range : around(range.lowerBound)
    }

    /// A range of some width around a single value.
    static func around(_ value: Double) -> ClosedRange<Double> {
        let reach = value == 0 ? 1 : max(abs(value) * 0.1, .leastNormalMagnitude * 1e20)
        return value - reach...value + reach
    }

    /// The least width of a range whose steps and their powers of ten are still normal numbers.
    static let leastWidth = 1e-300

    /// Whether the range can be divided by ticks: it is at least ``leastWidth`` wide, and far wider than the
    /// rounding errors of its ends.
    static func isDivisible(_ range: ClosedRange<Double>) -> Bool {
        let width = range.upperBound - range.lowerBound
        return width >= leastWidth
            && width > 1e-13 * max(abs(range.lowerBound), abs(range.upperBound))
    }

    /// The range with `share` of its width added at both ends, but not across zero: a quantity that is never
    /// negative should not seem to be.
    static func padded(_ range: ClosedRange<Double>, by share: Double) -> ClosedRange<Double> {
        let margin = (range.upperBound - range.lowerBound) * share
        var (low, high) = (range.lowerBound - margin, range.upperBound + margin)
        if range.lowerBound >= 0 { low = max(0, low) }
        if range.upperBound <= 0 { high = min(0, high) }
        return low...high
    }

    /// The range clamped so that the difference of its ends does not overflow.
    static func limited(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
        let limit = 1e300
        return range.clamped(to: -limit...limit)
    }
}
