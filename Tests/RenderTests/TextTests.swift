import CGD
import Foundation
import TestSupport
import Testing

@testable import Plot
@testable import Render

/// Texts are drawn where and as large as the scene says.
@Suite struct TextTests {
    @Test func theSameAtEveryResolution() throws {
        let panel = Panel(x: .linear(title: "x"), marks: [.line(y: [1, 3, 2])])
        let scene = try Figure(width: .millimetres(50), height: .millimetres(40), panels: [panel]).scene()
        for dpi in [72.0, 96, 150, 333.3, 600, 1000] {
            let picture = try Picture(png: GDRenderer(dotsPerInch: dpi).render(scene, theme: .light))
            #expect(abs(Double(picture.width) - 50 / 25.4 * dpi) <= 0.5)
            #expect(abs(Double(picture.height) - 40 / 25.4 * dpi) <= 0.5)
            // The left axis line where the scene says.
            let area = scene.panels[0].plotArea.scaled(by: dpi / 72)
            let page = Picture.Pixel(Theme.light.background)
            let (x, y) = (Int(area.minX.rounded()), Int(area.midY))
            #expect((-1...1).contains { picture[x + $0, y].difference(page) > 120 })
        }
    }

    @Test func inkOfEveryTextIsInItsBox() throws {
        let panel = Panel(
            x: .linear(title: "*w* of 10^{−3} gap_{ij}", domain: -100...100),
            y: .linear(title: "Ångström (µg)", domain: 0...1e-5), marks: [])
        for dpi in [100.0, 300, 600] {
            let scene = try Figure(width: .singleColumn, panels: [panel]).scene()
            let picture = try Picture(png: GDRenderer(dotsPerInch: dpi).render(scene, theme: .light))
            let page = Picture.Pixel(Theme.light.background)
            let boxes = scene.texts.map { $0.box.grown(by: 1.2).scaled(by: dpi / 72) }
            let axes = scene.panels[0].plotArea.grown(by: 3.6).scaled(by: dpi / 72)
            var outside = 0
            for y in 0..<picture.height {
                for x in 0..<picture.width where picture[x, y].difference(page) > 90 {
                    let point = Point(x: Double(x) + 0.5, y: Double(y) + 0.5)
                    if !axes.contains(point), !boxes.contains(where: { $0.contains(point) }) { outside += 1 }
                }
            }
            #expect(outside == 0, "\(outside) pixels of text outside of their boxes at \(dpi) dpi")
        }
    }

    @Test func textOfTheRightSize() throws {
        // Capitals of Liberation Sans and its likes are 0.72 of the font size high.
        let panel = Panel(
            x: .linear(domain: 0...1, ticks: .none), y: .linear(domain: 0...1, ticks: .none),
            marks: [.text("H", x: 0.5, y: 0.5, size: 20)])
        let drawing = try Drawing(
            Figure(width: .millimetres(60), height: .millimetres(40), panels: [panel]), dotsPerInch: 600)
        let place = drawing.place(0.5, 0.5)
        let page = Picture.Pixel(Theme.light.background)
        let rows = (Int(place.y) - 150...Int(place.y) + 150).filter { y in
            (Int(place.x) - 80...Int(place.x) + 80).contains { drawing.picture[$0, y].difference(page) > 128 }
        }
        let expected = 20 * 0.72 * 600.0 / 72
        #expect(abs(Double(rows.count) - expected) < 6)
    }

    /// Layout measures text by FreeType itself and libgd draws it: both must find the same size, to the last
    /// digit.
    @Test(arguments: RichText.Face.allCases) func textIsMeasuredAsLibgdSetsIt(face: RichText.Face) throws {
        let metrics = try FontMetrics(fonts: .system())
        let texts = [
            "", " ", "0", "1", "\u{2212}0.25", "10", "12,345.67", "AVATAR Wo. Ty, LT", "fi ffl Episode (×10",
            "Ångström (µg)",
            "α ∘ hebb", "a & b &amp; c", "trailing  ", "“quoted” – dash", "Loss", "Bit error rate (%)",
            "ij gy pq",
            "Erased bits of the cue (%)", "RTRL, growing as N", "≤ ≥ ≈ ∞ √ ∑", "\u{1F600}", "f'(x) = 1/T",
        ]
        for text in texts {
            for size in [4.9, 5.25, 5.6, 6, 7, 7.5, 8, 9, 12.34, 20] {
                for piece in try metrics.split(text, face: face) {
                    let extent = try metrics.measure(piece.text, font: piece.font, size: size)
                    let corners = try GDText.draw(
                        piece.text, on: nil, path: piece.font.path, size: size, angle: 0, x: 0, y: 0,
                        color: 0,
                        resolution: 72 * 64)
                    #expect(extent.advance == Double(corners[2]) / 64, "“\(piece.text)” at \(size) pt")
                    #expect(extent.top == Double(corners[5]) / 64, "“\(piece.text)” at \(size) pt")
                    #expect(extent.bottom == Double(corners[1]) / 64, "“\(piece.text)” at \(size) pt")
                    #expect(extent.glyphs.count == piece.text.unicodeScalars.count)
                    let sum = extent.glyphs.reduce(0) { $0 + $1.advance }
                    #expect(abs(sum - extent.advance) <= 1.0 / 64)
                }
            }
        }
    }
}
