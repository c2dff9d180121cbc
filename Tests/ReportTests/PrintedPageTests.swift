import Foundation
import TestSupport
import Testing

@testable import Document

/// The report on paper.
@Suite(.serialized) struct PrintedPageTests {
    /// A word on a sheet, in points from the top left corner of the paper.
    private struct Word {
        var left, top, right, bottom: Double
        var text: String
    }

    private struct Sheet {
        var width, height: Double
        var words: [Word]

        /// The lowest text, apart from the page number.
        var end: Double { words.map(\.bottom).filter { $0 < height - 45 }.max() ?? 0 }
    }

    private func sheets(of pdf: String) throws -> [Sheet] {
        let text = try runProgram("/usr/bin/pdftotext", ["-bbox", pdf, "-"]).output
        func numbers(_ line: Substring) -> [Double] {
            line.matches(of: /(?:width|height|xMin|yMin|xMax|yMax)="([\d.]+)"/).compactMap { Double($0.1) }
        }
        return text.split(separator: "\n").reduce(into: []) { sheets, line in
            let numbers = numbers(line)
            if line.contains("<page "), numbers.count == 2 {
                sheets.append(Sheet(width: numbers[0], height: numbers[1], words: []))
            } else if line.contains("<word "), numbers.count == 4 {
                let text = line.split(separator: ">", maxSplits: 1).last?.prefix { $0 != "<" } ?? ""
                sheets[sheets.count - 1].words.append(
                    Word(
                        left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3],
                        text: String(text)))
            }
        }
    }

    /// - Parameter most: the largest number of sheets.
    private func print(_ arguments: [String], most: Int) throws {
        try withTemporaryFolder { folder in
            try ReportCommandTests.train("run", in: folder, arguments)
            let report = try runProgram(
                Package.command("bohp-report"), ["run", "--dpi", "60"], in: folder)
            try #require(report.status == 0, "\(report.error)")
            let script = Package.root.appending(path: "Tests/Browser/print_page.py").path
            let printed = try runProgram(
                "/usr/bin/python3", [script, report.output.trimmed, folder.path], in: folder)
            try #require(printed.status == 0, "\(printed.error)")
            for paper in ["a4", "letter"] {
                let pdf = folder.appending(path: paper + ".pdf").path
                let sheets = try sheets(of: pdf)
                #expect(sheets.count > 3 && sheets.count <= most, "\(paper): \(sheets.count) sheets")
                for (index, sheet) in sheets.enumerated() {
                    let place = "sheet \(index + 1) on \(paper)"
                    #expect(
                        sheet.words.last { $0.top > sheet.height - 45 }?.text == "\(index + 1)", "\(place)")
                    let margin = 13 / 25.4 * 72 - 1
                    #expect(
                        sheet.words.allSatisfy { $0.left >= margin && $0.right <= sheet.width - margin },
                        "\(place)")
                    // Nothing but the last sheet ends in its upper third.
                    if index < sheets.count - 1 {
                        #expect(sheet.end > sheet.height / 3, "\(place): \(sheet.end)")
                    }
                    #expect(sheet.words.count > 20, "\(place)")
                }
                // Journals ask for 300 pixels per inch.
                let images = try runProgram("/usr/bin/pdfimages", ["-list", pdf]).output
                let resolutions = images.split(separator: "\n").dropFirst(2).compactMap { row in
                    Int(row.split(separator: " ")[12])
                }
                #expect(!resolutions.isEmpty && resolutions.allSatisfy { $0 >= 300 }, "\(resolutions)")
            }
        }
    }

    @Test func theReportIsPrintedWithoutCutColumnsOrEmptySheets() throws {
        try print(["--check-gradients"], most: 16)
    }

    @Test func aLargeNetworkTearsNoSheet() throws {
        try print(["--pattern-size", "100"], most: 16)
    }
}
