import Foundation

/// Values counted in bins of equal width.
public struct Histogram: Hashable, Sendable {
    /// Borders of the bins from left to right, one more than there are bins.
    public var edges: [Double]
    /// Counts, one per bin.
    public var heights: [Double]

    /// Counts values between given edges. Bins are closed on the left and open on the right, except the last,
    /// which is closed. Values outside and NaN are left out.
    public init(_ values: [Double], edges: [Double]) {
        self.edges = edges
        heights = [Double](repeating: 0, count: max(0, edges.count - 1))
        guard let first = edges.first, let last = edges.last, first < last else { return }
        for value in values where value >= first && value <= last {
            let right = edges.firstIndex { $0 > value } ?? edges.count - 1
            heights[right - 1] += 1
        }
    }

    /// Round edges that suit several sets of values at once, so that their histograms can be compared.
    ///
    /// The width follows the rule of Freedman and Diaconis (1981), twice the interquartile range divided by
    /// the cube root of the number of values, for the set with the narrowest bins. It is rounded to 1, 2, 2.5
    /// or 5 times a power of ten. Values that are not finite are left out; without values the edges span 0…1.
    ///
    /// - Parameter limit: the largest number of bins, approximately, because the width is rounded.
    public static func edges(for sets: [[Double]], most limit: Int = 60) -> [Double] {
        var width = Double.infinity
        for set in sets {
            let sorted = set.filter(\.isFinite).sorted()
            guard sorted.count > 1 else { continue }
            func quantile(_ share: Double) -> Double {
                let position = share * Double(sorted.count - 1)
                let below = Int(position)
                let above = min(below + 1, sorted.count - 1)
                return sorted[below] + (sorted[above] - sorted[below]) * (position - Double(below))
            }
            let rule = 2 * (quantile(0.75) - quantile(0.25)) / cbrt(Double(sorted.count))
            if rule > 0 { width = min(width, rule) }
        }
        let range = Domain.divisible(Domain.limited(Extent(sets.joined()).range ?? 0...1))
        let span = range.upperBound - range.lowerBound
        let least = span / Double(max(1, limit))
        let step = rounded(min(max(width, least), span / 5), noLessThan: least)
        let first = (range.lowerBound / step).rounded(.down)
        var last = (range.upperBound / step).rounded(.up)
        if last == first { last += 1 }
        return stride(from: first, through: last, by: 1).map { $0 * step }
    }

    /// The nearest round width in ratio.
    private static func rounded(_ width: Double, noLessThan least: Double) -> Double {
        let power = powerOfTen(Int(log10(width).rounded(.down)))
        func ratio(_ step: Double) -> Double { max(step / width, width / step) }
        let steps = [1, 2, 2.5, 5, 10].map { $0 * power }.filter { $0 >= least * (1 - 1e-9) }
        return steps.min { ratio($0) < ratio($1) } ?? 10 * power
    }
}
