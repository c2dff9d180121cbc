/// Median and quartiles of a few numbers, interpolated linearly.
struct Quartiles: Equatable, Sendable {
    var lower: Double
    var median: Double
    var upper: Double

    /// - Parameter sorted: in ascending order, at least one.
    init?(sorted: [Double]) {
        guard let last = sorted.indices.last else { return nil }
        func quantile(_ share: Double) -> Double {
            let place = share * Double(last)
            let below = Int(place)
            let rest = place - Double(below)
            return rest == 0 ? sorted[below] : sorted[below] * (1 - rest) + sorted[below + 1] * rest
        }
        lower = quantile(0.25)
        median = quantile(0.5)
        upper = quantile(0.75)
    }
}
