/// Sets rich texts in fonts, and caches them. Used by one layout, on one thread.
final class Typesetter {
    private let metrics: FontMetrics
    private let leastSize: Double
    private let magnification: Double
    private var known: [Key: TextBlock] = [:]

    private struct Key: Hashable {
        let text: RichText
        let size: Double
    }

    /// - Parameters:
    ///   - leastSize: raised and lowered text is not smaller, in points.
    ///   - magnification: hinted text is not simply proportional to its size, so it is measured magnified.
    /// - Throws: `PlotError.font`.
    init(fonts: FontBook, leastSize: Double = 0, magnification: Double = 1) throws {
        metrics = try FontMetrics(fonts: fonts)
        self.leastSize = leastSize
        self.magnification = magnification
    }

    /// Raised and lowered text is set at this share of the size.
    static let scriptScale = 0.7

    /// The text on one line, at `size` points.
    ///
    /// - Throws: `PlotError.font` if a font file cannot be read.
    func set(_ text: RichText, size: Double) throws -> TextBlock {
        let key = Key(text: text, size: size)
        if let block = known[key] { return block }
        var runs: [GlyphRun] = []
        var (x, ascent, descent) = (0.0, 0.0, 0.0)
        for run in text.runs {
            let runSize =
                run.script == .normal ? size : max(Typesetter.scriptScale * size, min(size, leastSize))
            let shift =
                switch run.script {
                case .normal: 0.0
                case .raised: -0.36 * size
                case .lowered: 0.16 * size
                }
            for (string, gap) in Typesetter.parts(of: run.text) {
                for piece in try metrics.split(string, face: run.face) {
                    let extent = try metrics.measure(
                        piece.text, font: piece.font, size: runSize * magnification
                    ).divided(by: magnification)
                    runs.append(
                        GlyphRun(
                            text: piece.text, font: piece.font, size: runSize, glyphs: extent.glyphs,
                            offset: Point(x: x, y: shift)))
                    x += extent.advance
                    ascent = max(ascent, -extent.top - shift)
                    descent = max(descent, extent.bottom + shift)
                }
                x += gap * runSize
            }
        }
        let block = TextBlock(text: text, runs: runs, width: x, ascent: ascent, descent: descent)
        known[key] = block
        return block
    }

    /// The text on as few lines as fit a width, broken at spaces. A word that is longer has a line of its own.
    ///
    /// - Throws: `PlotError.font`.
    func lines(_ text: RichText, size: Double, width: Double) throws -> [TextBlock] {
        let whole = try set(text, size: size)
        if whole.width <= width { return [whole] }
        var lines: [RichText] = []
        for word in text.words {
            if let last = lines.last {
                let longer = last + " " + word
                if try set(longer, size: size).width <= width {
                    lines[lines.count - 1] = longer
                    continue
                }
            }
            lines.append(word)
        }
        return lines.isEmpty ? [whole] : try lines.map { try set($0, size: size) }
    }

    /// Splits a text at thin and hair spaces, because many fonts lack them and a gap needs no glyph. Control
    /// characters become spaces, because they would start new lines.
    ///
    /// - Returns: parts, each with the gap after it in font sizes.
    private static func parts(of text: String) -> [(text: String, gap: Double)] {
        var parts = [(text: "", gap: 0.0)]
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{2009}", "\u{202F}": parts[parts.count - 1].gap = 0.17
            case "\u{200A}": parts[parts.count - 1].gap = 0.08
            default:
                parts[parts.count - 1].text.unicodeScalars.append(
                    scalar.properties.generalCategory == .control ? " " : scalar)
                continue
            }
            parts.append(("", 0))
        }
        return parts
    }
}
