import Foundation
import Plot
import Testing
import Text

@testable import Report

@Suite struct FigureContentTests {
    @Test func aPlotKeepsItsSizeInEveryRendering() throws {
        let figure = Plot.Figure(
            width: .singleColumn, height: .millimetres(50),
            panels: [
                Panel(x: .linear(title: "Episode"), y: .linear(title: "Error"), marks: [.line(y: [3, 2, 1])])
            ])
        let content = try FigureContent(
            figure, caption: "c", alternativeText: "a", data: DataTable([.init("error", [3.0, 2, 1])]))
        #expect(abs(content.size.width - 89) < 1e-9 && abs(content.size.height - 50) < 1e-9)
        for (dpi, width, height) in [(600.0, 2102, 1181), (Page.dotsPerInch, 841, 472)] {
            let light = try content.draw(Rendering(dotsPerInch: dpi, appearance: .light))
            let dark = try content.draw(Rendering(dotsPerInch: dpi, appearance: .dark))
            for image in [light, dark] {
                #expect(image.width == width && image.height == height)
                // The size in the PNG's own header: big-endian, behind the signature and the chunk's head.
                let header = image.png[16..<24].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                #expect(header == UInt64(width) << 32 | UInt64(height))
            }
            #expect(light.png != dark.png)
        }
    }

    /// What a page shows of a figure with that many numbers, as the texts of its table's rows.
    private func shownRows(of count: Int) throws -> (rows: [String], words: String) {
        let size = PhysicalSize(width: 80, height: 40)
        let figure = Material.NamedFigure("f", "numbers") { _ in
            FigureContent(
                size: size, caption: "c", alternativeText: "a",
                data: DataTable([
                    .init("episode", Array(1...count)), .init("error", (1...count).map { Double($0) / 2 }),
                ])
            ) { try Sample.picture(size, $0) }
        }
        let page = try Sample.page(
            "```{figure} f\n```", Material(values: [], tables: [], figures: [figure]))
        let body = try #require(
            page.components(separatedBy: "<tbody>").last?.components(separatedBy: "</tbody>").first)
        let rows = body.components(separatedBy: "</tr>").dropLast().map {
            $0.replacing(#/<[^>]+>/#, with: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        let words = try #require(
            page.components(separatedBy: "</table>").last?.components(separatedBy: "</p>").first)
        return (rows, words)
    }

    @Test func aShortTableIsShownWhole() throws {
        for count in [1, 40] {
            let (rows, words) = try shownRows(of: count)
            #expect(rows == (1...count).map { "\($0) \(NumberText.general(Double($0) / 2))" })
            #expect(words.contains("All digits are in") && !words.contains("rows"))
        }
    }

    @Test func aLongTableShowsBothEndsAndSaysSo() throws {
        let (rows, words) = try shownRows(of: 12_345)
        #expect(rows.count == 21)
        #expect(rows[0] == "1 0.5" && rows[9] == "10 5" && rows[10] == "… 12,325 more rows …")
        #expect(rows[11] == "12336 6168" && rows[20] == "12345 6172.5")
        #expect(
            words.contains(
                "The first 10 and the last 10 of 12,345 rows. All of them, with all digits, are in"))
    }
}
