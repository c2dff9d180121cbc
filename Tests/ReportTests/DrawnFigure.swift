import Foundation
import Plot
import Render
import TestSupport
import Testing

import Document

@testable import Report

/// A figure of the catalogue, drawn, with its pixels at hand.
struct DrawnFigure {
    let content: DocumentFigure<Scene>
    let scene: Scene
    private let picture: Picture
    private let theme: Theme
    private let dotsPerInch: Double

    init(
        _ content: DocumentFigure<Scene>?, theme: Theme = .light, dotsPerInch: Double = 200
    ) throws {
        self.content = try #require(content)
        scene = self.content.drawing
        self.theme = theme
        self.dotsPerInch = dotsPerInch
        picture = try Picture(png: GDRenderer(dotsPerInch: dotsPerInch).render(scene, theme: theme))
        #expect(abs(Double(picture.width) - scene.width.points * dotsPerInch / 72) <= 0.5)
        #expect(abs(Double(picture.height) - scene.height.points * dotsPerInch / 72) <= 0.5)
    }

    /// Whether the pixel at a place in the data of a panel has the colour of a value.
    func shows(_ value: Double, _ x: Double, _ y: Double, panel: Int = 0) -> Bool {
        isNear(scene.panels[panel].colors.color(value, theme: theme), x, y, panel)
    }

    /// Whether the pixel at a place has an ink's colour.
    func shows(_ ink: Ink, _ x: Double, _ y: Double, panel: Int = 0) -> Bool {
        isNear(ink.color(in: theme), x, y, panel)
    }

    /// A picture of few colours may be a step or two off.
    private func isNear(_ color: Color, _ x: Double, _ y: Double, _ panel: Int) -> Bool {
        let place = scene.panels[panel].pixel(x: x, y: y, dotsPerInch: dotsPerInch)
        return picture[Int(place.x), Int(place.y)].difference(Picture.Pixel(color.hex)) <= 5
    }

    /// Whether an ink is seen within a pixel of a place in the data of a panel, as thin lines may be; a
    /// translucent ink as it looks on the page.
    func shows(
        _ ink: Ink, near x: Double, _ y: Double, panel: Int = 0, tolerance: Int = 24
    ) -> Bool {
        let (color, page) = (ink.color(in: theme), theme.background)
        func onPage(_ channel: UInt8, _ page: UInt8) -> Int {
            Int((Double(page) + (Double(channel) - Double(page)) * color.opacity).rounded())
        }
        let expected = Picture.Pixel(
            red: onPage(color.red, page.red), green: onPage(color.green, page.green),
            blue: onPage(color.blue, page.blue))
        return pixels(around: x, y, panel).contains { $0.difference(expected) <= tolerance }
    }

    /// Whether there is nothing but the page within a pixel of a place in the data of a panel.
    func isBare(_ x: Double, _ y: Double, panel: Int = 0) -> Bool {
        let pixels = pixels(around: x, y, panel)
        return !pixels.isEmpty && pixels.allSatisfy { $0 == Picture.Pixel(theme.background.hex) }
    }

    /// No pixels at all if the place is outside the picture.
    private func pixels(around x: Double, _ y: Double, _ panel: Int) -> [Picture.Pixel] {
        let place = scene.panels[panel].pixel(x: x, y: y, dotsPerInch: dotsPerInch)
        guard place.x >= 1, place.y >= 1, place.x < Double(picture.width - 1),
            place.y < Double(picture.height - 1)
        else { return [] }
        return (-1...1).flatMap { down in
            (-1...1).map { right in picture[Int(place.x) + right, Int(place.y) + down] }
        }
    }

    /// Texts of one role.
    func texts(_ role: PlacedText.Role, panel: Int? = nil) -> [String] {
        let all = panel.map { scene.panels[$0].texts } ?? scene.texts
        return all.filter { $0.role == role }.map(\.text)
    }

    /// Pairs of texts that are written over each other, and texts that leave the figure.
    var misplacedTexts: [String] {
        let texts = scene.texts
        let page = Rect(
            x: -0.01, y: -0.01, width: scene.width.points + 0.02, height: scene.height.points + 0.02)
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

extension DrawnFigure: CustomTestStringConvertible {
    /// Not all its pixels.
    var testDescription: String { "\(picture.width) × \(picture.height) pixels" }
}

extension DataTable {
    /// The numbers of a column, whole or not.
    func numbers(_ name: String) -> [Double] {
        columns.first { $0.name == name }?.cells.compactMap(\.asNumber) ?? []
    }
}
