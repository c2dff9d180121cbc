import Testing

@testable import Document

@Suite struct MarkdownParserTests {
    private func blocks(_ source: String, firstLine: Int = 1) throws -> [Block] {
        try MarkdownParser.parse(source, file: "t.md", firstLine: firstLine).blocks
    }

    @Test func everyKindOfBlockKeepsItsLines() throws {
        let found = try blocks(
            "# One\n\ntext\nmore\n\n- a\n- b\n\n> q\n\n```sh\nx\n```\n\n<div>\n</div>\n\n---\n\n|a|\n|-|\n|b|",
            firstLine: 11)
        #expect(found.map(\.line) == [11, 13, 16, 19, 21, 25, 28, 30])
        #expect(found.map(\.lastLine)[1] == 14)
        #expect(found[4].content == .code(info: "sh", text: "x\n"))
        #expect(found[4].lastLine == 23)
        guard case .list(let list) = found[2].content, case .table(let table) = found[7].content else {
            Issue.record("no list or no table")
            return
        }
        #expect(list.items.count == 2 && list.isTight && list.firstNumber == nil)
        #expect(table.header.map(\.plainText) == ["a"])
        #expect(table.rows.map { $0.map(\.plainText) } == [["b"]])
    }

    @Test func linesWithinAParagraphAreTheirOwn() throws {
        guard case .paragraph(let inlines) = try blocks("a *b*\nc `d\ne` f\n[g](h)")[0].content else {
            Issue.record("no paragraph")
            return
        }
        let lines = inlines.reduce(into: [String: Int]()) { lines, inline in
            lines[[inline].plainText] = inline.line
        }
        #expect(
            lines["a "] == 1 && lines["b"] == 1 && lines["c "] == 2 && lines[" f"] == 3 && lines["g"] == 4)
    }

    @Test func theExtensionsAreThere() throws {
        let fragment = try MarkdownParser.parse(
            "~~a~~ www.example.org [^1]\n\n- [x] b\n\n[^1]: c", file: "t.md")
        guard case .paragraph(let inlines) = fragment.blocks[0].content,
            case .list(let list) = fragment.blocks[1].content
        else {
            Issue.record("no paragraph or no list")
            return
        }
        #expect(inlines.contains { if case .strikethrough = $0.content { true } else { false } })
        #expect(
            inlines.contains {
                if case .link("http://www.example.org", _, _) = $0.content { true } else { false }
            })
        #expect(inlines.last?.content == .footnote(1))
        #expect(list.items.map(\.isDone) == [true])
        #expect(fragment.footnotes.count == 1)
    }

    @Test func nestingHasAnEnd() {
        #expect(throws: TemplateError.self) { try blocks(String(repeating: "> ", count: 5000) + "deep") }
        #expect(throws: TemplateError.self) {
            try blocks(String(repeating: "*a _b ", count: 400) + String(repeating: "c_ d* ", count: 400))
        }
        #expect(throws: Never.self) { try blocks(String(repeating: "> ", count: 50) + "deep") }
    }

    @Test func oddTextIsReadAllTheSame() throws {
        #expect(try blocks("").isEmpty)
        #expect(try blocks("\u{0}").count == 1)
        guard case .paragraph(let inlines) = try blocks("ünïcödé 🧠 \u{0} end")[0].content else {
            Issue.record("no paragraph")
            return
        }
        #expect(inlines.plainText == "ünïcödé 🧠 \u{FFFD} end")
    }
}
