import Foundation
import TestSupport
import Testing

@testable import Document

/// Pages of the shipped templates, by the rules of HTML and in a browser.
@Suite(.serialized) struct ShippedPageTests {
    @Test func pagesOfTheShippedTemplatesWorkInABrowser() throws {
        try withTemporaryFolder { folder in
            try ReportCommandTests.train("first", in: folder)
            try ReportCommandTests.train("second", in: folder, ["--no-plasticity"])
            for arguments in [["first"], ["first", "-t", "paper"], ["first", "second"]] {
                let output = folder.appending(path: "output").path
                let result = try runProgram(
                    Package.command("bohp-report"), arguments + ["--dpi", "100", "-o", output], in: folder)
                try #require(result.status == 0, "\(result.error)")
                let figures = folder.appending(path: "output").files.count { $0.hasSuffix(".png") }
                #expect(try PageLook.problems(of: result.output.trimmed, figures: figures) == [])
                try FileManager.default.removeItem(atPath: output)
            }
        }
    }

    @Test func pagesOfTheShippedTemplatesAreValid() throws {
        try withTemporaryFolder { folder in
            try ReportCommandTests.train("first", in: folder)
            try ReportCommandTests.train("second", in: folder, ["--no-plasticity"])
            var pages: [String] = []
            for (index, arguments) in [["first"], ["first", "-t", "paper"], ["first", "second"]].enumerated()
            {
                let result = try runProgram(
                    Package.command("bohp-report"), arguments + ["--dpi", "60", "-o", "out-\(index)"],
                    in: folder)
                try #require(result.status == 0, "\(result.error)")
                pages.append(folder.appending(path: result.output.trimmed).path)
            }
            #expect(try HTMLChecker.findings(in: pages) == [])
        }
    }
}
