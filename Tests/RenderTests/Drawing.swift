import Foundation
import TestSupport
import Testing

@testable import Plot
@testable import Render

/// A figure of one panel, drawn, with all that a test needs to look at it.
struct Drawing {
    let scene: Scene
    let picture: Picture
    let dotsPerInch: Double
    let theme: Theme

    init(_ figure: Figure, dotsPerInch: Double = 150, theme: Theme = .light) throws {
        try self.init(figure.scene(), dotsPerInch: dotsPerInch, theme: theme)
    }

    init(_ scene: Scene, dotsPerInch: Double = 150, theme: Theme = .light) throws {
        self.scene = scene
        picture = try Picture(png: GDRenderer(dotsPerInch: dotsPerInch).render(scene, theme: theme))
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
        scene.panels[panel].pixel(x: x, y: y, dotsPerInch: dotsPerInch)
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

extension Figure {
    /// The figure as a PNG picture.
    func png(dotsPerInch: Double, theme: Theme = .light) throws -> Data {
        try GDRenderer(dotsPerInch: dotsPerInch).render(scene(), theme: theme)
    }
}
