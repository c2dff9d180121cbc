import Document

extension Venue {
    /// Nature and its sister journals: “Research figure guide”, https://research-figure-guide.nature.com (sizes, fonts,
    /// resolution, no coloured text), and the guide to final artwork (lines of 0.25 to 1 pt, panel letters of 8 pt bold).
    static let nature = Venue(
        "nature", "Nature", sheet: FigureSheet(singleColumn: 89, doubleColumn: 183, height: 170),
        textSize: 7, letterSize: 8, leastSize: 5, hasColoredNames: false
    ) {
        $0.formats = ["pdf", "eps", "ai"]
        $0.typeSizes = 5...7
        $0.letterSize = 8
        $0.families = helvetica
        $0.lineWidths = 0.25...1
        $0.colorModes = [.rgb, .gray]
        $0.keepsText = true
    }
}
