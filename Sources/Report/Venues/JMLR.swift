import Document

extension Venue {
    /// JMLR: the style file's one column of 6 inches and text of 11 pt; sizes as in tueplots,
    /// https://github.com/pnkraemer/tueplots.
    static let jmlr = Venue(
        "jmlr", "JMLR", sheet: FigureSheet(singleColumn: 102, doubleColumn: 152.4, height: 190),
        textSize: 9, letterSize: 10, leastSize: 6
    ) {
        $0.formats = ["pdf"]
        $0.typeSizes = 6...11
    }
}
