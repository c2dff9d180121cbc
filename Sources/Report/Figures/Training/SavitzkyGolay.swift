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
    /// Both ends are continued by the signal mirrored about its end value, y(-k) = 2 y(0) - y(k), so the
    /// smoothed signal begins and ends with the signal's own values.
    ///
    /// - Precondition: the window is no longer than the signal, or is 1.
    func smooth(_ values: [Double]) -> [Double] {
        // Three values always lie on a cubic.
        guard window > 3 else { return values }
        precondition(window <= values.count, "a smoothing window has to fit into its signal")
        let padded = padded(values)
        let (constant, quadratic) = weights
        let reach = Double(half)
        return [Double](unsafeUninitializedCapacity: values.count) { smoothed, count in
            padded.withUnsafeBufferPointer { padded in
                var sums = (zeroth: 0.0, first: 0.0, second: 0.0)
                var index = 0
                while index < values.count {
                    if index.isMultiple(of: window) {
                        // Summed afresh now and then, so that rounding errors cannot pile up.
                        sums = (0, 0, 0)
                        var offset = 0
                        while offset < window {
                            let (value, distance) = (padded[index + offset], Double(offset - half))
                            sums.zeroth += value
                            sums.first += distance * value
                            sums.second += distance * distance * value
                            offset += 1
                        }
                    } else {
                        let (left, right) = (padded[index - 1], padded[index - 1 + window])
                        let zeroth = sums.zeroth - left + right
                        let first = sums.first + reach * left + (reach + 1) * right
                        let second = sums.second - reach * reach * left + (reach + 1) * (reach + 1) * right
                        // Every distance is now one less: (k - 1)² = k² - 2k + 1.
                        sums = (zeroth, first - zeroth, second - 2 * first + zeroth)
                    }
                    smoothed[index] = constant * sums.zeroth + quadratic * sums.second
                    index += 1
                }
            }
            count = values.count
        }
    }

    /// The filter's weights a + b k².
    private var weights: (constant: Double, quadratic: Double) {
        let m = Double(half)
        let scale = 3 / ((2 * m - 1) * (2 * m + 1) * (2 * m + 3))
        return (scale * (3 * m * m + 3 * m - 1), -5 * scale)
    }

    private func padded(_ values: [Double]) -> [Double] {
        guard let first = values.first, let last = values.last else { return [] }
        let before = values[1...half].reversed().map { 2 * first - $0 }
        let after = values[(values.count - 1 - half)..<(values.count - 1)].reversed().map { 2 * last - $0 }
        return before + values + after
    }
}
