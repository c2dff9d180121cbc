import Document

extension Venue {
    /// eLife: https://elife-rp.msubmit.net/html/elife-rp_author_instructions.html takes PDF, EPS and TIFF, each figure in a
    /// file of its own, and sets no width. Figures are as wide as those of Nature.
    static let elife = Venue(
        "elife", "eLife", sheet: FigureSheet(singleColumn: 89, doubleColumn: 183, height: 230),
        textSize: 7, letterSize: 8, leastSize: 5
    ) {
        $0.formats = ["pdf", "eps", "tif"]
    }
}
