import Foundation
import TestSupport
import Testing

@testable import Plot
@testable import Render

/// Every mark is where the data say, in the colour that was asked for, and nowhere else.
@Suite struct ShapeTests {
    private static let ink = Ink.fixed(Color(0x112233))
    private static let square = Axis.linear(domain: 0...10)

    private func draw(_ marks: [Mark], theme: Theme = .light) throws -> Drawing {
        try Drawing(Panel(x: ShapeTests.square, y: ShapeTests.square, marks: marks), theme: theme)
    }

    /// A small plot with ten pixels a point.
    private func closeUp(_ marks: [Mark]) throws -> Drawing {
        try Drawing(
            Figure(
                width: .millimetres(60), height: .millimetres(40),
                panels: [Panel(x: Self.square, y: Self.square, marks: marks)]),
            dotsPerInch: 720)
    }

    @Test(arguments: [Theme.light, .dark]) func line(theme: Theme) throws {
        let drawing = try draw([.line(x: [1, 5, 9], y: [2, 8, 3], ink: Self.ink, width: 2)], theme: theme)
        for (x, y) in [(1.0, 2.0), (3, 5), (5, 8), (7, 5.5), (9, 3)] {
            #expect(drawing.shows(Self.ink, x, y), "at \(x), \(y)")
        }
        for (x, y) in [(3.0, 6.0), (5, 6.5), (9.6, 3), (0.5, 2)] {
            #expect(drawing.isBare(x, y), "at \(x), \(y)")
        }
    }

    @Test func lineThickness() throws {
        for width in [1.0, 2, 4] {
            let drawing = try closeUp([.line(x: [0, 10], y: [5, 5], ink: Self.ink, width: width)])
            let place = drawing.place(5, 5)
            let count = drawing.picture.count(
                of: Picture.Pixel(0x112233), x: Int(place.x)...Int(place.x),
                y: Int(place.y) - 60...Int(place.y) + 60)
            #expect(abs(Double(count) - 10 * width) <= 2, "\(width) pt are \(count) pixels at 10 a point")
        }
    }

    @Test func dashes() throws {
        let drawing = try draw([.line(x: [0, 10], y: [5, 5], ink: Self.ink, width: 2, dash: [6, 6])])
        let (start, end) = (drawing.place(0, 5), drawing.place(10, 5))
        let row = Int(start.y)
        let dark = (Int(start.x)..<Int(end.x)).filter {
            drawing.picture[$0, row].difference(Picture.Pixel(0x112233)) < 60
        }
        let changes = zip(dark, dark.dropFirst()).filter { $1 - $0 > 1 }.count
        let share = Double(dark.count) / (end.x - start.x)
        #expect(abs(share - 0.5) < 0.06)
        #expect(abs(Double(changes) - (end.x - start.x) / 25) <= 1.5, "a dash every 12 pt, 25 pixels")
    }

    @Test func clippedAtThePlotsBorder() throws {
        let drawing = try draw([.line(x: [-100, 100], y: [-500, 500], ink: Self.ink, width: 2)])
        let plot = drawing.scene.panels[0].plotArea.scaled(by: drawing.dotsPerInch / 72)
        for y in 0..<drawing.picture.height {
            for x in 0..<drawing.picture.width
            where drawing.picture[x, y] == Picture.Pixel(0x112233) {
                // A line along the border may reach as far as the axis' own line.
                #expect(plot.grown(by: 3).contains(Point(x: Double(x), y: Double(y))))
            }
        }
        #expect(drawing.shows(Self.ink, 1, 5))
    }

