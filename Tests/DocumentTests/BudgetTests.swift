import Foundation
import TestSupport
import Testing

@testable import Document

/// Templates that would take all memory or hours.
@Suite("Templates that ask for too much are refused with a reason") struct BudgetTests {
    private static let fence = "```"

    private static let templates: [(text: String, reason: String)] = [
        (String(repeating: "{{ run.seed }} ", count: 20_001), "more than 20,000 substitutions"),
        (String(repeating: "# Same\n\n", count: 5001), "more than 5000 headings"),
        (
            "|" + String(repeating: "a|", count: 2000) + "\n|" + String(repeating: "-|", count: 2000) + "\n"
                + String(repeating: "|x|\n", count: 2000), "more than 200,000 table cells"
        ),
        (
            "[a]: /" + String(repeating: "x", count: 50_000) + "\n\n"
                + String(repeating: "[a] ", count: 5000),
            "bytes of repeated link addresses"
        ),
        (
            String(repeating: "\(fence){figure} loss-curve\n\(fence)\n\n", count: 201),
            "more than 200 figures"
        ),
        ("{{ run.seed" + String(repeating: " | fixed(2)", count: 300) + " }}", "at most 2000 bytes"),
        (
            "\(fence){if} " + String(repeating: "not ", count: 1000) + "run.seed\nx\n\(fence)",
            "at most 2000 bytes"
        ),
        (String(repeating: "words ", count: 700_000), "bytes of Markdown"),
    ]

    @Test(arguments: templates.indices)
    func tooMuch(index: Int) {
        #expect {
            try Sample.document(Self.templates[index].text)
        } throws: { error in
            "\(error)".hasPrefix("t.md:") && "\(error)".contains(Self.templates[index].reason)
        }
    }

    @Test("Included files are counted through all levels")
    func includes() throws {
        try withTemporaryFolder { folder in
            for level in 0..<4 {
                try folder.write(
                    String(repeating: "\(Self.fence){include} \(level + 1).md\n\(Self.fence)\n\n", count: 10),
                    to: "\(level).md")
            }
            try folder.write("text\n", to: "4.md")
            #expect {
                try Sample.document(reading: folder.appending(path: "0.md").path)
            } throws: { "\($0)".contains("more than 1000 included files") }
        }
    }

    @Test("Equal headings have different ids")
    func headings() throws {
        let text = String(repeating: "## Same\n\n", count: 3) + "## Same 2\n"
        let template = try Sample.document(text)
        #expect(template.headings.map(\.id) == ["same", "same-2", "same-3", "same-2-2"])
    }
}
