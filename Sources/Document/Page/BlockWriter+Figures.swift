import Foundation
import Text

/// Numbered elements: figures, tables of values and formulas, and the folded parts below them.
extension BlockWriter {
    mutating func write(_ figure: PlacedFigure, _ pictures: Page.Pictures, into html: inout HTML) {
        let place = figure.placement
        writeCell(of: place, into: &html) { html, writer in
            html.element("figure", ["id": place.id]) { html in
                html.newLine()
                writer.writePicture(pictures, of: figure, into: &html)
                html.newLine()
                html.element("figcaption") { html in
                    writer.writeCaption(place.caption, label: "Figure \(place.number)", into: &html)
                }
                html.newLine()
            }
        } data: { html, writer in
            writer.writeData(of: figure, into: &html)
        }
    }

    /// Writes a figure or table, and its folded parts below it. They are outside the element `figure`, because a caption
    /// must be the first or the last child of that.
    private mutating func writeCell(
        of place: Placement, into html: inout HTML, _ content: (inout HTML, inout BlockWriter) -> Void,
        data: ((inout HTML, BlockWriter) -> Void)? = nil
    ) {
        html.element("div", ["class": "cell"]) { html in
            html.newLine()
            content(&html, &self)
            html.newLine()
            writeSource(of: place, into: &html)
            if let data, place.showsData != .hidden {
                writeFold("Data", isOpen: place.showsData == .shown, into: &html) { data(&$0, self) }
            }
        }
    }

