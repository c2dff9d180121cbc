import Foundation
import TestSupport
import Testing

@testable import Document

/// Pages of the shipped templates, by the rules of HTML and in a browser.
@Suite(.serialized) struct ShippedPageTests {
    /// A sweep of which every figure can be drawn.
    static func sweep(in folder: URL) throws {
        let lab = """
            episodes: 60
            evaluation_episodes: 4
            task: {name: associative-memory, pattern_size: 8, patterns: 2}
            parameters: {learning_rate: [1e-3, 1e-2, 1e-1], eta: [0.5, 0.9]}
            seeds: 0-2
            """
        try folder.write(lab, to: "lab.yaml")
        let result = try runProgram(
            Package.command("bohp-sweep"), ["--no-report", "lab.yaml"], in: folder)
        try #require(result.status == 0, "\(result.error)")
    }

    @Test func pagesOfTheShippedTemplatesWorkInABrowser() throws {
        try withTemporaryFolder { folder in
            try ReportCommandTests.train("first", in: folder)
            try ReportCommandTests.train("second", in: folder, ["--no-plasticity"])
            try Self.sweep(in: folder)
            for arguments in [
                ["first"], ["first", "-t", "paper"], ["first", "second"], ["--sweep", "sweeps/lab"],
            ] {
                let output = folder.appending(path: "output").path
                let result = try runProgram(
                    Package.command("bohp-report"), arguments + ["--dpi", "100", "-o", output], in: folder)
                try #require(result.status == 0, "\(result.error)")
                // Figures of a row are on one sheet, too, which has no data of its own.
                let figures = folder.appending(path: "output").files.count {
                    $0.contains(#/figures/.*\.csv/#)
                }
                #expect(try PageLook.problems(of: result.output.trimmed, figures: figures) == [])
                try FileManager.default.removeItem(atPath: output)
            }
        }
    }

    @Test func pagesOfTheShippedTemplatesAreValid() throws {
        try withTemporaryFolder { folder in
            try ReportCommandTests.train("first", in: folder)
            try ReportCommandTests.train("second", in: folder, ["--no-plasticity"])
            try Self.sweep(in: folder)
            var pages: [String] = []
            for (index, arguments) in [
                ["first"], ["first", "-t", "paper"], ["first", "second"], ["--sweep", "sweeps/lab"],
            ].enumerated() {
                let result = try runProgram(
                    Package.command("bohp-report"), arguments + ["--dpi", "60", "-o", "out-\(index)"],
                    in: folder)
                try #require(result.status == 0, "\(result.error)")
                pages.append(folder.appending(path: result.output.trimmed).path)
            }
            #expect(try HTMLChecker.findings(in: pages) == [])
        }
    }

    /// A PDF has the texts of the SVG of the same figure, and journals take its fonts.
    @Test func vectorFilesOfTheShippedTemplatesAreSound() throws {
        try withTemporaryFolder { folder in
            try ReportCommandTests.train("first", in: folder, ["--check-gradients"])
            try ReportCommandTests.train("second", in: folder, ["--no-plasticity"])
            for (runs, count) in [(["first"], 26), (["first", "second"], 2)] {
                let report = try runProgram(
                    Package.command("bohp-report"), runs + ["--format", "pdf,svg", "-o", "out"], in: folder)
                try #require(report.status == 0, "\(report.error)")
                func output(_ program: String, _ arguments: [String]) throws -> String {
                    let result = try runProgram("/usr/bin/env", [program] + arguments, in: folder)
                    #expect(result.status == 0 && result.error.isEmpty, "\(arguments): \(result.error)")
                    return result.output
                }
                let figures = report.output.trimmed.replacing("report.html", with: "figures/")
                let names = folder.appending(path: figures).files.filter { $0.hasSuffix(".pdf") }
                #expect(names.count == count)
                for name in names {
                    let pdf = figures + name
                    _ = try output("qpdf", ["--check", pdf])
                    let fonts = try output("pdffonts", [pdf]).split(separator: "\n").dropFirst(2)
                    #expect(
                        !fonts.isEmpty
                            && fonts.allSatisfy { $0.contains(#/ (CID )?TrueType .* yes yes yes /#) },
                        "\(fonts)")
                    let found = try output("pdftotext", ["-raw", pdf, "-"]).filter { !$0.isWhitespace }
                    let svg = pdf.replacing(".pdf", with: ".svg")
                    let texts = try output("xmllint", ["--xpath", "//*[local-name()='tspan']/text()", svg])
                    #expect(texts.contains("\n"))
                    for text in texts.split(separator: "\n") {
                        let plain = text.replacing("&lt;", with: "<").replacing("&gt;", with: ">")
                            .replacing("&amp;", with: "&").filter { !$0.isWhitespace }
                        #expect(found.contains(plain), "\(text) of \(name)")
                    }
                }
                try FileManager.default.removeItem(atPath: folder.appending(path: "out").path)
            }
        }
    }
}
