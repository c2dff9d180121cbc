import Foundation
import Testing
import Text

@testable import Document

/// The numbers behind a figure, on the page and in their file.
@Suite struct DataTableTests {
    /// What a page shows of a figure with that many numbers, as the texts of its table's rows.
    private func shownRows(of count: Int) throws -> (rows: [String], words: String) {
        let size = PhysicalSize(width: 80, height: 40)
        let figure = SampleContext.Figure { _ in
            DocumentFigure(
                SampleDrawing(size: size), size: size, caption: "c", alternativeText: "a",
                data: DataTable([
                    .init("episode", Array(1...count)), .init("error", (1...count).map { Double($0) / 2 }),
                ]))
        }
        let page = try Sample.page("```{figure} f\n```", SampleContext(figures: ["f": figure]))
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
