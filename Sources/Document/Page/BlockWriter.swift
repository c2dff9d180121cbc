/// Writes the blocks and inlines of a document as HTML. Figures, tables and formulas are in
/// `BlockWriter+Figures.swift`.
struct BlockWriter {
    let document: ExpandedTemplate
    let pictures: [Page.Pictures]
    /// The footnotes with a reference already. The link back leads to the first reference.
    private var namedFootnotes: Set<Int> = []

    init(document: ExpandedTemplate, pictures: [Page.Pictures]) {
        self.document = document
        self.pictures = pictures
    }

    // MARK: Blocks

    mutating func write(_ blocks: [Block], into html: inout HTML, isTight: Bool = false) {
        for block in blocks { write(block, into: &html, isTight: isTight) }
    }

    private mutating func write(_ block: Block, into html: inout HTML, isTight: Bool) {
        switch block.content {
        case .paragraph(let inlines):
            if isTight {
                write(inlines, into: &html)
            } else {
                html.element("p") { write(inlines, into: &$0) }
            }
        case .heading(let level, let text, let id):
            html.element("h\(level)", ["id": id]) { write(text, into: &$0) }
        case .quote(let children):
            html.element("blockquote") { quote in
                quote.newLine()
                write(children, into: &quote)
            }
        case .list(let list): write(list, into: &html)
        case .code(let info, let text): write(code: text, language: info, into: &html)
        case .html(let markup): html.raw(markup.trimmed)
        case .rule: html.void("hr")
        case .table(let table): write(table, into: &html)
        case .figure(let index): write(document.figures[index], pictures[index], into: &html)
        case .valueTable(let index): write(document.tables[index], into: &html)
        case .equation(let index): write(document.equations[index], into: &html)
        case .aside(let kind, let children):
            html.element("aside", ["class": kind, "role": "note"]) { aside in
                aside.newLine()
                write(children, into: &aside)
            }
        case .details(let summary, let children):
            html.element("details") { details in
                details.newLine()
                details.element("summary") { write(summary, into: &$0) }
                details.newLine()
                write(children, into: &details)
            }
        }
        html.newLine()
    }

    private mutating func write(_ list: MarkdownList, into html: inout HTML) {
        let isOrdered = list.firstNumber != nil
        let isTaskList = list.items.contains { $0.isDone != nil }
        let start = list.firstNumber.flatMap { $0 == 1 ? nil : String($0) }
        html.element(isOrdered ? "ol" : "ul", ["start": start, "class": isTaskList ? "tasks" : nil]) { html in
            html.newLine()
            for item in list.items {
                html.element("li") { html in
                    if let isDone = item.isDone {
                        html.element("span", ["role": "img", "aria-label": isDone ? "done" : "open"]) {
                            $0.write(isDone ? "☑" : "☐")
                        }
                        html.write(" ")
                    }
                    write(item.blocks, into: &html, isTight: list.isTight)
                }
                html.newLine()
            }
        }
    }

    func write(code: String, language: String = "", into html: inout HTML) {
        let word = language.split(separator: " ").first.map { "language-\($0)" }
        // A block that may scroll must be reachable by keyboard.
        html.element("pre", ["tabindex": "0"]) { html in
            html.element("code", ["class": word]) { $0.write(code) }
        }
    }

    private mutating func write(_ table: MarkdownTable, into html: inout HTML) {
        func alignment(_ column: Int) -> String? {
            guard table.alignments.indices.contains(column) else { return nil }
            return switch table.alignments[column] {
            case .unset: nil
            case .left: "left"
            case .centre: "centre"
            case .right: "right"
            }
        }
        html.element("div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Table"]) {
            html in
            html.element("table") { html in
                html.newLine()
                html.element("thead") { html in
                    html.element("tr") { html in
                        for (column, cell) in table.header.enumerated() {
                            html.element("th", ["scope": "col", "class": alignment(column)]) {
                                write(cell, into: &$0)
                            }
                        }
                    }
                }
                html.newLine()
                if !table.rows.isEmpty {
                    html.element("tbody") { html in
                        html.newLine()
                        for row in table.rows {
                            html.element("tr") { html in
                                for (column, cell) in row.enumerated() {
                                    html.element("td", ["class": alignment(column)]) {
                                        write(cell, into: &$0)
                                    }
                                }
                            }
                            html.newLine()
                        }
                    }
                }
            }
        }
    }

    mutating func writeFootnotes(into html: inout HTML) {
        guard !document.footnotes.isEmpty else { return }
        html.element("section", ["class": "notes", "aria-labelledby": "notes-title"]) { html in
            html.newLine()
            html.element("h2", ["id": "notes-title"]) { $0.write("Notes") }
            html.newLine()
            html.element("ol") { html in
                html.newLine()
                for (index, blocks) in document.footnotes.enumerated() {
                    html.element("li", ["id": "note-\(index + 1)"]) { html in
                        // The link back is part of the last paragraph.
                        var rest = blocks
                        var last: [Inline] = []
                        if let block = rest.last, case .paragraph(let inlines) = block.content {
                            last = inlines
                            rest.removeLast()
                        }
                        write(rest, into: &html)
                        html.element("p") { html in
                            write(last, into: &html)
                            html.write(" ")
                            html.element(
                                "a", ["href": "#note-\(index + 1)-back", "aria-label": "Back to the text"]
                            ) {
                                $0.write("↩")
                            }
                        }
                    }
                    html.newLine()
                }
            }
        }
        html.newLine()
    }

    // MARK: Lines

    mutating func write(_ inlines: [Inline], into html: inout HTML) {
        for inline in inlines { write(inline, into: &html) }
    }

    private mutating func write(_ inline: Inline, into html: inout HTML) {
        switch inline.content {
        case .text(let text): html.write(text)
        case .softBreak: html.newLine()
        case .lineBreak:
            html.void("br")
            html.newLine()
        case .code(let code): html.element("code") { $0.write(code) }
        case .html(let markup), .math(let markup, _): html.raw(markup)
        case .emphasis(let children): html.element("em") { write(children, into: &$0) }
        case .strong(let children): html.element("strong") { write(children, into: &$0) }
        case .strikethrough(let children): html.element("del") { write(children, into: &$0) }
        case .link(let address, let title, let text):
            html.element("a", ["href": address, "title": title.isEmpty ? nil : title]) {
                write(text, into: &$0)
            }
        case .image(let address, let title, let text):
            html.void("img", ["src": address, "alt": text.plainText, "title": title.isEmpty ? nil : title])
        case .footnote(let number):
            let id = namedFootnotes.insert(number).inserted ? "note-\(number)-back" : nil
            html.element("sup") { html in
                html.element("a", ["id": id, "href": "#note-\(number)", "aria-label": "Note \(number)"]) {
                    $0.write(String(number))
                }
            }
        case .reference(let label, let pattern):
            let words = document.words(for: label, pattern: pattern)
            html.element("a", ["href": "#" + label]) { $0.write(words) }
        }
    }

    /// Writes a heading for the table of contents, without links, because it is inside a link.
    func writePlain(_ inlines: [Inline], into html: inout HTML) {
        for inline in inlines {
            switch inline.content {
            case .math(let markup, _): html.raw(markup)
            case .reference(let label, let pattern): html.write(document.words(for: label, pattern: pattern))
            case .code(let code): html.element("code") { $0.write(code) }
            case .emphasis(let children): html.element("em") { writePlain(children, into: &$0) }
            case .strong(let children): html.element("strong") { writePlain(children, into: &$0) }
            default: html.write([inline].plainText)
            }
        }
    }
}
