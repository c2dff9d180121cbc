/// A rich text on one line, broken into runs of one font each, with every run's place worked out, in points.
struct TextBlock: Hashable, Sendable {
    let text: RichText
    let runs: [GlyphRun]
    let width: Double
    /// Ink above and below the base line, both positive.
    let ascent: Double
    let descent: Double

    var height: Double { ascent + descent }
}

/// A part of a text in one font and size, with the glyphs that show it.
public struct GlyphRun: Hashable, Sendable {
    public let text: String
    public let font: Font
    /// In points.
    public let size: Double
    /// One glyph for each Unicode scalar of `text`, in the same order.
    public let glyphs: [Glyph]
    /// Where the run starts on the base line, in points from the start of the text; y downwards.
    public let offset: Point
}

/// One glyph of a font.
public struct Glyph: Hashable, Sendable {
    /// The glyph's number in its font file; 0 is the glyph for missing characters.
    public let index: UInt32
    /// From this glyph's origin to the next one's, kerning included, in points.
    public let advance: Double
}
