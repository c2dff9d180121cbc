/// A rich text broken into stretches of one font each, with every stretch's place worked out, in points.
struct TextBlock: Hashable, Sendable {
    struct Piece: Hashable, Sendable {
        let text: String
        let path: String
        let size: Double
        /// Start on the base line, relative to the block's start; y downwards.
        let offset: Point
    }

    let text: RichText
    let pieces: [Piece]
    let width: Double
    /// Ink above and below the base line, both positive.
    let ascent: Double
    let descent: Double

    var height: Double { ascent + descent }
}

/// Sets rich texts, remembering what it has measured.
struct Typesetter {
    let fonts: FontBook
    private var known: [Key: TextBlock] = [:]
    private var extents: [ExtentKey: GDText.Extent] = [:]

    private struct Key: Hashable {
        let text: RichText
        let size: Double
    }

    private struct ExtentKey: Hashable {
        let text: String
        let path: String
        let size: Double
    }

    init(fonts: FontBook) {
        self.fonts = fonts
    }

    /// Raised and lowered text is set at this share of the size.
    static let scriptScale = 0.7

    /// A block of one line at `size` points.
    mutating func set(_ text: RichText, size: Double) throws(PlotError) -> TextBlock {
        let key = Key(text: text, size: size)
        if let block = known[key] { return block }
        var pieces: [TextBlock.Piece] = []
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
                        let extent = try measure(piece.text, path: piece.path, size: size * scale)
                        pieces.append(
                            TextBlock.Piece(
                                text: piece.text, path: piece.path, size: size * scale,
                                offset: Point(x: x, y: shift)))
                        x += extent.advance
                        ascent = max(ascent, -extent.top - shift)
                        descent = max(descent, extent.bottom + shift)
                    }
                }
            }
        }
        let block = TextBlock(text: text, pieces: pieces, width: x, ascent: ascent, descent: descent)
        known[key] = block
        return block
    }

    private mutating func measure(
        _ text: String, path: String, size: Double
    ) throws(PlotError) -> GDText.Extent {
        let key = ExtentKey(text: text, path: path, size: size)
        if let extent = extents[key] { return extent }
        let extent = try GDText.measure(text, path: path, size: size)
        extents[key] = extent
        return extent
    }

    private enum Segment {
        case text(String)
        case space(Double)
    }

    /// Cuts thin and hair spaces out: many fonts lack them, and a gap needs no glyph. Control characters,
    /// which would start new lines, become spaces.
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
