import Foundation
import TestSupport
import Testing

@testable import Plot

/// The choice of tick values and their labels.
@Suite struct TickTests {
    /// The published examples: the reference implementation (R package labeling, `extended`) gives these for
    /// five wanted labels.
    @Test(arguments: [
        (0.0...100, [0.0, 25, 50, 75, 100]),
        (-1...1, [-1, -0.5, 0, 0.5, 1]),
        (8.1...14.1, [8, 10, 12, 14]),
        (0...1, [0, 0.25, 0.5, 0.75, 1]),
        (2.02...2.98, [2, 2.25, 2.5, 2.75, 3]),
    ])
    func publishedExamples(range: ClosedRange<Double>, expected: [Double]) throws {
        let search = ExtendedWilkinson(range: range, wanted: 5, inside: false)
        let best = try #require(search.best { _ in 1 })
        #expect(best.values.count == expected.count)
        for (value, other) in zip(best.values, expected) { #expect(abs(value - other) < 1e-9) }
    }

    @Test func ticksAreEvenRoundAndCoverTheRange() throws {
        var noise = Noise(seed: 11)
        for _ in 0..<400 {
            let scale = pow(10, 24 * noise.unit() - 12)
            let start = (noise.unit() * 2 - 1) * scale
            let range = start...start + scale * (0.01 + noise.unit())
            let wanted = 2 + 8 * noise.unit()
            for inside in [false, true] {
                let search = ExtendedWilkinson(range: range, wanted: wanted, inside: inside)
                let best = try #require(search.best { _ in 1 }, "\(range)")
                let span = range.upperBound - range.lowerBound
                let mantissa = best.step / pow(10, log10(best.step * 1.000_001).rounded(.down))
                let isRound = [1.0, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8, 9].contains {
                    abs($0 - mantissa) < 1e-6
                }
                #expect(isRound, "step \(best.step)")
                for (index, value) in best.values.enumerated() {
                    let multiple = (best.start / best.step).rounded() + Double(index)
                    #expect(abs(value - multiple * best.step) <= 1e-9 * span)
                    if inside {
                        #expect(value >= range.lowerBound - 1e-6 * span)
                        #expect(value <= range.upperBound + 1e-6 * span)
                    }
                }
                #expect(best.values.count >= 2 && Double(best.values.count) <= 2.5 * wanted + 2)
                #expect(abs(best.values[0] - range.lowerBound) < span)
            }
        }
    }

    @Test func scalesWithItsRange() throws {
        // The same range in other units has the same labels in other units.
        for power in Array(-9...9) + [-290, -200, 200, 290] {
            let scale = pow(10, Double(power))
            let search = ExtendedWilkinson(range: -0.37 * scale...1.61 * scale, wanted: 6, inside: false)
            let best = try #require(search.best { _ in 1 })
            #expect(abs(best.step / scale - 0.4) < 1e-9)
            #expect(best.count == 6)
        }
    }

    @Test func zeroIsPreferred() throws {
        let search = ExtendedWilkinson(range: -3.7...5.9, wanted: 5, inside: true)
        let best = try #require(search.best { _ in 1 })
        #expect(best.values.contains(0))
    }

    @Test func wholeNumbersStayWhole() throws {
        for top in 1...40 {
            let search = ExtendedWilkinson(range: 0...Double(top), wanted: 6, inside: true, integers: true)
            let best = try #require(search.best { _ in 1 })
            for value in best.values { #expect(value == value.rounded()) }
        }
    }

    /// Subnormal numbers, below 2.2e-308, have fewer digits.
    @Test(arguments: [
        0...Double.leastNonzeroMagnitude, -Double.leastNonzeroMagnitude...Double.leastNonzeroMagnitude,
        Double.leastNonzeroMagnitude...Double.leastNormalMagnitude / 100,
        Double.leastNormalMagnitude / 8...Double.leastNormalMagnitude * 2, 0...1e-301, 1...1.nextUp,
        1e299...1e299.nextUp,
    ])
    func rangesWithoutRoomForStepsAreWidened(range: ClosedRange<Double>) throws {
        let ends = [range.lowerBound, range.upperBound]
        for (axis, x) in [
            (Axis.linear(), ends), (.linear(domain: range), [0, 1]), (.linear(including: ends), [ends[0]]),
        ] {
            let panel = Panel(
                x: axis, color: .sequential(domain: range), colorBar: ColorBar(),
                marks: [
                    .line(x: x, y: x.map { _ in 1 }),
                    .cells([ends[0], ends[1]], rows: Bands(count: 1), columns: Bands(count: 2)),
                ])
            let scene = try Figure(width: .singleColumn, panels: [panel]).scene()
            let shown = scene.panels[0].xDomain
            #expect(shown.contains(range.lowerBound) && shown.contains(range.upperBound))
            #expect(scene.panels[0].xTicks.count >= 2)
            #expect(Set(scene.panels[0].xTicks).count == scene.panels[0].xTicks.count)
            #expect(scene.texts.allSatisfy { !$0.text.contains("n") && !$0.text.isEmpty })
        }
        let search = ExtendedWilkinson(range: 0...Double.leastNonzeroMagnitude, wanted: 5, inside: false)
        #expect(search.best { _ in 1 } == nil)
        #expect(Histogram.edges(for: [ends]).count > 1)
    }

    @Test func aCentredScaleOfOneValueHasAWidth() {
        for center in [0.0, 1, -1e20, Double.leastNonzeroMagnitude] {
            let domain = ColorScale.diverging(center: center).resolved(for: Extent([center])).domain
            #expect(domain.lowerBound < center && center < domain.upperBound)
        }
    }

    @Test func illegibleLabellingsAreNotTaken() throws {
        let search = ExtendedWilkinson(range: 0...100, wanted: 5, inside: false)
        let few = try #require(search.best { $0.count > 3 ? nil : 1 })
        #expect(few.count <= 3)
        #expect(search.best { _ in nil } == nil)
    }

    @Test(arguments: [
        ([0.0, 0.25, 0.5], 0.25, ["0.00", "0.25", "0.50"]),
        ([-1.0, 0, 1], 1.0, ["\u{2212}1", "0", "1"]),
        ([0.0, 5000, 10_000], 5000.0, ["0", "5,000", "10,000"]),
        ([0.0, 2000, 4000], 2000.0, ["0", "2000", "4000"]),
        ([0.0, 2e-7, 4e-7], 2e-7, ["0", "2", "4"]),
        ([0.0, 5e6, 1e7], 5e6, ["0.0", "0.5", "1.0"]),
    ])
    func numbers(values: [Double], step: Double, texts: [String]) {
        let format = NumberFormat(values: values, step: step)
        #expect(values.map(format.string) == texts)
    }

    @Test func labelsOfOneAxisDiffer() throws {
        var noise = Noise(seed: 5)
        for _ in 0..<200 {
            let offset = (noise.unit() - 0.5) * pow(10, 6 * noise.unit() - 3)
            let range = offset...offset + pow(10, 8 * noise.unit() - 5)
            let search = ExtendedWilkinson(range: range, wanted: 6, inside: false)
            let best = try #require(search.best { _ in 1 })
            let format = NumberFormat(values: best.values, step: best.step)
            #expect(Set(best.values.map(format.string)).count == best.values.count, "\(range)")
        }
    }

    @Test func commonFactor() {
        #expect(NumberFormat(values: [0, 2e-7], step: 2e-7).factor?.plain == "×10\u{2212}7")
        #expect(NumberFormat(values: [0, 2], step: 2).factor == nil)
    }

    private func ticks(x: Axis, points: [Double], width: Double = 89) throws -> [Double] {
        let panel = Panel(x: x, marks: [.line(x: points, y: points.map { _ in 1 })])
        return try Figure(width: .millimetres(width), panels: [panel]).scene().panels[0].xTicks
    }

    @Test func logarithms() throws {
        for value in try ticks(x: .log(), points: [1e-6, 1e4]) {
            #expect(abs(log10(value).rounded() - log10(value)) < 1e-9)
        }
        let twoDecades = try ticks(x: .log(), points: [16, 1024])
        for (value, expected) in zip(twoDecades, [20.0, 50, 100, 200, 500, 1000]) {
            #expect(abs(value / expected - 1) < 1e-9)
        }
        #expect(twoDecades.count == 6)
        #expect(try ticks(x: .log(), points: [3, 4]).count >= 3)
    }

    @Test func bandsAreLabelledAtRoundNumbers() throws {
        func labels(_ bands: Bands, width: Double) throws -> [String] {
            let panel = Panel(
                x: .bands(bands), y: .bands(bands),
                marks: [
                    .cells(
                        [Double](repeating: 0, count: bands.count * bands.count), rows: bands, columns: bands)
                ])
            let scene = try Figure(width: .millimetres(width), panels: [panel]).scene()
            return scene.panels[0].texts.filter { $0.box.minY > scene.panels[0].plotArea.maxY }.map(\.text)
        }
        let named = Bands(
            count: 29, labels: (1...28).map { RichText(plain: "\($0)") } + ["bias"], gaps: [28: 0.6])
        #expect(try labels(named, width: 89) == ["1", "5", "10", "15", "20", "25", "bias"])
        let zeroBased = Bands(
            count: 29, labels: (0...27).map { RichText(plain: "\($0)") } + ["bias"], gaps: [28: 0.6])
        #expect(
            try labels(zeroBased, width: 30) == ["0", "10", "20", "bias"], "20 is near bias, and has room")
        let steps = ["0", "5", "10", "15", "20", "25", "30", "35", "40", "45", "50", "55", "60", "65"]
        #expect(try labels(Bands(count: 66), width: 150) == steps)
        let few = Bands(count: 12, labels: (1...12).map { RichText(plain: "\($0)") })
        #expect(try labels(few, width: 50) == ["2", "4", "6", "8", "10", "12"])
        #expect(
            try labels(Bands(count: 3, labels: ["pattern", "cue", "answer"]), width: 89) == [
                "pattern", "cue", "answer",
            ])
        let hundreds = ["0", "100", "200", "300", "400", "500", "600", "700", "800", "900"]
        #expect(try labels(Bands(count: 1000), width: 120) == hundreds)
    }

