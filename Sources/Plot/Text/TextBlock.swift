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
