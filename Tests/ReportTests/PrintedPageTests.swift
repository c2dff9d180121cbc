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

    /// - Parameters:
    ///   - sheetCounts: how many sheets there may be.
    ///   - names: words of the page that no line may break.
    ///   - prepare: makes what is reported.
    private func print(
        _ arguments: [String], _ sheetCounts: ClosedRange<Int>, whole names: [String] = [],
        prepare: (URL) throws -> Void
    ) throws {
        try withTemporaryFolder { folder in
            try prepare(folder)
            let report = try runProgram(
                Package.command("bohp-report"), arguments + ["--dpi", "60"], in: folder)
            try #require(report.status == 0, "\(report.error)")
            let script = Package.root.appending(path: "Tests/Browser/print_page.py").path
            let printed = try runProgram(
                "/usr/bin/python3", [script, report.output.trimmed, folder.path], in: folder)
            try #require(printed.status == 0, "\(printed.error)")
            for paper in ["a4", "letter"] {
                let pdf = folder.appending(path: paper + ".pdf").path
                let sheets = try sheets(of: pdf)
                #expect(sheetCounts.contains(sheets.count), "\(paper): \(sheets.count) sheets")
                // A word that is broken is two words.
                let words = sheets.flatMap(\.words).map(\.text)
                for name in names {
                    #expect(words.contains { $0.contains(name) }, "\(name) on \(paper)")
                    let pieces = words.filter { $0.hasSuffix("-") && name.hasPrefix($0) }
                    #expect(pieces.isEmpty, "\(name) on \(paper): \(pieces)")
                }
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
        try print(["run"], 4...16) { try ReportCommandTests.train("run", in: $0, ["--check-gradients"]) }
    }

    @Test func aLargeNetworkTearsNoSheet() throws {
        try print(["run"], 4...16) { try ReportCommandTests.train("run", in: $0, ["--pattern-size", "100"]) }
    }

    @Test func aComparisonBreaksNoNameOfARun() throws {
        let names = (1...6).flatMap { ["plastic-\($0)", "fixed-\($0)"] }
        try print(names, 2...10, whole: names) { folder in
            for name in names {
                try ReportCommandTests.train(
                    name, in: folder,
                    ["--seed", String(name.suffix(1))] + (name.hasPrefix("fixed") ? ["--no-plasticity"] : []))
            }
        }
    }

    @Test func aSweepIsPrintedWithoutCutColumnsOrEmptySheets() throws {
        try print(["--sweep", "sweeps/lab"], 2...10, prepare: ShippedPageTests.sweep)
    }
}
