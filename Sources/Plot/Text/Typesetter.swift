/// Sets rich texts, and remembers the ones that it has set. Used by one layout, on one thread.
final class Typesetter {
    let fonts: FontBook
    private let metrics: FontMetrics
    private var known: [Key: TextBlock] = [:]

    private struct Key: Hashable {
        let text: RichText
        let size: Double
    }

    /// - Throws: `PlotError.fontMetrics`.
    init(fonts: FontBook) throws {
        self.fonts = fonts
        metrics = try FontMetrics()
    }

    /// Raised and lowered text is set at this share of the size.
    static let scriptScale = 0.7

    /// The text on one line, at `size` points.
    ///
    /// - Throws: `PlotError.fontMetrics` if a font file cannot be read.
    func set(_ text: RichText, size: Double) throws -> TextBlock {
        let key = Key(text: text, size: size)
        if let block = known[key] { return block }
        var runs: [GlyphRun] = []
        var (x, ascent, descent) = (0.0, 0.0, 0.0)
        for run in text.runs {
            let scale = run.script == .normal ? 1 : Typesetter.scriptScale
            let shift =
                switch run.script {
                case .normal: 0.0
                case .raised: -0.36 * size
                case .lowered: 0.16 * size
                }
            for segment in Typesetter.segments(of: run.text) {
                switch segment {
                case .space(let share):
                    x += share * size * scale
                case .text(let string):
                    for piece in fonts.split(string, face: run.face) {
                        let extent = try metrics.measure(piece.text, font: piece.font, size: size * scale)
                        runs.append(
                            GlyphRun(
                                text: piece.text, font: piece.font, size: size * scale, glyphs: extent.glyphs,
                                offset: Point(x: x, y: shift)))
                        x += extent.advance
                        ascent = max(ascent, -extent.top - shift)
                        descent = max(descent, extent.bottom + shift)
                    }
                }
            }
        }
        let block = TextBlock(text: text, runs: runs, width: x, ascent: ascent, descent: descent)
        known[key] = block
        return block
    }

    private enum Segment {
        case text(String)
        case space(Double)
    }

    /// Cuts thin and hair spaces out, because many fonts lack them and a gap needs no glyph. Control characters
    /// become spaces, because they would start new lines.
    private static func segments(of text: String) -> [Segment] {
        var segments: [Segment] = []
        var current = ""
        func flush() {
            if !current.isEmpty { segments.append(.text(current)) }
            current = ""
        }
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\u{2009}", "\u{202F}":
                flush()
                segments.append(.space(0.17))
            case "\u{200A}":
                flush()
                segments.append(.space(0.08))
            default:
                current.unicodeScalars.append(scalar.properties.generalCategory == .control ? " " : scalar)
            }
        }
        flush()
        return segments
    }
}
