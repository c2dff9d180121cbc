import Foundation
import Plot
import Render
import Testing
import Text

@testable import Document
@testable import Report

@Suite struct FigureContentTests {
    @Test func aPlotKeepsItsSizeInEveryRendering() throws {
        let figure = Plot.Figure(
            width: .singleColumn, height: .millimetres(50),
            panels: [
                Panel(x: .linear(title: "Episode"), y: .linear(title: "Error"), marks: [.line(y: [3, 2, 1])])
            ])
        let content = try FigureContent(
            figure, caption: "c", alternativeText: "a", data: DataTable([.init("error", [3.0, 2, 1])])
        ).laidOut()
        #expect(abs(content.size.width - 89) < 1e-9 && abs(content.size.height - 50) < 1e-9)
        for (dpi, width, height) in [(600.0, 2102, 1181), (Page.dotsPerInch, 1086, 610)] {
            let light = try GDRenderer(dotsPerInch: dpi).render(content.drawing, theme: .light)
            let dark = try GDRenderer(dotsPerInch: dpi).render(content.drawing, theme: .dark)
            for png in [light, dark] {
                // The size in the PNG's own header: big-endian, behind the signature and the chunk's head.
                let header = png[16..<24].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                #expect(header == UInt64(width) << 32 | UInt64(height))
            }
            #expect(light != dark)
        }
    }
}
