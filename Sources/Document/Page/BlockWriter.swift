/// Writes the blocks and inlines of a document as HTML. Figures, tables and formulas are in
/// `BlockWriter+Figures.swift`.
struct BlockWriter {
    let document: ExpandedTemplate
    let pictures: [Page.FigurePictures]
    /// The footnotes with a reference already. The link back leads to the first reference.
    var namedFootnotes: Set<Int> = []
    /// The labels of the figures and tables that stand close below. A reference to one of them is no link, because the
    /// reader comes to it anyway.
    var near: [String] = []

    // MARK: Blocks

    mutating func html(_ blocks: [Block], isTight: Bool = false) -> HTML {
        HTMLBuilder.buildArray(
            blocks.indices.map { index in
                near = blocks[index...].prefix(5).flatMap(labels)
                return html(blocks[index], isTight: isTight)
            })
    }

    private func labels(of block: Block) -> [String] {
        switch block.content {
        case .figure(let index): [document.figures[index].placement.id]
        case .figureRow(let index):
            [document.figureRows[index].id]
                + document.figures[document.figureRows[index].members].map(\.placement.id)
        case .valueTable(let index): [document.tables[index].placement.id]
        default: []
        }
    }

    @HTMLBuilder private mutating func html(_ block: Block, isTight: Bool) -> HTML {
        switch block.content {
        case .paragraph(let inlines) where isTight:
            html(inlines)
            "\n"
        case .paragraph(let inlines): HTML(line: "p") { html(inlines) }
        case .heading(let level, let text, let id): HTML(line: "h\(level)", ["id": id]) { html(text) }
        case .quote(let children): HTML(block: "blockquote") { html(children) }
        case .list(let list): html(list)
        case .code(let info, let text):
            html(code: text, language: info)
            "\n"
        case .html(let markup): HTML(raw: markup.trimmed + "\n")
        case .rule: HTML(raw: "<hr/>\n")
        case .table(let table): html(table)
        case .figure(let index): html(document.figures[index], pictures[index])
        case .figureRow(let index): html(document.figureRows[index])
        case .valueTable(let index): html(document.tables[index])
        case .equation(let index): html(document.equations[index])
        case .aside(let kind, let children):
            HTML(block: "aside", ["class": kind, "role": "note"]) { html(children) }
        case .box(let children): HTML(block: "div", ["class": "box"]) { html(children) }
        case .details(let summary, let children):
            HTML(block: "details") {
                HTML(line: "summary") { html(summary) }
                html(children)
            }
        }
    }

    private mutating func html(_ list: MarkdownList) -> HTML {
        let start = list.firstNumber.flatMap { $0 == 1 ? nil : String($0) }
        let kind = list.items.contains { $0.isDone != nil } ? "tasks" : nil
        return HTML(block: list.firstNumber == nil ? "ul" : "ol", ["start": start, "class": kind]) {
            for item in list.items {
                HTML(line: "li") {
                    if let isDone = item.isDone {
                        HTML("span", ["role": "img", "aria-label": isDone ? "done" : "open"]) {
                            isDone ? "☑" : "☐"
                        }
                        " "
                    }
                    html(item.blocks, isTight: list.isTight)
                }
            }
        }
    }

    func html(code: String, language: String = "") -> HTML {
        let word = language.split(separator: " ").first.map { "language-\($0)" }
        return HTML("pre") { HTML("code", ["class": word]) { code } }
    }

    private mutating func html(_ table: MarkdownTable) -> HTML {
        func cells(_ name: String, _ row: [[Inline]], scope: String? = nil) -> [HTML] {
            zip(row, table.alignments).map { cell, alignment in
                HTML(name, ["scope": scope, "class": alignment]) { html(cell) }
            }
        }
        let head = cells("th", table.header, scope: "col")
        return html(tableOf: table.rows.map { cells("td", $0) }, below: head, label: "Table")
    }

    /// A table in a box that can be scrolled where the page is narrower than the table. Browsers make the box a tab stop
    /// then, and only then. Either `label` or the element with the id `caption` is its name.
    @HTMLBuilder func html(
        tableOf rows: [[HTML]], below head: [HTML], label: String? = nil, caption: String? = nil,
        kind: String? = nil
    ) -> HTML {
        let box: KeyValuePairs<String, String?> = [
            "class": "scroll", "role": "group", "aria-label": label,
            "aria-labelledby": caption,
        ]
        HTML(line: "div", box) {
            HTML("table", ["class": kind, "aria-labelledby": caption]) {
                "\n"
                HTML(line: "thead") { HTML("tr") { for cell in head { cell } } }
                if !rows.isEmpty {
                    HTML("tbody") {
                        "\n"
                        for row in rows { HTML(line: "tr") { for cell in row { cell } } }
                    }
                }
            }
        }
    }

