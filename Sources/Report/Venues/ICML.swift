import Document

extension Venue {
    /// ICML: the style file's columns of 3.25 and 6.75 inches; its paper checker refuses Type 3 fonts,
    /// https://github.com/wiseodd/pub-ready-plots/issues/32.
    static let icml = Venue(
        "icml", "ICML", sheet: FigureSheet(singleColumn: 82.55, doubleColumn: 171.45, height: 200),
        textSize: 8, letterSize: 9, leastSize: 6
    ) {
        $0.formats = ["pdf", "png"]
        $0.typeSizes = 6...10
    }
}
