import Foundation

/// One HTML file that contains everything it shows and fetches nothing.
public struct Page {
    /// The two copies of a figure that the page holds, as PNG files of ``dotsPerInch``.
    public struct Pictures: Sendable {
        var light: Data
        var dark: Data

        public init(light: Data, dark: Data) {
            self.light = light
            self.dark = dark
        }
    }

    /// The scale of figures on the screen relative to paper. It makes text of 7 to 8 points as large as a caption.
    static let screenScale = 1.25
    /// CSS pixels per millimetre: a CSS inch has 96.
    static let pixelsPerMillimetre = 96 / 25.4
    /// The resolution of the page's pictures: two pixels for each CSS pixel, so that the pictures are sharp when enlarged
    /// or on a high-resolution screen.
    public static let dotsPerInch = 2 * 96 * screenScale

    var document: ExpandedTemplate
    var pictures: [Pictures]
    var styleSheet: String
    var maker: String
    var origin: String
    var refresh: Int?

    /// - Parameters:
    ///   - pictures: one pair for each of the document's figures, in the same order.
    ///   - styleSheet: CSS without `</style`.
    ///   - maker: the program and its version, for the footer and the generator line.
    ///   - origin: what the page was made from, for the footer.
    ///   - refresh: seconds after which the page reloads itself; `nil` for a page that is final.
    public init(
        document: ExpandedTemplate, pictures: [Pictures], styleSheet: String, maker: String, origin: String,
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
        var html = HTML()
        html.raw("<!DOCTYPE html>\n")
        html.element("html", ["lang": document.language]) { html in
            html.newLine()
            html.element("head") { head in writeHead(style: style, into: &head) }
            html.newLine()
            html.element("body") { body in writeBody(into: &body) }
            html.newLine()
        }
        html.newLine()
        return html.text
    }

    /// The Content-Security-Policy. It forbids scripts and every address but `data:`, and allows the page's one style by
    /// its digest.
    static func policy(forStyle style: String) -> String {
        let digest = Data(SHA256.digest(style.utf8)).base64EncodedString()
        return
            "default-src 'none'; img-src data:; style-src 'sha256-\(digest)'; base-uri 'none'; form-action 'none'"
    }

    private func writeHead(style: String, into html: inout HTML) {
        func meta(_ name: String, _ content: String) {
            html.newLine()
            html.void("meta", ["name": name, "content": content])
        }
        html.newLine()
        html.void("meta", ["charset": "utf-8"])
        html.newLine()
        html.void("meta", ["http-equiv": "Content-Security-Policy", "content": Self.policy(forStyle: style)])
        if let refresh {
            html.newLine()
            html.void("meta", ["http-equiv": "refresh", "content": String(refresh)])
        }
        meta("viewport", "width=device-width, initial-scale=1")
        meta("color-scheme", "light dark")
        meta("generator", maker)
        if !document.description.isEmpty { meta("description", document.description) }
        html.newLine()
        html.element("title") { $0.write(document.title.plainText) }
        html.newLine()
        // Without this link a browser requests an icon from the page's server.
        html.void("link", ["rel": "icon", "href": "data:,"])
        html.newLine()
        html.element("style") { $0.raw(style) }
        html.newLine()
    }

    private func writeBody(into html: inout HTML) {
        var writer = BlockWriter(document: document, pictures: pictures)
        html.newLine()
        html.element("header") { header in
            header.newLine()
            header.element("a", ["class": "skip", "href": "#main"]) { $0.write("Skip to the text") }
            header.newLine()
            header.element("h1") { writer.write(document.title, into: &$0) }
            if !document.subtitle.isEmpty {
                header.newLine()
                header.element("p", ["class": "subtitle"]) { writer.write(document.subtitle, into: &$0) }
            }
            header.newLine()
        }
        html.newLine()
        if document.showsContents, document.headings.count > 1 {
            html.element("nav", ["aria-labelledby": "contents"]) { nav in
                nav.newLine()
                nav.element("p", ["id": "contents"]) { $0.write("Contents") }
                writeContents(document.headings[...], into: &nav, writer: &writer)
                nav.newLine()
            }
            html.newLine()
        }
        html.element("main", ["id": "main"]) { main in
            main.newLine()
            writer.write(document.blocks, into: &main)
            writer.writeFootnotes(into: &main)
        }
        html.newLine()
        html.element("footer") { footer in
            footer.element("p") { $0.write("Made by \(maker) from \(origin).") }
        }
        html.newLine()
    }

    /// Writes the headings as a list. Lower headings are nested lists, two levels at most.
    private func writeContents(
        _ headings: ArraySlice<ExpandedTemplate.Heading>, into html: inout HTML, writer: inout BlockWriter,
        depth: Int = 1
    ) {
        guard let top = headings.map(\.level).min() else { return }
        html.newLine()
        html.element("ol") { list in
            var rest = headings
            while let first = rest.first {
                rest = rest.dropFirst()
                let below = rest.prefix { $0.level > max(first.level, top) }
                rest = rest.dropFirst(below.count)
                list.newLine()
                list.element("li") { item in
                    item.element("a", ["href": "#" + first.id]) { writer.writePlain(first.text, into: &$0) }
                    if depth < 2, !below.isEmpty {
                        writeContents(below, into: &item, writer: &writer, depth: depth + 1)
                    }
                }
            }
            list.newLine()
        }
    }
}
