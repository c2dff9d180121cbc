import Foundation
import TestSupport
import Testing

@testable import Plot

/// A figure of one panel, drawn, with all that a test needs to look at it.
struct Drawing {
    let layout: FigureLayout
    let picture: Picture
    let dotsPerInch: Double
    let theme: Theme

    init(_ figure: Figure, dotsPerInch: Double = 150, theme: Theme = .light) throws {
        layout = try figure.layout()
        picture = try Picture(png: layout.png(dotsPerInch: dotsPerInch, theme: theme))
        self.dotsPerInch = dotsPerInch
        self.theme = theme
    }

    init(_ panel: Panel, width: Double = 80, height: Double = 60, theme: Theme = .light) throws {
        try self.init(
            Figure(width: .millimetres(width), height: .millimetres(height), panels: [panel]), theme: theme)
    }

    /// The colour of the pixel at a place in the data of a panel.
    func pixel(_ x: Double, _ y: Double, panel: Int = 0) -> Picture.Pixel {
        let place = place(x, y, panel: panel)
        return picture[Int(place.x), Int(place.y)]
    }

    /// A place in the data, in pixels.
    func place(_ x: Double, _ y: Double, panel: Int = 0) -> Point {
        layout.panels[panel].pixel(x: x, y: y, dotsPerInch: dotsPerInch)
    }

    /// Whether an ink is seen within a pixel of a place in the data.
    func shows(_ ink: Ink, _ x: Double, _ y: Double, tolerance: Int = 12) -> Bool {
        let place = place(x, y)
        return picture.contains(
            Picture.Pixel(ink.color(in: theme)), x: Int(place.x) - 1...Int(place.x) + 1,
            y: Int(place.y) - 1...Int(place.y) + 1, tolerance: tolerance)
    }

    /// Whether there is nothing but the page within a pixel of a place in the data.
    func isBare(_ x: Double, _ y: Double) -> Bool {
        let place = place(x, y)
        return picture.count(
            of: Picture.Pixel(theme.background), x: Int(place.x) - 1...Int(place.x) + 1,
            y: Int(place.y) - 1...Int(place.y) + 1, tolerance: 0) == 9
    }
}

extension Drawing: CustomTestStringConvertible {
    var testDescription: String { "\(picture.width) × \(picture.height) pixels" }
}

extension Picture.Pixel {
    init(_ color: Color) { self.init(color.hex) }

    /// What a translucent colour gives on a page.
    init(_ color: Color, over page: Color) {
        func mix(_ new: UInt8, _ old: UInt8) -> Int {
            Int((Double(old) + (Double(new) - Double(old)) * color.opacity).rounded())
        }
        self.init(
            red: mix(color.red, page.red), green: mix(color.green, page.green),
            blue: mix(color.blue, page.blue))
    }
}

/// Random numbers that are the same in every run (Knuth's MMIX linear congruential generator).
struct Noise: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 2_685_821_657_736_338_717 &+ 1 }

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 31
    }

    mutating func unit() -> Double { Double.random(in: 0..<1, using: &self) }

    /// Normally distributed (Box and Muller).
    mutating func normal() -> Double {
        (-2 * log(1 - unit())).squareRoot() * cos(2 * .pi * unit())
    }
}