    /// Writes a picture that a click or the Enter key enlarges over the page and restores.
    ///
    /// Browsers name a saved picture after its address, and a `data:` address has no name. Browsers built on Chromium
    /// instead use the name of a surrounding link with `download` to a `data:` address. A click must not follow that
    /// link: `<summary>`, which is inside it, handles the click. Because HTML forbids `<summary>` inside a link, the
    /// link is in a shadow tree, which needs no script either. The link's target is the description of the picture:
    /// the picture itself would need its bytes in the page once more, 44 % of the whole page.
    private func writePicture(
        _ pictures: Page.Pictures, of figure: PlacedFigure, into html: inout HTML
    ) {
        let number = figure.placement.number
        let words = figure.alternativeText.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed)
        html.element("div", ["class": "picture"]) { html in
            html.element("template", ["shadowrootmode": "open"]) { html in
                html.element(
                    "a",
                    [
                        "href": words.map { "data:text/plain;charset=utf-8," + $0 },
                        "download": figure.fileName, "tabindex": "-1",
                        "aria-label": "Figure \(number) in words",
                    ]
                ) { $0.element("slot") { _ in } }
            }
            html.element("details") { html in
                html.element("summary") { html in
                    html.element("span", ["class": "unseen"]) { $0.write("Enlarge figure \(number): ") }
                    write(pictures, of: figure, into: &html)
                    html.element("span", ["class": "reduce", "aria-hidden": "true"]) { $0.write("Close") }
                }
            }
        }
    }

    private func write(_ pictures: Page.Pictures, of figure: PlacedFigure, into html: inout HTML) {
        let size = figure.size
        let scale = Page.pixelsPerMillimetre * Page.screenScale
        // Two images, of which the style sheet shows one. With <picture> a page printed from a dark screen would have
        // dark pictures, because browsers do not choose the source again when they print.
        for (name, image) in [("light", pictures.light), ("dark", pictures.dark)] {
            html.void(
                "img",
                [
                    "class": name, "src": "data:image/png;base64," + image.base64EncodedString(),
                    "alt": figure.alternativeText,
                    "width": String(Int((size.width * scale).rounded())),
                    "height": String(Int((size.height * scale).rounded())),
                ])
        }
    }

    /// Writes a caption whose label is part of its first paragraph.
    private mutating func writeCaption(_ blocks: [Block], label: String, into html: inout HTML) {
        var rest = blocks[...]
        html.element("p") { html in
            html.element("strong", ["class": "label"]) { $0.write(label + ".") }
            if let first = rest.first, case .paragraph(let inlines) = first.content {
                html.write(" ")
                write(inlines, into: &html)
                rest.removeFirst()
            }
        }
        if !rest.isEmpty {
            html.newLine()
            write(Array(rest), into: &html)
        }
    }

    private func writeFold(
        _ title: String, isOpen: Bool, into html: inout HTML, _ content: (inout HTML) -> Void
    ) {
        html.element("details", ["class": "fold", "open": isOpen ? "open" : nil]) { html in
            html.element("summary") { $0.write(title) }
            html.newLine()
            content(&html)
        }
        html.newLine()
    }

    private func writeSource(of place: Placement, into html: inout HTML) {
        guard place.showsSource != .hidden else { return }
        writeFold("Template", isOpen: place.showsSource == .shown, into: &html) { html in
            write(code: place.source, into: &html)
            let facts = place.facts.filter { $0.value != .missing }.sorted { $0.key < $1.key }
            guard !facts.isEmpty else { return }
            html.newLine()
            html.element("p", ["class": "more"]) { html in
                html.write("The caption can print ")
                for (index, fact) in facts.enumerated() {
                    if index > 0 { html.write(", ") }
                    html.element("code") { $0.write(fact.key) }
                    html.write(" (")
                    write(fact.value, into: &html)
                    html.write(")")
                }
                html.write(".")
            }
        }
    }

    private func writeData(of figure: PlacedFigure, into html: inout HTML) {
        let data = figure.data
        let (first, last) = data.excerpt
        let omitted = data.rowCount - first.count - last.count
        html.element("div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Data"]) {
            html in
            html.element("table", ["class": "data"]) { html in
                html.newLine()
                html.element("thead") { html in
                    html.element("tr") { html in
                        for column in data.columns {
                            let kind = column.cells.areNumbers ? "number" : nil
                            html.element("th", ["scope": "col", "class": kind]) { $0.write(column.name) }
                        }
                    }
                }
                html.newLine()
                html.element("tbody") { html in
                    html.newLine()
                    write(data, rows: first, into: &html)
                    if omitted > 0 {
                        html.element("tr") { html in
                            html.element("td", ["colspan": String(data.columns.count)]) {
                                $0.write("… \(NumberText.grouped(omitted)) more rows …")
                            }
                        }
                        html.newLine()
                    }
                    write(data, rows: last, into: &html)
                }
            }
        }
        html.newLine()
        html.element("p", ["class": "more"]) { html in
            if omitted > 0 {
                let rows = NumberText.grouped(data.rowCount)
                html.write("The first \(first.count) and the last \(last.count) of \(rows) rows. ")
            }
            html.write(omitted > 0 ? "All of them, with all digits, are in " : "All digits are in ")
            html.element("code") { $0.write("figures/\(figure.fileName).csv") }
            html.write(".")
        }
        html.newLine()
    }

    private func write(_ data: DataTable, rows: Range<Int>, into html: inout HTML) {
        for row in rows {
            html.element("tr") { html in
                for column in data.columns {
                    let kind = column.cells.areNumbers ? "number" : nil
                    html.element("td", ["class": kind]) { $0.write(column.cells.printed(row)) }
                }
            }
            html.newLine()
        }
    }

    // MARK: Tables of values

    mutating func write(_ table: PlacedTable, into html: inout HTML) {
        let place = table.placement
        let captionID = place.id + "-caption"
        writeCell(of: place, into: &html) { html, writer in
            html.element("figure", ["id": place.id, "class": "table"]) { html in
                html.newLine()
                html.element("figcaption", ["id": captionID]) { html in
                    writer.writeCaption(place.caption, label: "Table \(place.number)", into: &html)
                }
                html.newLine()
                html.element(
                    "div",
                    ["class": "scroll", "tabindex": "0", "role": "group", "aria-labelledby": captionID]
                ) { html in
                    writer.write(table.content, labelledBy: captionID, into: &html)
                }
                html.newLine()
            }
        }
    }

    private func write(_ content: TableContent, labelledBy captionID: String, into html: inout HTML) {
        html.element("table", ["aria-labelledby": captionID]) { html in
            html.newLine()
            html.element("thead") { html in
                html.element("tr") { html in
                    for column in content.columns {
                        html.element("th", ["scope": "col", "class": column.isNumeric ? "number" : nil]) {
                            $0.write(column.title)
                        }
                    }
                }
            }
            html.newLine()
            html.element("tbody") { html in
                html.newLine()
                for (rowIndex, row) in content.rows.enumerated() {
                    html.element("tr") { html in
                        for (index, value) in row.enumerated() {
                            let isBest = content.best.contains(.init(row: rowIndex, column: index))
                            let isHeader = index == 0 && content.firstColumnIsHeader
                            let isNumeric = index < content.columns.count && content.columns[index].isNumeric
                            html.element(
                                isHeader ? "th" : "td",
                                ["scope": isHeader ? "row" : nil, "class": isNumeric ? "number" : nil]
                            ) { cell in
                                if isBest {
                                    cell.element("strong") { write(value, into: &$0) }
                                } else {
                                    write(value, into: &cell)
                                }
                            }
                        }
                    }
                    html.newLine()
                }
            }
        }
    }

    private func write(_ value: Value, into html: inout HTML) {
        switch value {
        case .code(let code): html.element("code") { $0.write(code) }
        case .missing:
            html.element("span", ["aria-hidden": "true"]) { $0.write("–") }
            html.element("span", ["class": "unseen"]) { $0.write("none") }
        default: html.write(value.plainText)
        }
    }

    // MARK: Formulas

    func write(_ equation: PlacedEquation, into html: inout HTML) {
        html.element(
            "div",
            [
                "class": "equation", "id": equation.label?.id, "tabindex": "0", "role": "group",
                "aria-label": equation.label.map { "Equation \($0.number)" } ?? "Equation",
            ]
        ) { html in
            html.raw(equation.math)
            if let number = equation.label?.number {
                html.element("span", ["class": "number"]) { $0.write("(\(number))") }
            }
        }
    }
}
