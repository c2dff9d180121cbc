import Foundation
import TestSupport
import Testing

@testable import Plot

@Suite struct HistogramTests {
    @Test func histogramCounts() {
        let histogram = Histogram([0, 0.5, 1, 1, 2.5, 3, 4, .nan], edges: [0, 1, 2, 3])
        #expect(histogram.heights == [2, 2, 2], "a value on an edge is right of it, on the last one left")
    }

    @Test func histogramEdgesAreRoundAndHoldAllValues() {
        var noise = Noise(seed: 3)
        for scale in [1e-7, 0.3, 1, 42, 1e9] {
            let values = (0..<500).map { _ in scale * noise.normal() }
            let edges = Histogram.edges(for: [values])
            let step = edges[1] - edges[0]
            let mantissa = step / pow(10, log10(step * 1.000_001).rounded(.down))
            #expect([1, 2, 2.5, 5].contains { abs($0 - mantissa) < 1e-6 })
            // Twice the interquartile range, 1.349 standard deviations, over the cube root of 500.
            #expect(
                (0.6...1.6).contains(step / (scale * 2 * 1.349 / 7.937)), "near the rule, above or below")
            #expect(edges[0] <= values.min() ?? 0 && edges[edges.count - 1] >= values.max() ?? 0)
            #expect(Histogram(values, edges: edges).heights.reduce(0, +) == 500)
        }
    }
}
