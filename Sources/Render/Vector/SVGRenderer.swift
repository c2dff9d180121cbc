import Foundation
import Plot

/// Writes scenes as SVG: texts as texts that any program can edit, cells as images.
public struct SVGRenderer: Renderer {
    public static let fileExtension = "svg"

    private let dotsPerInch: Double

    public init(dotsPerInch: Double) { self.dotsPerInch = dotsPerInch }

    public func render(_ scene: Scene, theme: Theme, words: PictureWords) throws -> Data {
        let canvas = SVGCanvas(dotsPerInch)
        try canvas.paint(scene, theme: theme)
        let (width, height) = (SVG.number(scene.width.points), SVG.number(scene.height.points))
        let labels = [("title", words.title), ("desc", words.description)].filter { !$0.1.isEmpty }
        let head = labels.map { "<\($0.0)>\(SVG.escaped($0.1))</\($0.0)>\n" }.joined()
        let file = """
            <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" \
            width="\(width)pt" height="\(height)pt" viewBox="0 0 \(width) \(height)" role="img" \
            fill="none" stroke-linejoin="round">
            \(head)\(canvas.elements)</svg>

            """
        return Data(file.utf8)
    }
}

/// The grammar of SVG.
private enum SVG {
    /// A number with at most three decimals: a thousandth of a point is finer than any press.
    static func number(_ value: Double) -> String {
        let thousandths = value.isFinite ? Int((min(1e9, max(-1e9, value)) * 1000).rounded()) : 0
        let (whole, rest) = thousandths.magnitude.quotientAndRemainder(dividingBy: 1000)
        var text = (thousandths < 0 ? "-" : "") + String(whole)
        if rest > 0 {
            text += "." + String(1000 + rest).dropFirst()
            while text.hasSuffix("0") { text.removeLast() }
        }
        return text
    }

    /// A text in which nothing is markup, without the characters that XML forbids.
    static func escaped(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    static func path(_ path: Path) -> String {
        path.contours.map { contour in
            "M" + contour.points.map { "\(number($0.x)) \(number($0.y))" }.joined(separator: " ")
                + (contour.closed ? "Z" : "")
        }.joined()
    }

    /// The attributes of a colour, for `fill` or `stroke`.
    static func paint(_ name: String, _ color: Color) -> String {
        let hex = String(0x100_0000 | color.hex, radix: 16).dropFirst()
        return " \(name)=\"#\(hex)\""
            + (color.opacity < 1 ? " \(name)-opacity=\"\(number(color.opacity))\"" : "")
    }
}

/// Collects the elements of an SVG file.
private final class SVGCanvas: VectorCanvas {
    let dotsPerInch: Double
    let keepsDenseShapes = false
    private(set) var elements = ""
    private var clipCount = 0

    init(_ dotsPerInch: Double) { self.dotsPerInch = dotsPerInch }

    private func add(_ element: String) { elements += element + "\n" }

    func fill(_ path: Path, _ color: Color) {
        guard !path.contours.isEmpty else { return }
        add("<path d=\"\(SVG.path(path))\"\(SVG.paint("fill", color))/>")
    }

    func fill(discs: [Point], radius: Double, _ color: Color) {
        add("<g\(SVG.paint("fill", color))>")
        for center in discs {
            let (x, y) = (SVG.number(center.x), SVG.number(center.y))
            add("<circle cx=\"\(x)\" cy=\"\(y)\" r=\"\(SVG.number(radius))\"/>")
        }
        add("</g>")
    }

    func stroke(_ path: Path, width: Double, dash: [Double], hasRoundEnds: Bool, _ color: Color) {
        guard !path.contours.isEmpty else { return }
        let dashes = dash.map(SVG.number).joined(separator: " ")
        add(
            "<path d=\"\(SVG.path(path))\"\(SVG.paint("stroke", color)) stroke-width=\"\(SVG.number(width))\""
                + (hasRoundEnds ? " stroke-linecap=\"round\"" : "")
                + (dash.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"") + "/>")
    }

    func draw(_ image: CellImage) throws { add(try image.png(), at: image.place) }

    func draw(_ layer: PixelLayer) throws { add(try layer.png(), at: layer.place) }

    // Inkscape 1.2 does not know `href` alone.
    private func add(_ png: Data, at place: Rect) {
        add(
            """
            <image x="\(SVG.number(place.x))" y="\(SVG.number(place.y))" width="\(SVG.number(place.width))" \
            height="\(SVG.number(place.height))" preserveAspectRatio="none" \
            style="image-rendering: optimizeSpeed; image-rendering: pixelated" \
            xlink:href="data:image/png;base64,\(png.base64EncodedString())"/>
            """)
    }

    func beginGroup(_ role: Shape.Role, clip: Rect?) {
        let name = if case .panel(let index) = role { "panel-\(index + 1)" } else { "\(role)" }
        guard let clip else { return add("<g class=\"\(name)\">") }
        clipCount += 1
        let outline = SVG.path(Path(rect: clip))
        add("<clipPath id=\"clip-\(clipCount)\"><path d=\"\(outline)\"/></clipPath>")
        add("<g class=\"\(name)\" clip-path=\"url(#clip-\(clipCount))\">")
    }

    func endGroup() { add("</g>") }

    // MARK: Text

    func draw(_ text: PlacedText, _ color: Color) {
        let place = "translate(\(SVG.number(text.origin.x)) \(SVG.number(text.origin.y)))"
        let turn = text.upwards ? " rotate(-90)" : ""
        // Where the next run would start if there were neither gaps nor shifts.
        var pen = Point(x: 0, y: 0)
        let runs = text.runs.map { run in
            let gaps = [("dx", run.offset.x - pen.x), ("dy", run.offset.y - pen.y)]
                .filter { abs($0.1) > 0.001 }.map { " \($0.0)=\"\(SVG.number($0.1))\"" }.joined()
            pen = Point(x: run.offset.x + run.glyphs.reduce(0) { $0 + $1.advance }, y: run.offset.y)
            return "<tspan\(font(run))\(gaps)>\(SVG.escaped(run.text))</tspan>"
        }
        add(
            "<text transform=\"\(place)\(turn)\"\(SVG.paint("fill", color)) xml:space=\"preserve\">"
                + runs.joined() + "</text>")
    }

    private func font(_ run: GlyphRun) -> String {
        let families = [run.font.family] + ["Arial", "Helvetica"].filter { $0 != run.font.family }
        let face =
            switch run.font.face {
            case .regular: ""
            case .italic: " font-style=\"italic\""
            case .bold: " font-weight=\"bold\""
            }
        return
            " font-family=\"\(families.joined(separator: ", ")), sans-serif\" font-size=\"\(SVG.number(run.size))\""
            + face
    }
}
