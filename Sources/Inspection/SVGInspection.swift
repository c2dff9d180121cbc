import Foundation
import Plot

#if canImport(FoundationXML)
    import FoundationXML
#endif

extension FileFormat {
    static let svg = FileFormat(
        signature: Array("<svg".utf8),
        isFormat: { file in file.prefix(4096).firstRange(of: Data("<svg".utf8)) != nil }
    ) { file in
        // Foundation's parser ends the program at some bytes that are no text.
        guard String(data: file, encoding: .utf8) != nil else {
            throw InspectionProblem(reason: "it is not UTF-8")
        }
        let reader = SVGReader(FigureFacts(format: "svg", bytes: file.count))
        let parser = XMLParser(data: file)
        parser.shouldResolveExternalEntities = false
        parser.delegate = reader
        guard parser.parse(), !reader.isDamaged else { throw InspectionProblem(reason: "it is no sound XML") }
        return reader.facts
    }
}

/// Collects what an SVG file draws: attributes and `style`, without style sheets.
private final class SVGReader: NSObject, XMLParserDelegate {
    private(set) var facts: FigureFacts
    private(set) var isDamaged = false
    /// What holds inside each open element.
    private var open: [Element] = []
    private var words = ""
    private static let fontAttributes = ["font-family", "font-size", "font-weight"]

    private struct Element {
        var name = ""
        var matrix = Matrix()
        /// Attributes that inner elements inherit.
        var style: [String: String] = [
            "fill": "#000", "stroke": "none", "stroke-width": "1", "font-size": "16",
        ]
        /// The product of the opacities of all groups around.
        var opacity = 1.0
    }

