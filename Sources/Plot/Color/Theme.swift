/// The colours of a page: what every ``Ink`` is resolved to.
public struct Theme: Hashable, Sendable {
    /// The page that the figure is drawn on.
    public var background: Color
    /// Text, axes and ticks.
    public var ink: Color
    /// Secondary text and reference lines.
    public var muted: Color
    /// Grid lines.
    public var grid: Color
    /// Cells without a value.
    public var missing: Color
    /// Colours of lines and areas that people with any kind of colour vision can tell apart.
    public var series: [Color]
    /// Whether the background is dark, which selects the dark form of the colour maps.
    public var isDark: Bool

    /// Dark ink on white, for paper and for a page in light mode.
    public static let light = Theme(
        background: Color(0xFFFFFF), ink: Color(0x1A1A1A), muted: Color(0x666666), grid: Color(0xE4E4E4),
        missing: Color(0xD9D9D9), series: LinePalette.light, isDark: false)

    /// Light ink on near-black, for a page in dark mode.
    public static let dark = Theme(
        background: Color(0x14161A), ink: Color(0xE8E8E8), muted: Color(0xA0A4AA), grid: Color(0x34383E),
        missing: Color(0x4A4E55), series: LinePalette.dark, isDark: true)
}
