import Foundation
import Text

/// Numbered elements: figures, tables of values and formulas, and the folded parts below them.
extension BlockWriter {
    mutating func html(_ figure: PlacedFigure, _ pictures: Page.FigurePictures) -> HTML {
        HTML(block: "div", ["class": "cell"]) {
            self.figure(figure, pictures)
            // A caption must be the first or the last child of its figure, so these parts are outside.
            details(parts(of: figure).filter { $0.visibility == .shown })
        }
    }

    /// Figures side by side, each with its caption below it.
    mutating func html(_ row: PlacedFigureRow) -> HTML {
        HTML(block: "div", ["class": "cell"]) {
            HTML(block: "figure", ["id": row.id, "class": "row"]) {
                HTML(block: "div", ["class": "members of-\(row.members.count)"]) {
                    for member in row.members { figure(document.figures[member], pictures[member]) }
                }
                if !row.caption.isEmpty {
                    HTML(line: "figcaption") { caption(row.caption, label: row.label) }
                }
            }
            details(document.figures[row.members].flatMap(parts).filter { $0.visibility == .shown })
        }
    }

    private mutating func figure(_ figure: PlacedFigure, _ pictures: Page.FigurePictures) -> HTML {
        let place = figure.placement
        let kind = figure.row == nil ? figure.fitsColumn ? "beside" : "wide" : nil
        return HTML(block: "figure", ["id": place.id, "class": kind]) {
            picture(pictures, of: figure)
            HTML(line: "figcaption") { caption(place.caption, label: place.label) }
        }
    }

    /// A picture that a click or its button enlarges over the page. Another click, the button or Escape restores it.
    ///
    /// The picture is a popover. The style sheet shows a closed popover where it stands, so that the page holds the
    /// picture once. A click on the picture counts as a click on the button, whose label it is. Folded parts are in the
    /// open popover only, and the button names them: a figure is one tab stop of the page.
    ///
    /// Browsers name a saved picture after its address, and a `data:` address has no name. Browsers built on Chromium
    /// instead use the name of a surrounding link with `download` to a `data:` address. A click must not follow that
    /// link: `<label>`, which is inside it, handles the click. Because HTML forbids a label inside a link, the
    /// link is in a shadow tree, which needs no script either. The link's target is the description of the picture:
    /// the picture itself would need its bytes in the page once more, 44 % of the whole page.
    private func picture(_ pictures: Page.FigurePictures, of figure: PlacedFigure) -> HTML {
        let label = figure.placement.label
        let id = figure.placement.id + "-picture"
        let buttonID = figure.placement.id + "-enlarge"
        let words = figure.alternativeText.addingPercentEncoding(withAllowedCharacters: .urlQueryAllowed)
        let link: KeyValuePairs<String, String?> = [
            "href": words.map { "data:text/plain;charset=utf-8," + $0 }, "download": figure.fileName,
            "tabindex": "-1", "aria-label": "\(label) in words",
        ]
        let folded = parts(of: figure).filter { $0.visibility == .folded }
        // Without aria-labelledby the name of the button would be the picture's description.
        let button: KeyValuePairs<String, String?> = [
            "type": "button", "id": buttonID, "popovertarget": id, "aria-labelledby": buttonID,
        ]
        return HTML(line: "div", ["class": "picture", "id": id, "popover": "auto"]) {
            HTML("div") {
                HTML("template", ["shadowrootmode": "open"]) { HTML("a", link) { HTML("slot") {} } }
                HTML("label", ["for": buttonID]) {
                    images(
                        pictures.full, figure.screenSize, pictures.narrow == nil ? "" : " full", of: figure)
                    if let narrow = pictures.narrow, let size = figure.narrowSize {
                        images(narrow, size, " narrow", of: figure)
                    }
                }
            }
            HTML("button", button) {
                HTML("span", ["class": "enlarge"]) {
                    Phrase.list(["Enlarge"] + folded.map { $0.title.lowercased() })
                }
                HTML("span", ["class": "reduce"]) { "Close" }
                HTML("span", ["class": "unseen"]) { " \(label)" }
            }
            details(folded)
        }
    }

    /// Two images, of which the style sheet shows one. With <picture> a page printed from a dark screen would have dark
    /// pictures, because browsers do not choose the source again when they print.
    @HTMLBuilder private func images(
        _ pictures: Page.Pictures, _ size: PhysicalSize, _ kind: String, of figure: PlacedFigure
    ) -> HTML {
        image(pictures.light, "light" + kind, size, of: figure)
        image(pictures.dark, "dark" + kind, size, of: figure)
    }

    private func image(_ image: Data, _ kind: String, _ size: PhysicalSize, of figure: PlacedFigure) -> HTML {
        // The style sheet enlarges this size for the screen.
        func pixels(_ millimetres: Double) -> String {
            String(Int((millimetres * Page.pixelsPerMillimetre).rounded()))
        }
        return HTML(
            void: "img",
            [
                "class": kind, "src": "data:image/png;base64," + image.base64EncodedString(),
                "alt": figure.alternativeText, "width": pixels(size.width), "height": pixels(size.height),
            ])
    }

    /// A caption whose label is part of its first paragraph.
    @HTMLBuilder private mutating func caption(_ blocks: [Block], label: String) -> HTML {
        let first: [Inline]? =
            if case .paragraph(let inlines) = blocks.first?.content { inlines } else { nil }
        let rest = first == nil ? blocks : Array(blocks.dropFirst())
        HTML("p") {
            HTML("strong", ["class": "label"]) {
                // The word alone, because small capitals would change the letter in "Figure 3a".
                HTML("span") { String(label.prefix { $0 != " " }) }
                label.drop { $0 != " " } + "."
            }
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

    /// A part of a figure or table that the page shows below it, or folds.
    private struct Part {
        var title: String
        var visibility: Visibility
        var content: HTML
    }

    private func parts(of figure: PlacedFigure) -> [Part] {
        let place = figure.placement
        return [
            Part(title: "Data", visibility: place.showsData, content: data(of: figure)), template(of: place),
        ]
    }

    private func template(of place: Placement) -> Part {
        Part(title: "Template", visibility: place.showsSource, content: source(of: place))
    }

    /// Parts of one visibility, which share one line.
    @HTMLBuilder private func details(_ parts: [Part]) -> HTML {
        if let visibility = parts.first?.visibility, visibility != .hidden {
            let titles = parts.map(\.title).reduce(into: [String]()) {
                if !$0.contains($1) { $0.append($1) }
            }
            HTML(line: "details", ["class": "fold", "open": visibility == .shown ? "open" : nil]) {
                HTML(line: "summary") {
                    titles.enumerated().map { $0 == 0 ? $1 : $1.lowercased() }.joined(separator: " and ")
                }
                for part in parts { part.content }
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
            details([template(of: place)])
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
            "class": "equation", "id": equation.label?.id, "role": "group",
            "aria-label": equation.label.map { "Equation \($0.number)" } ?? "Equation",
        ]
        return HTML(line: "div", box) {
            HTML(raw: equation.math)
            if let number = equation.label?.number { HTML("span", ["class": "number"]) { "(\(number))" } }
        }
    }
}
