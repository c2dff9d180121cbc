import Document

extension Venue {
    /// Science (AAAS): “Preparing your art and figures”,
    /// http://www.sciencemag.org/site/feature/contribinfo/prep/prep_revfigs.xhtml (formats; 600 dpi for lines in pixels),
    /// and the author instructions at https://www.science.org (columns of 57, 121 and 184 mm, sans-serif type from 5 to 7 pt
    /// or so). Figures of one panel take two of the three columns.
    static let science = Venue(
        "science", "Science", sheet: FigureSheet(singleColumn: 121, doubleColumn: 184, height: 220),
        textSize: 7, letterSize: 8, leastSize: 5
    ) {
        $0.formats = ["pdf", "eps", "ai", "tif"]
        $0.typeSizes = 5...9
        $0.families = helvetica
        $0.resolution = 400...10_000
    }
}
