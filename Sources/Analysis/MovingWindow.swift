/// A window that moves along a curve and summarizes the values in it, for smoothing.
///
/// The window is always whole: a summary belongs to the window's centre, and the first and the last half window have none.
/// A summary never leaves the range of the values in the window. Values that are not finite are left out.
public struct MovingWindow: Equatable, Sendable {
    /// How many values the window holds; odd.
    public let length: Int
    /// How many values the window moves from one summary to the next.
    public let step: Int

    /// - Parameters:
    ///   - length: rounded up to an odd number, and to at least 1.
    ///   - step: at least 1.
    public init(length: Int, step: Int = 1) {
        self.length = max(1, length) | 1
        self.step = max(1, step)
    }

    /// The window that suits a curve of `count` values: 2 % of them, but 51 of a short curve or a tenth of a very short
    /// one. It moves by a twelfth of its length, because summaries of windows that overlap more are nearly equal.
    ///
    /// - Parameter length: another length, cut to the number of values; 0 takes the usual one.
    public init(for count: Int, length: Int = 0) {
        let usual = max(count / 50, min(51, count / 10))
        let length = length == 0 ? usual : min(length | 1, (count - 1) | 1)
        self.init(length: length, step: max(length / 12, count / 5000))
    }

    /// Whether the summaries differ from the values enough to be shown beside them.
    public var smooths: Bool { length >= 5 }

    /// The places of the windows' centres in a curve of `count` values, ascending; none if the curve is shorter than the
    /// window.
    public func centers(of count: Int) -> [Int] {
        Array(stride(from: length / 2, to: count - length / 2, by: step))
    }

    private func range(around center: Int) -> Range<Int> { center - length / 2..<center + length / 2 + 1 }

    /// The mean of each window, NaN without a finite value in it.
    public func means(of values: [Double]) -> [Double] {
        centers(of: values.count).map { center in
            let finite = values[range(around: center)].filter(\.isFinite)
            guard let least = finite.min(), let greatest = finite.max() else { return .nan }
            // Rounding could leave the range.
            return min(greatest, max(least, arithmeticMean(of: finite)))
        }
    }

    /// Quantiles of each window, NaN without a finite value in it; see ``quantile(_:ofSorted:)``. The cost is
    /// proportional to length / step times the number of values.
    ///
    /// - Returns: one array for each share, as long as ``centers(of:)``.
    public func quantiles(_ shares: [Double], of values: [Double]) -> [[Double]] {
        var quantiles = shares.map { _ in [Double]() }
        // The values of the window, ascending.
        var sorted: [Double] = []
        var before = 0..<0
        func ascending(_ range: Range<Int>) -> [Double] { values[range].filter(\.isFinite).sorted() }
        for center in centers(of: values.count) {
            let window = range(around: center)
            let kept = max(window.lowerBound, before.upperBound)
            sorted = Self.merge(
                sorted, without: ascending(before.lowerBound..<min(before.upperBound, window.lowerBound)),
                and: ascending(kept..<window.upperBound))
            before = window
            for (index, share) in shares.enumerated() {
                quantiles[index].append(sorted.isEmpty ? .nan : quantile(share, ofSorted: sorted))
            }
        }
        return quantiles
    }

    /// Ascending values without some of them and with others, which are ascending as well.
    private static func merge(_ sorted: [Double], without old: [Double], and new: [Double]) -> [Double] {
        var result: [Double] = []
        result.reserveCapacity(sorted.count - old.count + new.count)
        var (left, right) = (0, 0)
        for value in sorted {
            if left < old.count, old[left] == value {
                left += 1
                continue
            }
            while right < new.count, new[right] < value {
                result.append(new[right])
                right += 1
            }
            result.append(value)
        }
        return result + new[right...]
    }
}
