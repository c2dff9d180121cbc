import Foundation

/// One HTML file that contains everything it shows and fetches nothing.
public struct Page {
    /// The two copies of a drawing that the page holds, as PNG files of ``dotsPerInch``.
    public struct Pictures: Sendable {
        var light: Data
        var dark: Data

        public init(light: Data, dark: Data) {
            self.light = light
            self.dark = dark
        }
    }

    /// The pictures of one figure.
    public struct FigurePictures: Sendable {
        var full: Pictures
        /// The pictures for narrow screens, if the figure has a drawing for them.
        var narrow: Pictures?

        public init(full: Pictures, narrow: Pictures? = nil) {
            self.full = full
            self.narrow = narrow
        }
    }

    /// CSS pixels per millimetre: a CSS inch has 96.
    static let pixelsPerMillimetre = 96 / 25.4
    /// The resolution of the page's pictures. Journals ask for at least 300 pixels per inch on paper. On the screen, where
    /// the style sheet enlarges a figure of one column 1.82 times, a CSS pixel has 1.77 pixels of the picture.
    public static let dotsPerInch = 310.0

    var document: ExpandedTemplate
    var pictures: [FigurePictures]
    var styleSheet: String
    var maker: String
    var origin: String
    var refresh: Int?

    /// - Parameters:
    ///   - pictures: one element for each of the document's figures, in the same order.
    ///   - styleSheet: CSS without `</style`.
    ///   - maker: the program and its version, for the footer and the generator line.
    ///   - origin: what the page was made from, for the footer.
    ///   - refresh: seconds after which the page reloads itself; `nil` for a page that is final.
    public init(
        document: ExpandedTemplate, pictures: [FigurePictures], styleSheet: String, maker: String,
        origin: String,
        refresh: Int? = nil
    ) {
        self.document = document
        self.pictures = pictures
        self.styleSheet = styleSheet
        self.maker = maker
        self.origin = origin
        self.refresh = refresh
    }

    /// The contents of the file.
    public func html() -> String {
        let style = "\n" + styleSheet.replacing("\r\n", with: "\n").trimmed + "\n"
        let page = HTML(block: "html", ["lang": document.frontMatter[FrontMatter.language] ?? "en"]) {
            HTML(block: "head") { head(style: style) }
            HTML(block: "body") { body }
        }
        return "<!DOCTYPE html>\n" + page.text
    }

    /// The Content-Security-Policy. It forbids scripts and every address but `data:`, and allows the page's one style by
    /// its digest.
    static func policy(forStyle style: String) -> String {
        let digest = Data(SHA256.digest(style.utf8)).base64EncodedString()
        return
            "default-src 'none'; img-src data:; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'"
    }

    @HTMLBuilder private func head(style: String) -> HTML {
        meta(["charset": "utf-8"])
        meta(["http-equiv": "Content-Security-Policy", "content": Self.policy(forStyle: style)])
        if let refresh { meta(["http-equiv": "refresh", "content": String(refresh)]) }
        meta(["name": "viewport", "content": "width=device-width, initial-scale=1"])
        meta(["name": "color-scheme", "content": "light dark"])
        meta(["name": "generator", "content": maker])
        if !document.description.isEmpty { meta(["name": "description", "content": document.description]) }
        HTML(line: "title") { document.title.plainText }
        // Without this link a browser requests an icon from the page's server.
        HTML(raw: "<link rel=\"icon\" href=\"data:,\"/>\n")
        HTML(line: "style") { HTML(raw: style) }
    }

    @HTMLBuilder private func meta(_ attributes: KeyValuePairs<String, String?>) -> HTML {
        HTML(void: "meta", attributes)
        "\n"
    }

    @HTMLBuilder private var body: HTML {
        var writer = BlockWriter(document: document, pictures: pictures)
        HTML(block: "header") {
            HTML(line: "a", ["class": "skip", "href": "#main"]) { "Skip to the text" }
            HTML(line: "h1") { writer.html(document.title) }
            if !document.subtitle.isEmpty {
                HTML(line: "p", ["class": "subtitle"]) { writer.html(document.subtitle) }
            }
        }
        if document.frontMatter[FrontMatter.contents], document.headings.count > 1 {
            HTML(block: "nav", ["aria-labelledby": "contents"]) {
                HTML(line: "p", ["id": "contents"]) { "Contents" }
                contents(document.headings[...], writer)
                "\n"
            }
        }
        HTML(block: "main", ["id": "main"]) {
            writer.html(document.blocks)
            writer.footnotes()
            writer.references()
        }
        HTML(line: "footer") { HTML("p") { "Made by \(maker) from \(origin)." } }
    }

    /// The headings as a list. Lower headings are nested lists, two levels at most.
    private func contents(
        _ headings: ArraySlice<ExpandedTemplate.Heading>, _ writer: BlockWriter, depth: Int = 1
    ) -> HTML {
        let top = headings.map(\.level).min() ?? 1
        var items: [HTML] = []
        var rest = headings
        while let first = rest.popFirst() {
            let below = rest.prefix { $0.level > max(first.level, top) }
            rest = rest.dropFirst(below.count)
            items.append(
                HTML(line: "li") {
                    HTML("a", ["href": "#" + first.id]) { writer.plain(first.text) }
                    if depth < 2, !below.isEmpty {
                        "\n"
                        contents(below, writer, depth: depth + 1)
                    }
                })
        }
        return HTML("ol") {
            "\n"
            for item in items { item }
        }
    }
}
