import Foundation
import Text

/// Numbered elements: figures, tables of values and formulas, and the folded parts below them.
extension BlockWriter {
    mutating func html(_ figure: PlacedFigure, _ pictures: Page.Pictures) -> HTML {
        let place = figure.placement
        return HTML(block: "div", ["class": "cell"]) {
            HTML(block: "figure", ["id": place.id]) {
                picture(pictures, of: figure)
                HTML(line: "figcaption") { caption(place.caption, label: place.label) }
            }
            // A caption must be the first or the last child of its figure, so folded parts are outside.
            fold("Template", place.showsSource) { source(of: place) }
            fold("Data", place.showsData) { data(of: figure) }
        }
    }

    /// A picture that a click or the Enter key enlarges over the page and restores.
    ///
    /// Browsers name a saved picture after its address, and a `data:` address has no name. Browsers built on Chromium
    /// instead use the name of a surrounding link with `download` to a `data:` address. A click must not follow that
    /// link: `<summary>`, which is inside it, handles the click. Because HTML forbids `<summary>` inside a link, the
    /// link is in a shadow tree, which needs no script either. The link's target is the description of the picture:
    /// the picture itself would need its bytes in the page once more, 44 % of the whole page.
    private func picture(_ pictures: Page.Pictures, of figure: PlacedFigure) -> HTML {
        let label = figure.placement.label
        let words = figure.alternativeText.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed)
        let link: KeyValuePairs<String, String?> = [
            "href": words.map { "data:text/plain;charset=utf-8," + $0 }, "download": figure.fileName,
            "tabindex": "-1", "aria-label": "\(label) in words",
        ]
        return HTML(line: "div", ["class": "picture"]) {
            HTML("template", ["shadowrootmode": "open"]) { HTML("a", link) { HTML("slot") {} } }
            HTML("details") {
                HTML("summary") {
                    HTML("span", ["class": "unseen"]) { "Enlarge \(label.lowercased()): " }
                    // Two images, of which the style sheet shows one. With <picture> a page printed from a dark screen
                    // would have dark pictures, because browsers do not choose the source again when they print.
                    image(pictures.light, "light", of: figure)
                    image(pictures.dark, "dark", of: figure)
                    HTML("span", ["class": "reduce", "aria-hidden": "true"]) { "Close" }
                }
            }
        }
    }

    private func image(_ image: Data, _ name: String, of figure: PlacedFigure) -> HTML {
        func pixels(_ millimetres: Double) -> String {
            String(Int((millimetres * Page.pixelsPerMillimetre * Page.screenScale).rounded()))
        }
        return HTML(
            void: "img",
            [
                "class": name, "src": "data:image/png;base64," + image.base64EncodedString(),
                "alt": figure.alternativeText,
                "width": pixels(figure.size.width), "height": pixels(figure.size.height),
            ])
    }

    /// A caption whose label is part of its first paragraph.
    @HTMLBuilder private mutating func caption(_ blocks: [Block], label: String) -> HTML {
        let first: [Inline]? =
            if case .paragraph(let inlines) = blocks.first?.content { inlines } else { nil }
        let rest = first == nil ? blocks : Array(blocks.dropFirst())
        HTML("p") {
            HTML("strong", ["class": "label"]) { label + "." }
            if let first {
                " "
                html(first)
            }
        }
        if !rest.isEmpty {
            "\n"
            html(rest)
        }
    }

    @HTMLBuilder private func fold(
        _ title: String, _ visibility: Visibility, @HTMLBuilder _ content: () -> HTML
    ) -> HTML {
        if visibility != .hidden {
            HTML(line: "details", ["class": "fold", "open": visibility == .shown ? "open" : nil]) {
                HTML(line: "summary") { title }
                content()
            }
        }
    }

    @HTMLBuilder private func source(of place: Placement) -> HTML {
        html(code: place.source)
        let facts = place.facts.filter { $0.value != .missing }.sorted { $0.key < $1.key }
        if !facts.isEmpty {
            "\n"
            HTML("p", ["class": "more"]) {
                "The caption can print "
                for (index, fact) in facts.enumerated() {
                    index > 0 ? ", " : ""
                    HTML("code") { fact.key }
                    " ("
                    html(fact.value)
                    ")"
                }
                "."
            }
        }
    }

    @HTMLBuilder private func data(of figure: PlacedFigure) -> HTML {
        let data = figure.data
        let (first, last) = data.excerpt
        let omitted = data.rowCount - first.count - last.count
        let kinds = data.columns.map { $0.isNumeric ? "number" : nil }
        let head = zip(data.columns, kinds).map { column, kind in
            HTML("th", ["scope": "col", "class": kind]) { column.name }
        }
        let rows = [first, last].map { range in
            range.map { row in
                zip(data.columns, kinds).map { column, kind in
                    HTML("td", ["class": kind]) { column.cell(row).plainText }
                }
            }
        }
        let gap = HTML("td", ["colspan": String(data.columns.count)]) {
            "… \(NumberText.grouped(omitted)) more rows …"
        }
        html(
            tableOf: rows[0] + (omitted > 0 ? [[gap]] : []) + rows[1], below: head, label: "Data",
            kind: "data")
        HTML(line: "p", ["class": "more"]) {
            if omitted > 0 {
                "The first \(first.count) and the last \(last.count) of \(NumberText.grouped(data.rowCount)) "
                "rows. All of them, with all digits, are in "
            } else {
                "All digits are in "
            }
            HTML("code") { "figures/\(figure.fileName).csv" }
            "."
        }
    }

    // MARK: Tables of values

    mutating func html(_ table: PlacedTable) -> HTML {
        let place = table.placement
        let captionID = place.id + "-caption"
        return HTML(block: "div", ["class": "cell"]) {
            HTML(block: "figure", ["id": place.id, "class": "table"]) {
                HTML(line: "figcaption", ["id": captionID]) {
                    caption(place.caption, label: place.label)
                }
                html(table.content, captionID: captionID)
            }
            fold("Template", place.showsSource) { source(of: place) }
        }
    }

    private func html(_ content: TableContent, captionID: String) -> HTML {
        let kinds = content.columns.map { $0.isNumeric ? "number" : nil }
        let head = zip(content.columns, kinds).map { column, kind in
            HTML("th", ["scope": "col", "class": kind]) { column.title }
        }
        let rows = content.rows.enumerated().map { row, values in
            zip(values, kinds).enumerated().map { column, cell in
                let isHeader = column == 0 && content.firstColumnIsHeader
                let value = html(cell.0)
                return HTML(
                    isHeader ? "th" : "td", ["scope": isHeader ? "row" : nil, "class": cell.1]
                ) {
                    if content.best.contains(.init(row: row, column: column)) {
                        HTML("strong") { value }
                    } else {
                        value
                    }
                }
            }
        }
        return html(tableOf: rows, below: head, caption: captionID)
    }

    @HTMLBuilder private func html(_ value: Value) -> HTML {
        switch value {
        case .code(let code): HTML("code") { code }
        case .missing:
            HTML("span", ["aria-hidden": "true"]) { "–" }
            HTML("span", ["class": "unseen"]) { "none" }
        default: value.plainText
        }
    }

    // MARK: Formulas

    func html(_ equation: PlacedEquation) -> HTML {
        let box: KeyValuePairs<String, String?> = [
            "class": "equation", "id": equation.label?.id, "tabindex": "0", "role": "group",
            "aria-label": equation.label.map { "Equation \($0.number)" } ?? "Equation",
        ]
        return HTML(line: "div", box) {
            HTML(raw: equation.math)
            if let number = equation.label?.number { HTML("span", ["class": "number"]) { "(\(number))" } }
        }
    }
}
