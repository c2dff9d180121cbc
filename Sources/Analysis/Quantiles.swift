/// Lower quartile, median and upper quartile of a sample.
public struct Quartiles: Equatable, Sendable {
    /// The 25 % quantile.
    public var lower: Double
    /// The 50 % quantile.
    public var median: Double
    /// The 75 % quantile.
    public var upper: Double

    /// The quartiles of a sample in any order; see ``init(sorted:)``.
    public init?(of sample: some Sequence<Double>) { self.init(sorted: sample.sorted()) }

    /// The quartiles of a sample in ascending order; `nil` if it is empty, and NaN if a value is NaN.
    public init?(sorted: [Double]) {
        guard !sorted.isEmpty else { return nil }
        lower = quantile(0.25, ofSorted: sorted)
        median = quantile(0.5, ofSorted: sorted)
        upper = quantile(0.75, ofSorted: sorted)
    }

    /// The quartiles at every index that all curves have.
    ///
    /// - Returns: as many elements as the shortest curve has, none without a curve; `nil` where a curve is not finite.
    public static func along(_ curves: [[Double]]) -> [Quartiles?] {
        (0..<(curves.map(\.count).min() ?? 0)).map { index in
            let values = curves.map { $0[index] }
            return values.allSatisfy(\.isFinite) ? Quartiles(of: values) : nil
        }
    }
}

/// The quantile of a sample in ascending order, interpolated linearly between neighbours (type 7 of Hyndman and Fan,
/// The American Statistician 50, 1996: the default of NumPy and R).
///
/// The share 0 gives the smallest value and 1 the largest; a sample of one value gives that value. NaN if a value is NaN.
///
/// - Precondition: `share` is in 0...1, and the sample is not empty.
public func quantile(_ share: Double, ofSorted sample: [Double]) -> Double {
    let place = share * Double(sample.count - 1)
    let index = Int(place)
    let fraction = place - Double(index)
    // Sorting leaves NaN anywhere, because it compares false with everything.
    if sample.contains(where: \.isNaN) { return .nan }
    return fraction == 0 ? sample[index] : sample[index] + fraction * (sample[index + 1] - sample[index])
}
