/// A smoothing filter that fits a cubic polynomial to the values around each value by least squares, and takes
/// the polynomial's value in the middle (Savitzky and Golay, Analytical Chemistry 36, 1964).
///
/// Its weights are a + b k² at distance k from the middle, so the sums Σ y, Σ k y and Σ k² y over the window
/// give its result, and they can be carried from one place to the next: the cost is O(n) whatever the window.
struct SavitzkyGolay {
    /// How many values a polynomial is fitted to; odd.
    let window: Int

    private var half: Int { window / 2 }

    /// - Parameter window: rounded up to an odd number.
    init(window: Int) {
        self.window = max(1, window) | 1
    }

    /// The smoothed signal, as long as `values`.
    ///
    /// In the first and the last half window, where no window has its middle, it is the cubic of the first and of
    /// the last window, so that no single value at an end has more say than the others.
    ///
    /// - Precondition: the window is no longer than the signal, or is 1.
    func smooth(_ values: [Double]) -> [Double] {
        // Three values always lie on a cubic.
        guard window > 3 else { return values }
        precondition(window <= values.count, "a smoothing window has to fit into its signal")
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

    /// Smooths all values that are in the middle of a window.
    private func smoothMiddle(
        _ values: UnsafeBufferPointer<Double>, into smoothed: UnsafeMutableBufferPointer<Double>
    ) {
        let (constant, quadratic) = weights
        let reach = Double(half)
        var sums = (zeroth: 0.0, first: 0.0, second: 0.0)
        // Where the window begins.
        var index = 0
        while index <= values.count - window {
            if index.isMultiple(of: window) {
                // Summed afresh now and then, so that rounding errors cannot pile up.
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
                // Every distance is now one less: (k - 1)² = k² - 2k + 1.
                sums = (zeroth, first - zeroth, second - 2 * first + zeroth)
            }
            smoothed[index + half] = constant * sums.zeroth + quadratic * sums.second
            index += 1
        }
    }

    /// The cubic that fits the values of a window best, by distance from the window's middle.
    private func cubic(through values: UnsafeBufferPointer<Double>) -> (_ distance: Int) -> Double {
        // In units of half a window the sums of powers are near to each other. Those of odd powers vanish, so even
        // and odd terms are two systems of two equations.
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
