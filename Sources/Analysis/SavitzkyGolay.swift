/// A smoothing filter that replaces each value by the centre of the cubic polynomial fitted by least squares to the
/// window around it (Savitzky and Golay, Analytical Chemistry 36, 1964).
///
/// Its weights are a + b k² at distance k from the centre. The sums Σ y, Σ k y and Σ k² y over the window give the result
/// and can be updated as the window moves, so the cost is O(n) for any window.
public struct SavitzkyGolay: Sendable {
    /// How many values a polynomial is fitted to; odd.
    public let window: Int

    private var half: Int { window / 2 }

    /// - Parameter window: rounded up to an odd number, and to at least 1. Up to 3, smoothing changes nothing.
    public init(window: Int) {
        self.window = max(1, window) | 1
    }

    /// The smoothed signal, as long as `values`.
    ///
    /// The first and the last half window, which are no window's centre, get the values of the cubic fitted to the first
    /// and to the last window (SciPy's mode `interp`), so that no single value at an end has more weight than others.
    ///
    /// - Precondition: the window is at most as long as the signal, or at most 3.
    public func smooth(_ values: [Double]) -> [Double] {
        // A cubic goes through any three values.
        guard window > 3 else { return values }
        precondition(window <= values.count, "a smoothing window must not be longer than its signal")
        return [Double](unsafeUninitializedCapacity: values.count) { smoothed, count in
            values.withUnsafeBufferPointer { values in
                smoothMiddle(values, into: smoothed)
                let start = cubic(through: UnsafeBufferPointer(rebasing: values.prefix(window)))
                let end = cubic(through: UnsafeBufferPointer(rebasing: values.suffix(window)))
                for distance in 1...half {
                    smoothed[half - distance] = start(-distance)
                    smoothed[values.count - 1 - half + distance] = end(distance)
                }
            }
            count = values.count
        }
    }

    /// Smooths all values that are the centre of a window.
    private func smoothMiddle(
        _ values: UnsafeBufferPointer<Double>, into smoothed: UnsafeMutableBufferPointer<Double>
    ) {
        let (constant, quadratic) = weights
        let reach = Double(half)
        var sums = (zeroth: 0.0, first: 0.0, second: 0.0)
        // The start of the window.
        var index = 0
        while index <= values.count - window {
            if index.isMultiple(of: window) {
                // The sums are computed from scratch once a window, so that rounding errors do not accumulate.
                sums = (0, 0, 0)
                var offset = 0
                while offset < window {
                    let (value, distance) = (values[index + offset], Double(offset - half))
                    sums.zeroth += value
                    sums.first += distance * value
                    sums.second += distance * distance * value
                    offset += 1
                }
            } else {
                let (left, right) = (values[index - 1], values[index - 1 + window])
                let zeroth = sums.zeroth - left + right
                let first = sums.first + reach * left + (reach + 1) * right
                let second = sums.second - reach * reach * left + (reach + 1) * (reach + 1) * right
                // All distances decrease by one: (k - 1)² = k² - 2k + 1.
                sums = (zeroth, first - zeroth, second - 2 * first + zeroth)
            }
            smoothed[index + half] = constant * sums.zeroth + quadratic * sums.second
            index += 1
        }
    }

    /// The least-squares cubic of a window, as a function of the distance from the window's centre.
    private func cubic(through values: UnsafeBufferPointer<Double>) -> (_ distance: Int) -> Double {
        // In units of half a window the sums of powers have similar size. Sums of odd powers vanish, so even and odd
        // terms are two systems of two equations.
        let unit = 1 / Double(half)
        var powers = (second: 0.0, fourth: 0.0, sixth: 0.0)
        var sums = (zeroth: 0.0, first: 0.0, second: 0.0, third: 0.0)
        for (offset, value) in values.enumerated() {
            let distance = Double(offset - half) * unit
            let square = distance * distance
            powers.second += square
            powers.fourth += square * square
            powers.sixth += square * square * square
            sums.zeroth += value
            sums.first += distance * value
            sums.second += square * value
            sums.third += square * distance * value
        }
        let even = Double(window) * powers.fourth - powers.second * powers.second
        let odd = powers.second * powers.sixth - powers.fourth * powers.fourth
        let constant = (powers.fourth * sums.zeroth - powers.second * sums.second) / even
        let quadratic = (Double(window) * sums.second - powers.second * sums.zeroth) / even
        let linear = (powers.sixth * sums.first - powers.fourth * sums.third) / odd
        let cubic = (powers.second * sums.third - powers.fourth * sums.first) / odd
        return { distance in
            let x = Double(distance) * unit
            return constant + x * (linear + x * (quadratic + x * cubic))
        }
    }

    /// The filter's weights a + b k².
    private var weights: (constant: Double, quadratic: Double) {
        let m = Double(half)
        let scale = 3 / ((2 * m - 1) * (2 * m + 1) * (2 * m + 3))
        return (scale * (3 * m * m + 3 * m - 1), -5 * scale)
    }
}
