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
    /// Colours for lines and areas, in the order in which they should be used.
    ///
    /// Simulated annealing over lightness, chroma and hue found the colours that are nearest to blue,
    /// vermilion, green, purple, ochre and sky blue under these constraints: any two are at least 0.099 apart
    /// in Oklab for normal, protanopic and deuteranopic eyes, the first two 0.18, the first three 0.129.
    /// Colour blindness is simulated after Machado, Oliveira and Fernandes (2009) at full severity. The
    /// contrast to the page is at least 3 in light and 4.5 in dark.
    public var series: [Color]
    /// Whether the background is dark, which selects the dark form of the colour maps.
    public var isDark: Bool

    /// Dark ink on white, for paper and for a page in light mode.
    public static let light = Theme(
        background: Color(0xFFFFFF), ink: Color(0x1A1A1A), muted: Color(0x666666), grid: Color(0xE4E4E4),
        missing: Color(0xD9D9D9),
        series: [0x1179BD, 0xB74A01, 0x11A67F, 0x863781, 0xB6861B, 0x419BDB].map { Color($0) }, isDark: false)

    /// Light ink on near-black, for a page in dark mode.
    public static let dark = Theme(
        background: Color(0x14161A), ink: Color(0xE8E8E8), muted: Color(0xA0A4AA), grid: Color(0x34383E),
        missing: Color(0x4A4E55),
        series: [0x54A9F8, 0xEB863A, 0x39D7AE, 0xCE80BC, 0xF0D159, 0x90D6FE].map { Color($0) }, isDark: true)
}
