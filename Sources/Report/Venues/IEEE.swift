import Document

extension Venue {
    /// IEEE transactions: the author center's “File formatting”,
    /// https://journals.ieeeauthorcenter.ieee.org/create-your-ieee-journal-article/create-graphics-for-your-article/file-formatting/
    /// (type of about 9 to 10 pt, fonts embedded), and “Guidelines for author supplied electronic text and graphics” (columns
    /// of 3 1/2 and 7 1/16 inches, at most 9 inches high with the caption; part labels of 8 pt).
    static let ieee = Venue(
        "ieee", "IEEE", sheet: FigureSheet(singleColumn: 88.9, doubleColumn: 179.4, height: 216),
        textSize: 10, letterSize: 10, leastSize: 8
    ) {
        $0.formats = ["pdf", "eps", "ps", "tif", "png"]
        $0.typeSizes = 8...10
        $0.families = helvetica + ["Times", "Times New Roman", "Liberation Serif", "Cambria", "Symbol"]
    }
}