    init(_ facts: FigureFacts) {
        self.facts = facts
        self.facts.colorModes = [.rgb]
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        var element = open.last ?? Element()
        element.name = name
        var own = attributes
        for rule in attributes["style"]?.split(separator: ";") ?? [] {
            let parts = rule.split(separator: ":", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces)
            }
            if parts.count == 2 { own[parts[0]] = parts[1] }
        }
        for key in ["fill", "stroke", "stroke-width", "fill-opacity", "stroke-opacity"] + Self.fontAttributes
        {
            if let value = own[key] { element.style[key] = value }
        }
        element.opacity *= own["opacity"].flatMap(Double.init) ?? 1
        if let transform = own["transform"] {
            element.matrix = Self.matrix(transform).followed(by: element.matrix)
        }
        switch name {
        case "svg" where open.isEmpty: element.matrix = start(own)
        case "path", "line", "polyline", "polygon", "rect", "circle", "ellipse": draw(element, own)
        case "image": draw(image: own, element)
        default: break
        }
        open.append(element)
        words = ""
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) {
        words += string
        guard let element = open.last, ["text", "tspan", "textPath"].contains(element.name) else { return }
        let text = string.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !text.isEmpty, let size = Self.length(element.style["font-size"]) else { return }
        let family = element.style["font-family"]?.split(separator: ",").first.map {
            $0.trimmingCharacters(in: CharacterSet(charactersIn: " '\""))
        }
        let weight = element.style["font-weight"] ?? ""
        let isBold = weight == "bold" || Int(weight).map { $0 >= 600 } ?? false
        let font = (family ?? "without a name") + (isBold ? "-Bold" : "")
        facts.fonts.insert(FigureFacts.Font(name: font, kind: .named, isEmbedded: false))
        facts.texts.insert(
            FigureFacts.TextStyle(
                font: font, size: Self.hundredths(size * element.matrix.heightScale),
                isSingle: text.count == 1))
        note(element, "fill", .text)
    }

    func parser(
        _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
        open.removeLast()
        // Those of the whole picture, not of a part.
        if open.count == 1 {
            if name == "title" { facts.title = words }
            if name == "desc" { facts.description = words }
        }
    }

    // Foundation's parser does not fail at every error of which it tells.
    func parser(_ parser: XMLParser, parseErrorOccurred parseError: any Error) { isDamaged = true }

    // MARK: Elements

    /// The map from the file's units to points.
    private func start(_ attributes: [String: String]) -> Matrix {
        let box = attributes["viewBox"].map { $0.split { " ,".contains($0) }.compactMap { Double($0) } } ?? []
        var matrix = Matrix()
        guard let width = Self.length(attributes["width"]), let height = Self.length(attributes["height"])
        else { return matrix }
        // A length is in units of 1/96 inch.
        let (points, millimetres) = (72.0 / 96, 25.4 / 96)
        facts.size = (width * millimetres, height * millimetres)
        (matrix.a, matrix.d) = (points, points)
        if box.count == 4, box[2] > 0, box[3] > 0 {
            (matrix.a, matrix.d) = (points * width / box[2], points * height / box[3])
        }
        return matrix
    }

    private func draw(_ element: Element, _ attributes: [String: String]) {
        // Outlines of clips and patterns are not drawn themselves.
        let isHidden = open.contains { ["clipPath", "defs", "mask", "pattern", "marker"].contains($0.name) }
        guard !isHidden else { return }
        if element.style["stroke"] != "none", let width = Self.length(element.style["stroke-width"]) {
            facts.addLine(
                width: width * element.matrix.meanScale, element.style["stroke"].flatMap(Self.color))
            note(element, "stroke", .line)
        }
        if element.style["fill"] != "none" { note(element, "fill", .area) }
    }

    private func draw(image attributes: [String: String], _ element: Element) {
        let link = attributes["href"] ?? attributes["xlink:href"] ?? ""
        guard let width = Self.length(attributes["width"]), let comma = link.firstIndex(of: ","),
            let data = Data(base64Encoded: String(link[link.index(after: comma)...])),
            let image = try? FigureFacts(of: data, named: ""), let pixels = image.pixels
        else { return }
        let inches = width * element.matrix.widthScale / 72
        if inches > 0 { facts.resolutions.insert(Self.hundredths(Double(pixels.width) / inches)) }
    }

    private func note(_ element: Element, _ key: String, _ part: FigureFacts.ColorUse.Part) {
        guard let color = element.style[key].flatMap(Self.color) else { return }
        let opacity = element.style[key + "-opacity"].flatMap(Double.init) ?? 1
        facts.colors.insert(.init(color: color.faded(opacity * element.opacity), part: part))
    }

    // MARK: Values

    private static func hundredths(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    /// A length in units of 1/96 inch; nil for shares and other units.
    private static func length(_ text: String?) -> Double? {
        guard let text else { return nil }
        let units = ["px": 1, "pt": 96.0 / 72, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96]
        for (unit, factor) in units where text.hasSuffix(unit) {
            return Double(text.dropLast(unit.count)).map { $0 * factor }
        }
        return Double(text)
    }

    private static func color(_ text: String) -> Color? {
        if text == "black" { return Color(0) }
        if text == "white" { return Color(0xFFFFFF) }
        guard text.hasPrefix("#") else { return nil }
        var digits = String(text.dropFirst())
        if digits.count == 3 { digits = digits.map { "\($0)\($0)" }.joined() }
        return digits.count == 6 ? UInt32(digits, radix: 16).map { Color($0) } : nil
    }

    /// A list of `translate`, `scale`, `rotate` and `matrix`, the last one applied first. Sizes do not depend on the centre of a
    /// rotation.
    private static func matrix(_ text: String) -> Matrix {
        var result = Matrix()
        for match in text.matches(of: /(\w+)\s*\(([^)]*)\)/) {
            let numbers = match.output.2.split { " ,\n\t".contains($0) }.compactMap { Double($0) }
            var matrix = Matrix()
            switch match.output.1 {
            case "matrix": matrix = Matrix(numbers) ?? matrix
            case "translate" where !numbers.isEmpty:
                (matrix.e, matrix.f) = (numbers[0], numbers.count > 1 ? numbers[1] : 0)
            case "scale" where !numbers.isEmpty:
                (matrix.a, matrix.d) = (numbers[0], numbers.count > 1 ? numbers[1] : numbers[0])
            case "rotate" where !numbers.isEmpty:
                let angle = numbers[0] * .pi / 180
                (matrix.a, matrix.b, matrix.c, matrix.d) = (cos(angle), sin(angle), -sin(angle), cos(angle))
            default: break
            }
            result = matrix.followed(by: result)
        }
        return result
    }
}
