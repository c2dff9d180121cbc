import CGD
import Foundation
import Plot
import Testing

@testable import Report

/// A figure of the catalogue, drawn, with its pixels at hand.
struct DrawnFigure {
    let content: FigureContent
    let layout: FigureLayout
    let width: Int
    let height: Int
    private let theme: Theme
    private let dotsPerInch: Double
    /// 0xRRGGBB, row after row.
    private let pixels: [Int32]

    init(
        _ content: FigureContent?, appearance: Rendering.Appearance = .light, dotsPerInch: Double = 200
    ) throws {
        self.content = try #require(content)
        layout = try #require(self.content.layout)
        theme = appearance == .light ? .light : .dark
        self.dotsPerInch = dotsPerInch
        let image = try self.content.draw(Rendering(dotsPerInch: dotsPerInch, appearance: appearance))
        var png = image.png
        let decoded = try #require(
            png.withUnsafeMutableBytes { gdImageCreateFromPngPtr(Int32($0.count), $0.baseAddress) })
        defer { gdImageDestroy(decoded) }
        (width, height) = (image.width, image.height)
        #expect(decoded.pointee.sx == Int32(width) && decoded.pointee.sy == Int32(height))
        pixels = (0..<decoded.pointee.sy).flatMap { y in
            (0..<decoded.pointee.sx).map { gdImageGetTrueColorPixel(decoded, $0, y) & 0xFF_FFFF }
        }
    }

    /// The pixel at a place in the data of a panel.
    func color(_ x: Double, _ y: Double, panel: Int = 0) -> Color {
        let place = layout.panels[panel].pixel(x: x, y: y, dotsPerInch: dotsPerInch)
        return Color(UInt32(pixels[Int(place.y) * width + Int(place.x)]))
    }

    /// Whether the pixel at a place has the colour of a value.
    func shows(_ value: Double, _ x: Double, _ y: Double, panel: Int = 0) -> Bool {
        isNear(color(x, y, panel: panel), layout.panels[panel].colors.color(value, theme: theme))
    }

    /// Whether the pixel at a place has an ink's colour.
    func shows(_ ink: Ink, _ x: Double, _ y: Double, panel: Int = 0) -> Bool {
        isNear(color(x, y, panel: panel), ink.color(in: theme))
    }

    private func isNear(_ first: Color, _ second: Color) -> Bool {
        func difference(_ one: UInt8, _ two: UInt8) -> Int { abs(Int(one) - Int(two)) }
        return max(
            difference(first.red, second.red), difference(first.green, second.green),
            difference(first.blue, second.blue)) <= 5
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
        let outside = texts.filter { !page.contains($0.box) }.map { "\($0.text) leaves the figure" }
        let overlapping = texts.indices.flatMap { first in
            texts.indices.filter { $0 > first && texts[first].box.overlaps(texts[$0].box) }
                .map { "\(texts[first].text) over \(texts[$0].text)" }
        }
        return outside + overlapping
    }
}

extension DataTable {
    /// The numbers of a column, whole or not.
    func numbers(_ name: String) -> [Double] {
        switch columns.first(where: { $0.name == name })?.cells {
        case .numbers(let numbers): numbers
        case .integers(let integers): integers.map(Double.init)
        default: []
        }
    }
}