    @HTMLBuilder mutating func footnotes() -> HTML {
        if !document.footnotes.isEmpty {
            HTML(block: "section", ["class": "notes", "aria-labelledby": "notes-title"]) {
                HTML(line: "h2", ["id": "notes-title"]) { "Notes" }
                HTML("ol") {
                    "\n"
                    for (index, blocks) in document.footnotes.enumerated() {
                        HTML(line: "li", ["id": "note-\(index + 1)"]) { footnote(index + 1, blocks) }
                    }
                }
            }
        }
    }

    /// The cited works, under the last heading of the document.
    @HTMLBuilder mutating func references() -> HTML {
        if !document.references.isEmpty, let heading = document.headings.last {
            HTML(block: "section", ["class": "notes", "aria-labelledby": heading.id]) {
                HTML(line: "h2", ["id": heading.id]) { html(heading.text) }
                HTML("ol") {
                    "\n"
                    for (index, reference) in document.references.enumerated() {
                        HTML(line: "li", ["id": "work-\(index + 1)"]) { html(reference.inlines) }
                    }
                }
            }
        }
    }

    /// A footnote, whose last paragraph ends in the link back.
    @HTMLBuilder private mutating func footnote(_ number: Int, _ blocks: [Block]) -> HTML {
        let last: [Inline]? = if case .paragraph(let inlines) = blocks.last?.content { inlines } else { nil }
        html(last == nil ? blocks : Array(blocks.dropLast()))
        HTML("p") {
            html(last ?? [])
            " "
            HTML("a", ["href": "#note-\(number)-back", "aria-label": "Back to the text"]) { "↩" }
        }
    }

    // MARK: Lines

    @HTMLBuilder mutating func html(_ inlines: [Inline]) -> HTML {
        for inline in inlines { html(inline) }
    }

    private mutating func html(_ inline: Inline) -> HTML {
        switch inline.content {
        case .text(let text): return HTML(raw: HTML.escaped(text))
        case .softBreak: return HTML(raw: "\n")
        case .lineBreak: return HTML(raw: "<br/>\n")
        case .code(let code): return HTML("code") { code }
        case .html(let markup), .math(let markup, _): return HTML(raw: markup)
        case .emphasis(let children): return HTML("em") { html(children) }
        case .strong(let children): return HTML("strong") { html(children) }
        case .strikethrough(let children): return HTML("del") { html(children) }
        case .link(let address, let title, let text):
            return HTML("a", ["href": address, "title": title.isEmpty ? nil : title]) { html(text) }
        case .image(let address, let title, let text):
            let title = title.isEmpty ? nil : title
            return HTML(void: "img", ["src": address, "alt": text.plainText, "title": title])
        case .footnote(let number):
            let id = namedFootnotes.insert(number).inserted ? "note-\(number)-back" : nil
            return HTML("sup") {
                HTML("a", ["id": id, "href": "#note-\(number)", "aria-label": "Note \(number)"]) {
                    String(number)
                }
            }
        case .citation(let numbers):
            let links = numbers.map { number in
                HTML("a", ["href": "#work-\(number)", "aria-label": "Reference \(number)"]) { String(number) }
            }
            return HTML(raw: "[" + links.map(\.text).joined(separator: ", ") + "]")
        case .reference(let label, let pattern):
            let words = document.words(for: label, pattern: pattern)
            return near.contains(label)
                ? HTML(raw: HTML.escaped(words)) : HTML("a", ["href": "#" + label]) { words }
        }
    }

    /// A heading for the table of contents, without links, because it is inside a link.
    @HTMLBuilder func plain(_ inlines: [Inline]) -> HTML {
        for inline in inlines {
            switch inline.content {
            case .math(let markup, _): HTML(raw: markup)
            case .reference(let label, let pattern): document.words(for: label, pattern: pattern)
            case .code(let code): HTML("code") { code }
            case .emphasis(let children): HTML("em") { plain(children) }
            case .strong(let children): HTML("strong") { plain(children) }
            default: [inline].plainText
            }
        }
    }
}
