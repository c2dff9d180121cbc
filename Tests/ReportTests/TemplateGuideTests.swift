import Foundation
import TestSupport
import Testing

@testable import Document
@testable import Report

/// What `templates/README.md` says is so.
@Suite struct TemplateGuideTests {
    private let guide: String

    init() throws {
        guide = try String(contentsOf: Package.root.appending(path: "templates/README.md"), encoding: .utf8)
    }

    /// The fenced blocks marked as Markdown, with the words behind that.
    private func examples() throws -> [(words: String, text: String)] {
        let fragment = try MarkdownParser.parse(guide, file: "README.md")
        return fragment.blocks.compactMap { block in
            guard case .code(let info, let text) = block.content, info.hasPrefix("markdown") else {
                return nil
            }
            return (info.dropFirst("markdown".count).trimmed, text)
        }
    }

    @Test func everyExampleRenders() throws {
        try withTemporaryFolder { folder in
            try ReportCommandTests.train("first", in: folder)
            try ReportCommandTests.train("second", in: folder, ["--no-plasticity"])
            let lab =
                "episodes: 40\nevaluation_episodes: 2\nparameters: {batch: [1, 4], eta: [0.5, 0.9]}\nseeds: 0-1\n"
            try folder.write(lab, to: "lab.yaml")
            let sweep = try runProgram(
                Package.command("bohp-sweep"), ["--no-report", "lab.yaml"], in: folder)
            try #require(sweep.status == 0, "\(sweep.error)")
            let methods = try String(
                contentsOf: Package.root.appending(path: "templates/methods.md"), encoding: .utf8)
            try folder.write(methods, to: "methods.md")
            let examples = try examples()
            #expect(examples.count >= 10)
            try folder.write("@misc{knuth, title = {Notes}, year = 1984}", to: "thesis.bib")
            for (index, example) in examples.enumerated() {
                try folder.write(example.text, to: "example.md")
                let runs =
                    switch example.words {
                    case "comparison": ["first", "second"]
                    case "sweep": ["--sweep", "sweeps/lab"]
                    default: ["first"]
                    }
                let result = try runProgram(
                    Package.command("bohp-report"),
                    runs + ["-t", "example.md", "-o", "out-\(index)", "--dpi", "60"],
                    in: folder)
                #expect(result.status == 0, "\(result.error)")
                let page = try String(
                    contentsOf: folder.appending(path: result.output.trimmed), encoding: .utf8)
                #expect(XMLCheck.problem(in: page) == nil)
            }
        }
    }
}
