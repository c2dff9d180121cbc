/// A text at its place on the figure.
public struct PlacedText: Sendable {
    /// What a text is there for.
    public enum Role: Hashable, Sendable {
        case tickLabel
        case axisTitle
        case axisFactor
        case panelTitle
        case panelLetter
        case figureTitle
        case legend
        case strip
        case annotation
    }

    let block: TextBlock
    /// Where the base line starts, in points.
    var origin: Point
    var upwards = false
    var ink = Ink.ink
    public let role: Role

    /// The characters.
    public var text: String { block.text.plain }

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
