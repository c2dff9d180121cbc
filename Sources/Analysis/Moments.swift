/// Count, mean, standard deviation and share of positive values of numbers that come one at a time. Values that are not
/// finite are ignored.
public struct Moments: Equatable, Sendable {
    /// How many finite values were added.
    public private(set) var count = 0
    /// How many of them are above zero.
    public private(set) var positive = 0
    /// Their mean, 0 without a value.
    public private(set) var mean = 0.0
    /// Sum of squared deviations from the mean.
    private var squares = 0.0

    /// The moments of some values, of none unless they are given.
    public init(of values: [Double] = []) {
        for value in values { add(value) }
    }

    /// The standard deviation of the population; 0 for fewer than two values.
    public var standardDeviation: Double { (squares / Double(max(count, 1))).squareRoot() }
    /// The share of values above zero, 0 without a value.
    public var positiveShare: Double { Double(positive) / Double(max(count, 1)) }

    /// Adds a value (Welford, Technometrics 4, 1962, which subtracts no large sums from each other).
    public mutating func add(_ value: Double) {
        guard value.isFinite else { return }
        count += 1
        if value > 0 { positive += 1 }
        let deviation = value - mean
        mean += deviation / Double(count)
        squares += deviation * (value - mean)
    }
}

/// The mean of some values; NaN without a value or with a value that is NaN. Finite values have a finite mean, even if
/// their sum overflows.
public func arithmeticMean(of values: some Collection<Double>) -> Double {
    let count = Double(values.count)
    let mean = values.reduce(0, +) / count
    return mean.isFinite ? mean : values.isEmpty ? .nan : values.reduce(0) { $0 + $1 / count }
}
