/// Sizes of text and lines, in points at the figure's physical size.
public struct Typography: Hashable, Sendable {
    /// Tick labels, legends, annotations.
    public var tickSize = 6.5
    /// Axis titles.
    public var axisTitleSize = 7.0
    /// Panel titles.
    public var titleSize = 7.0
    /// Panel letters.
    public var letterSize = 8.0
    /// The least size of raised and lowered text.
    public var leastSize = 5.0
    /// Whether the names of lines may stand at their ends in their colours; otherwise they stand in a legend with keys.
    public var hasColoredNames = true
    /// Axis lines and ticks.
    public var axisWidth = 0.6
    /// Length of ticks, outwards.
    public var tickLength = 2.6
    /// Length of ticks without labels.
    public var minorTickLength = 1.5
    /// Room around the whole figure.
    public var margin = 2.0
    /// Room between neighbouring panels.
    public var panelGap = 9.0

    public init() {}

    /// Sizes for a journal page at 89 or 183 mm: at most 7 pt but for the letters, at least 5 pt.
    public static let print = Typography()

    /// Distance of the base lines of a title's lines as a multiple of the font size.
    static let lineHeight = 1.15
    /// Height of capitals and digits as a share of the font size, in fonts cut like Helvetica.
    static let capHeight = 0.72
    /// Depth of descenders as a share of the font size.
    static let depth = 0.21
}
