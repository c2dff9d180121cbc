import Foundation
import Plot
import TestSupport
import Testing

@testable import Report

/// A figure of the catalogue, drawn, with its pixels at hand.
struct DrawnFigure {
    let content: FigureContent
    let layout: FigureLayout
    private let picture: Picture
    private let theme: Theme
    private let dotsPerInch: Double

    init(
        _ content: FigureContent?, appearance: Rendering.Appearance = .light, dotsPerInch: Double = 200
    ) throws {
        self.content = try #require(content)
        layout = try #require(self.content.layout)
        theme = appearance == .light ? .light : .dark
        self.dotsPerInch = dotsPerInch
        let image = try self.content.draw(Rendering(dotsPerInch: dotsPerInch, appearance: appearance))
        picture = try Picture(png: image.png)
        #expect(picture.width == image.width && picture.height == image.height)
    }

    /// Whether the pixel at a place in the data of a panel has the colour of a value.
    func shows(_ value: Double, _ x: Double, _ y: Double, panel: Int = 0) -> Bool {
        isNear(layout.panels[panel].colors.color(value, theme: theme), x, y, panel)
    }

    /// Whether the pixel at a place has an ink's colour.
    func shows(_ ink: Ink, _ x: Double, _ y: Double, panel: Int = 0) -> Bool {
        isNear(ink.color(in: theme), x, y, panel)
    }

    /// A picture of few colours may be a step or two off.
    private func isNear(_ color: Color, _ x: Double, _ y: Double, _ panel: Int) -> Bool {
        let place = layout.panels[panel].pixel(x: x, y: y, dotsPerInch: dotsPerInch)
        return picture[Int(place.x), Int(place.y)].difference(Picture.Pixel(color.hex)) <= 5
    }

    /// Whether an ink, opaque or not, is seen within a pixel of a place, as thin lines and dots need it.
    func shows(near ink: Ink, panel: Int = 0, _ x: Double, _ y: Double, tolerance: Int = 24) -> Bool {
        let page = theme.background
        let color = ink.color(in: theme)
        func blended(_ channel: UInt8, _ behind: UInt8) -> Int {
            Int((Double(behind) + (Double(channel) - Double(behind)) * color.opacity).rounded())
        }
        let expected = Picture.Pixel(
            red: blended(color.red, page.red), green: blended(color.green, page.green),
            blue: blended(color.blue, page.blue))
        return pixels(around: x, y, panel: panel).contains { $0.difference(expected) <= tolerance }
    }

    /// Whether there is nothing but the page within a pixel of a place.
    func isBare(panel: Int = 0, _ x: Double, _ y: Double) -> Bool {
        let pixels = pixels(around: x, y, panel: panel)
        return !pixels.isEmpty && pixels.allSatisfy { $0 == Picture.Pixel(theme.background.hex) }
    }

    /// No pixels at all if the place is outside the picture.
    private func pixels(around x: Double, _ y: Double, panel: Int) -> [Picture.Pixel] {
        let place = layout.panels[panel].pixel(x: x, y: y, dotsPerInch: dotsPerInch)
        guard place.x >= 1, place.y >= 1, place.x < Double(picture.width - 1),
            place.y < Double(picture.height - 1)
        else { return [] }
        return (-1...1).flatMap { down in
            (-1...1).map { right in picture[Int(place.x) + right, Int(place.y) + down] }
        }
    }

    /// Texts of one role.
    func texts(_ role: PlacedText.Role, panel: Int? = nil) -> [String] {
        let all = panel.map { layout.panels[$0].texts } ?? layout.texts
        return all.filter { $0.role == role }.map(\.text)
    }

    /// Pairs of texts that are written over each other, and texts that leave the figure.
    var misplacedTexts: [String] {
        let texts = layout.texts
        let page = Rect(
            x: -0.01, y: -0.01, width: layout.width.points + 0.02, height: layout.height.points + 0.02)
        let outside = texts.filter { !page.contains($0.box) }.map {
            "\($0.text) leaves the figure: \($0.box)"
        }
        let overlapping = texts.indices.flatMap { first in
            texts.indices.filter { $0 > first && texts[first].box.overlaps(texts[$0].box) }
                .map { "\(texts[first].text) over \(texts[$0].text)" }
        }
        return outside + overlapping
    }
}

extension DataTable {
    /// The numbers of a column; `nil` if there is no such column, or it holds no numbers.
    func numbers(_ name: String) -> [Double]? {
        switch columns.first(where: { $0.name == name })?.cells {
        case .numbers(let numbers): numbers
        case .integers(let integers): integers.map(Double.init)
        default: nil
        }
    }
}