    @Test func aLineDoesNotStickOutBehindAnAxis() throws {
        let drawing = try closeUp([.line(x: [0, 0, 10], y: [9, 0, 0], ink: Self.ink, width: 4)])
        let corner = drawing.place(0, 0)
        let ink = Picture.Pixel(0x112233)
        // Two points and more inside; outside, nothing but the axes, three tenths of a point to either side.
        for (x, y) in [(1.3, 0.0), (0, 1.3)] {
            let place = drawing.place(x, y)
            let (inwards, outwards) = x > 0 ? ((0, -15), (0, 6)) : ((15, 0), (-6, 0))
            #expect(drawing.picture[Int(place.x) + inwards.0, Int(place.y) + inwards.1].difference(ink) < 8)
            let outside = drawing.picture[Int(place.x) + outwards.0, Int(place.y) + outwards.1]
            #expect(outside == Picture.Pixel(Theme.light.background), "behind the axis at \(x), \(y)")
        }
        #expect(
            drawing.picture[Int(corner.x) - 8, Int(corner.y) + 8] == Picture.Pixel(Theme.light.background))
    }

    @Test func band() throws {
        let ink = Ink.fixed(Color(0x2255AA)).faded(0.5)
        let drawing = try draw([.band(x: [0, 5, 10], lower: [2, 4, 2], upper: [4, 8, 4], ink: ink)])
        let filled = Picture.Pixel(ink.color(in: .light), over: Theme.light.background)
        for (x, y) in [(1.0, 3.0), (5, 4.3), (5, 7.7), (9, 3)] {
            #expect(drawing.pixel(x, y).difference(filled) <= 4, "at \(x), \(y)")
        }
        for (x, y) in [(5.0, 8.6), (5, 3.2), (1, 6)] { #expect(drawing.isBare(x, y), "at \(x), \(y)") }
    }

    @Test func bandOverlapIsLaidOnOnce() throws {
        // A translucent line that crosses itself must not be darker where it does.
        let ink = Ink.fixed(Color(0x000000)).faded(0.5)
        let drawing = try draw([.line(x: [1, 9, 9, 1], y: [1, 9, 1, 9], ink: ink, width: 6)])
        #expect(drawing.pixel(5, 5).difference(drawing.pixel(3, 3)) <= 2)
    }

    @Test func dotsOnAnAxisAreWhole() throws {
        let drawing = try draw([.dots(x: [0, 5], y: [5, 0], ink: Self.ink, radius: 3)])
        for (x, y) in [(0.0, 5.0), (5, 0)] {
            #expect(drawing.pixel(x, y) == Picture.Pixel(0x112233), "at \(x), \(y)")
        }
    }

    @Test func translucentDotsAreDarkerWhereTheyOverlap() throws {
        let ink = Ink.fixed(Color(0x000000)).faded(0.5)
        let drawing = try draw([.dots(x: [2, 5, 5.1], y: [5, 5, 5], ink: ink, radius: 4)])
        #expect(abs(drawing.pixel(2, 5).red - 127) <= 2)
        #expect(abs(drawing.pixel(5.05, 5).red - 64) <= 3)
    }

    @Test func bars() throws {
        let drawing = try draw([
            .bars(
                Histogram([1, 1, 1] + [Double](repeating: 5, count: 7), edges: [0, 2, 4, 6]), ink: Self.ink)
        ])
        #expect(drawing.shows(Self.ink, 1, 2.7))
        #expect(drawing.isBare(1, 3.4))
        #expect(drawing.isBare(3, 0.5))
        #expect(drawing.shows(Self.ink, 5, 6.7))
        #expect(drawing.isBare(5, 7.4))
        #expect(drawing.isBare(7, 0.5))
    }

    @Test func dots() throws {
        let drawing = try draw([
            .dots(
                x: [2, 8], y: [5, .nan], low: [3, .nan], high: [8, .nan], ink: Self.ink, radius: 4),
            .dots(x: [6], y: [5], ink: Self.ink, radius: 5, isHollow: true),
        ])
        #expect(drawing.shows(Self.ink, 2, 5))
        #expect(drawing.shows(Self.ink, 2, 3.3, tolerance: 90), "error bar")
        #expect(drawing.shows(Self.ink, 2, 7.7, tolerance: 90), "error bar")
        #expect(drawing.isBare(2, 8.5))
        #expect(drawing.isBare(8, 5))
        #expect(drawing.isBare(6, 5), "a hollow dot has the page inside")
        let place = drawing.place(6, 5)
        let rim = drawing.picture[Int(place.x + (5 - 0.4) * 150 / 72), Int(place.y)]
        #expect(rim.difference(Picture.Pixel(0x112233)) < 60)
    }

    @Test func rules() throws {
        let drawing = try draw([
            .rule(y: 4, ink: Self.ink, width: 2), .rule(x: 7, ink: Self.ink, width: 2),
        ])
        for x in [0.5, 3, 9.5] { #expect(drawing.shows(Self.ink, x, 4)) }
        for y in [0.5, 6, 9.5] { #expect(drawing.shows(Self.ink, 7, y)) }
        #expect(drawing.isBare(3, 5))
    }

    private static let anchors: [TextAnchor] = [
        .center, .left, .right, .top, .bottom, .topLeft, .topRight, .bottomLeft, .bottomRight,
    ]

    @Test(arguments: anchors) func text(anchor: TextAnchor) throws {
        let drawing = try draw([.text("HHH", x: 5, y: 5, anchor: anchor, ink: Self.ink, size: 20)])
        let text = try #require(drawing.scene.texts.first { $0.role == .annotation })
        let place = drawing.scene.panels[0].point(x: 5, y: 5)
        #expect(abs(text.box.minX + anchor.horizontal * text.box.width - place.x) < 0.5)
        #expect(abs(text.box.minY + anchor.vertical * text.box.height - place.y) < 1)
        let box = text.box.scaled(by: 150 / 72)
        let page = Picture.Pixel(Theme.light.background)
        var ink: [(Int, Int)] = []
        for y in 0..<drawing.picture.height {
            for x in Int(drawing.place(0, 0).x) + 4..<drawing.picture.width
            where y < Int(drawing.place(0, 0).y) - 4 && drawing.picture[x, y].difference(page) > 100 {
                ink.append((x, y))
            }
        }
        #expect(ink.count > 200)
        #expect(ink.allSatisfy { box.grown(by: 2).contains(Point(x: Double($0.0), y: Double($0.1))) })
    }
}