    @Test func aLowAxisHasEnoughLabelsToReadHeightsBy() throws {
        func labels(height: Double, _ top: Double) throws -> [Double] {
            let panel = Panel(y: .linear(domain: 0...top), marks: [.line(y: [0, top])])
            return try Figure(width: .singleColumn, height: .millimetres(height), panels: [panel]).scene()
                .panels[0]
                .yTicks
        }
        #expect(try labels(height: 35, 20.9) == [0, 5, 10, 15, 20])
        #expect(try labels(height: 65, 27.5) == [0, 5, 10, 15, 20, 25])
    }

    /// Nine ticks in a short decade would look like a grey stripe.
    @Test func lowDecadesHaveNoTicksBetweenPowers() throws {
        func ticks(height: Double) throws -> [ResolvedAxis.Tick] {
            let panel = Panel(y: .log(domain: 1e-9...1), marks: [.line(y: [1e-9, 1])])
            return try Figure(width: .singleColumn, height: .millimetres(height), panels: [panel]).scene()
                .panels[0]
                .y.ticks
        }
        #expect(try ticks(height: 55).allSatisfy { !$0.isMinor })
        #expect(try ticks(height: 90).contains { $0.isMinor })
    }

    @Test func givenTicks() throws {
        let axis = Axis.linear(
            domain: 0...10, ticks: .at([.init(0, "low"), .init(10, "high"), .init(11, "out")]))
        #expect(try ticks(x: axis, points: [0, 10]) == [0, 10])
        #expect(try ticks(x: .linear(ticks: .none), points: [0, 10]) == [])
    }

    /// A narrow range has labels at round digits, and minor ticks whose distances shrink.
    @Test(arguments: [(8.0, 40.0), (12, 36), (0.02, 0.09), (150, 700)])
    func aLogarithmicAxisLooksLogarithmicWithoutADecade(low: Double, high: Double) throws {
        let panel = Panel(y: .log(), marks: [.line(y: [low, high])])
        let axis = try Figure(width: .singleColumn, panels: [panel]).scene().panels[0].y
        let labelled = axis.ticks.filter { !$0.isMinor }.map(\.value)
        for value in labelled {
            let digit = value / pow(10, log10(value * 1.000_001).rounded(.down))
            #expect([1, 2, 3, 5].contains { abs($0 - digit) < 1e-9 }, "\(value)")
        }
        #expect(labelled.count >= 2)
        let minors = axis.ticks.filter(\.isMinor)
        #expect(minors.count >= 2)
        let places = axis.ticks.map { axis.projection.unit($0.value) }.sorted()
        let gaps = zip(places.dropFirst(), places).map { $0 - $1 }
        #expect((gaps.max() ?? 0) > 1.3 * (gaps.min() ?? 0))
    }
}
