/// The median of some numbers, and the quartiles around it.
struct Quartiles {
    let lower: Double
    let median: Double
    let upper: Double

    /// - Precondition: there is a number.
    init(of numbers: [Double]) {
        precondition(!numbers.isEmpty, "quartiles need a number")
        let sorted = numbers.sorted()
        // Between two numbers, linearly: the definition that NumPy and R take by default.
        func quantile(_ share: Double) -> Double {
            let place = share * Double(sorted.count - 1)
            let index = Int(place)
            guard index + 1 < sorted.count else { return sorted[index] }
            return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
        }
        lower = quantile(0.25)
        median = quantile(0.5)
        upper = quantile(0.75)
    }
}
