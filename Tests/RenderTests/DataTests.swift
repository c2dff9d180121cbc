import Foundation
import TestSupport
import Testing

@testable import Plot
@testable import Render

/// Dense data, no data, and values that are not finite.
@Suite struct DataTests {
    private static let ink = Ink.fixed(Color(0x112233))

    @Test(arguments: [2_000, 50_000, 1_000_000]) func noPeakIsLost(count: Int) throws {
        // Single points that stand out of a flat line, up and down, at random places.
        var y = [Double](repeating: 0.5, count: count)
        var noise = Noise(seed: UInt64(count))
        let peaks = (0..<40).map { _ in Int(noise.unit() * Double(count)) }
        for (index, peak) in peaks.enumerated() { y[peak] = index.isMultiple(of: 2) ? 0.9 : 0.1 }
        let drawing = try Drawing(
            Panel(y: .linear(domain: 0...1), marks: [.line(y: y, ink: Self.ink, width: 1)]))
        for peak in peaks {
            let target = y[peak] > 0.5 ? 0.88 : 0.12
            #expect(drawing.shows(Self.ink, Double(peak), target, tolerance: 60), "the peak at \(peak)")
        }
    }

    /// A curve that begins left of the picture is followed from its beginning.
    @Test func envelopesBeginLeftOfThePicture() throws {
        let points =
            [Point(x: -5, y: 0), Point(x: 6, y: 11)] + (0..<80).map { Point(x: 6 + Double($0) / 8, y: 11) }
        let envelope = try #require(
            CurveEnvelope(points, clip: Rect(x: 0, y: 0, width: 40, height: 40)))
        let outline = envelope.outline(radius: 0.5).points
        for x in [-2.375, 0.375, 3.375] {
            let heights = outline.filter { $0.x == x }.map(\.y)
            // The curve rises by one a pixel; half a column of it, and the pen's radius on a slope.
            #expect(heights.count == 2 && heights.allSatisfy { abs($0 - (x + 5)) < 1.3 }, "\(x): \(heights)")
        }
    }

    @Test func manyPointsLookLikeTheSamePointsDrawnOneByOne() throws {
        // 3000 points over 400 pixels: once as an envelope, once as a path.
        var noise = Noise(seed: 9)
        let y = (0..<3000).map { 0.5 + 0.3 * sin(Double($0) / 300) + 0.05 * noise.normal() }
        let x = y.indices.map(Double.init)
        func drawing(_ marks: [Mark]) throws -> Picture {
            try Drawing(Panel(y: .linear(domain: 0...1), marks: marks)).picture
        }
        let fast = try drawing([.line(x: x, y: y, ink: Self.ink)])
        // One backward step rules the envelope out and changes nothing visible.
        let slow = try drawing([
            .line(x: [x[0], x[1], x[0]] + x[1...], y: [y[0], y[1], y[0]] + y[1...], ink: Self.ink)
        ])
        let difference = try #require(fast.difference(from: slow))
        // The envelope extends at most half a pixel beyond the path.
        #expect(difference.mean < 3, "mean difference \(difference.mean)")
        #expect(difference.strong < 0.025, "\(difference.strong) of the pixels")
    }

    /// At print resolution a single high value is as wide as the pen, from top to bottom.
    @Test func aPeakIsNoWedge() throws {
        var y = [Double](repeating: 0.1, count: 10_000)
        y[4321] = 0.9
        let drawing = try Drawing(
            Figure(
                width: .singleColumn, height: .millimetres(50),
                panels: [Panel(y: .linear(domain: 0...1), marks: [.line(y: y, ink: Self.ink, width: 0.48)])]),
            dotsPerInch: 600)
        for height in [0.87, 0.5, 0.13] {
            let place = drawing.place(4321, height)
            let darkness = (Int(place.x) - 12...Int(place.x) + 12).reduce(0.0) {
                $0 + Double(255 - drawing.picture[$1, Int(place.y)].red) / Double(255 - 0x11)
            }
            #expect(abs(darkness - 4) < 0.7, "\(darkness) pixels instead of 4 at \(height)")
        }
    }

    /// A rough curve is filled in parts, side by side; no pixel may belong to two of them.
    @Test func aRoughTranslucentCurveIsLaidOnOnce() throws {
        var noise = Noise(seed: 21)
        let y = (0..<10_000).map { _ in 0.5 + 0.1 * noise.normal() }
        let ink = Ink.fixed(Color(0x000000)).faded(0.3)
        let drawing = try Drawing(
            Figure(
                width: .singleColumn, height: .millimetres(50),
                panels: [
                    Panel(
                        x: Axis.linear().hidden, y: Axis.linear(domain: 0...1).hidden,
                        marks: [.line(y: y, ink: ink, width: 0.4)], frame: .none)
                ]), dotsPerInch: 600)
        let once = Picture.Pixel(ink.color(in: .light), over: Theme.light.background)
        let darkest = (0..<drawing.picture.height).reduce(255) { darkest, row in
            (0..<drawing.picture.width).reduce(darkest) { min($0, drawing.picture[$1, row].red) }
        }
        #expect(abs(darkest - once.red) <= 4, "\(darkest) instead of \(once.red)")
    }

    /// Outlines with more edges in one row of pixels than FreeType's fixed memory can hold.
    @Test(arguments: [600.0, 1000]) func roughCurvesAtPrintResolution(dpi: Double) throws {
        var noise = Noise(seed: 4)
        let y = (0..<30_000).map { _ in 0.5 + 0.1 * noise.normal() }
        for mark in [
            Mark.line(y: y, ink: Self.ink, width: 0.4),
            .band(lower: y.map { $0 - 0.2 }, upper: y.map { $0 + 0.2 }, ink: Self.ink),
        ] {
            let drawing = try Drawing(
                Figure(
                    width: .doubleColumn, height: .millimetres(40),
                    panels: [Panel(y: .linear(domain: 0...1), marks: [mark])]), dotsPerInch: dpi)
            for x in stride(from: 500.0, to: 29_500, by: 1500) {
                #expect(drawing.shows(Self.ink, x, 0.5, tolerance: 40), "at \(x)")
            }
        }
    }

    @Test func aBandOfManyPointsHoldsAllOfThem() throws {
        let count = 100_000
        var upper = [Double](repeating: 0.6, count: count)
        upper[43_210] = 0.95
        let drawing = try Drawing(
            Panel(
                y: .linear(domain: 0...1),
                marks: [
                    .band(lower: [Double](repeating: 0.4, count: count), upper: upper, ink: Self.ink)
                ]))
        #expect(drawing.shows(Self.ink, 30_000, 0.5))
        #expect(drawing.isBare(30_000, 0.8))
        let place = drawing.place(43_210, 0.8)
        let page = Picture.Pixel(0xFFFFFF)
        let isSeen = (-1...1).contains {
            drawing.picture[Int(place.x) + $0, Int(place.y)].difference(page) > 30
        }
        #expect(isSeen)
    }

    @Test(arguments: [
        [], [Double.nan], [.nan, .nan], [.infinity, -.infinity], [5], [5, 5, 5], [0, 0], [-1e308, 1e308],
        [Double.leastNonzeroMagnitude * 2024, Double.leastNonzeroMagnitude * 4048], [1, .nan, 3],
        [.greatestFiniteMagnitude, 1], [1, 1 + 1e-15],
    ])
    func oddData(values: [Double]) throws {
        for axis in [Axis.linear(), .log()] {
            for marks in [
                [Mark.line(y: values, label: "a")], [.dots(x: values, y: values)],
                [.band(lower: values, upper: values)],
                [.bars(Histogram(values, edges: Histogram.edges(for: [values])), outline: .ink)],
                [.cells(values, rows: Bands(count: 1), columns: Bands(count: values.count))], [],
            ] {
                let panel = Panel(x: .linear(title: "x"), y: axis, colorBar: ColorBar(), marks: marks)
                let picture = try Picture(
                    png: Figure(width: .millimetres(50), panels: [panel]).png(dotsPerInch: 100))
                #expect(picture.width == 197)
            }
        }
    }
}
