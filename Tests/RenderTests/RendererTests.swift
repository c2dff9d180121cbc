import Foundation
import Plot
import Render
import TestSupport
import Testing

/// A format that lists the shapes of a scene, with public API only.
private struct ShapeLister: Renderer {
    static let fileExtension = "txt"

    init(dotsPerInch: Double) {}

    func render(_ scene: Scene, theme: Theme, words: PictureWords) throws -> Data {
        Data(scene.shapes.flatMap(Self.names).joined(separator: " ").utf8)
    }

    private static func names(_ shape: Shape) -> [String] {
        switch shape {
        case .rectangles(let rects, _): ["rectangles:\(rects.count)"]
        case .rules(let lines, _, _): ["rules:\(lines.count)"]
        case .stroke(let path, _): ["stroke:\(path.contours.count)"]
        case .polyline(let path, _): ["polyline:\(path.contours.count)"]
        case .areas(let areas, _): ["areas:\(areas.count)"]
        case .discs(let centers, _, _): ["discs:\(centers.count)"]
        case .cells(let grid): ["cells:\(grid.values.count)"]
        case .text(let text): ["text:\(text.text)"]
        case .group(_, _, let shapes): shapes.flatMap(names)
        }
    }
}

/// The list of formats, and scenes that no figure made.
@Suite struct RendererTests {
    private static let scene = Scene(
        width: .points(72), height: .points(36),
        shapes: [
            .rectangles([Rect(x: 0, y: 0, width: 36, height: 36)], .fixed(Color(0xFF0000))),
            .group(
                .mark, clip: Rect(x: 40, y: 10, width: 10, height: 10),
                [
                    .rectangles([Rect(x: 36, y: 0, width: 36, height: 36)], .fixed(Color(0x0000FF))),
                    // The clip of the inner group reaches farther than that of the outer.
                    .group(
                        .mark, clip: Rect(x: 45, y: 0, width: 27, height: 36),
                        [.rectangles([Rect(x: 0, y: 0, width: 72, height: 36)], .ink)]),
                ]),
        ])

    @Test func everyFormatHasItsOwnNameAndDrawsAnything() throws {
        let names = Renderers.all.map { $0.fileExtension }
        #expect(names.contains("png") && Set(names).count == names.count)
        for type in Renderers.all {
            #expect(try !type.init(dotsPerInch: 72).render(Self.scene, theme: .light).isEmpty)
        }
    }

    @Test func clipsOfGroupsWithinGroupsIntersect() throws {
        let picture = try Picture(png: GDRenderer(dotsPerInch: 72).render(Self.scene, theme: .light))
        #expect(picture.width == 72 && picture.height == 36)
        #expect(picture[35, 35] == Picture.Pixel(0xFF0000) && picture[36, 15] == Picture.Pixel(0xFFFFFF))
        #expect(picture[40, 10] == Picture.Pixel(0x0000FF) && picture[44, 19] == Picture.Pixel(0x0000FF))
        #expect(picture[45, 10] == Picture.Pixel(Theme.light.ink.hex))
        #expect(picture[50, 15] == Picture.Pixel(0xFFFFFF) && picture[45, 20] == Picture.Pixel(0xFFFFFF))
    }

    @Test func aFormatIsOneTypeOutsideOfTheModule() throws {
        let panel = Panel(
            x: .linear(domain: 0...1, ticks: .none), y: .linear(domain: 0...1, ticks: .none),
            marks: [.line(x: [0, 1], y: [0, 1]), .rule(y: 0.5), .text("here", x: 0.5, y: 0.5)])
        let scene = try Figure(width: .singleColumn, panels: [panel]).scene()
        let list = String(
            decoding: try ShapeLister(dotsPerInch: 72).render(scene, theme: .dark), as: UTF8.self)
        #expect(list == "polyline:1 rules:1 rules:2 text:here")
    }
}
