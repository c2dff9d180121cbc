/// A line of text at its place on a figure.
public struct PlacedText: Hashable, Sendable {
    /// The purpose of a text.
    public enum Role: Hashable, Sendable {
        case tickLabel
        case axisTitle
        case axisFactor
        case panelTitle
        case panelLetter
        case figureTitle
        case legend
        /// The name of a line or of points, beside their right end.
        case directLabel
        case strip
        case annotation
    }

    let block: TextBlock
    /// Where the base line starts, in points.
    public var origin: Point
    /// Whether the text is rotated counter-clockwise by 90°, so that it runs upwards.
    public var upwards = false
    public var ink = Ink.ink
    public let role: Role

    /// The text with its styles.
    public var richText: RichText { block.text }

    /// The characters, without fonts and places.
    public var text: String { block.text.plain }

    /// The parts of the text, one font each, in reading order.
    public var runs: [GlyphRun] { block.runs }

    /// Where the base line of a run starts, in points.
    public func start(of run: GlyphRun) -> Point {
        upwards
            ? Point(x: origin.x + run.offset.y, y: origin.y - run.offset.x)
            : Point(x: origin.x + run.offset.x, y: origin.y + run.offset.y)
    }

    /// The ink's box in points from the figure's top left corner.
    public var box: Rect {
        upwards
            ? Rect(
                x: origin.x - block.ascent, y: origin.y - block.width, width: block.height,
                height: block.width)
            : Rect(
                x: origin.x, y: origin.y - block.ascent, width: block.width, height: block.height)
    }
}
