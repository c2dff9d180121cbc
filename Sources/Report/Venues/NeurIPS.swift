import Document

extension Venue {
    /// NeurIPS: the style file's text on preparing PDF files (“only Type 1 or embedded TrueType fonts”) and its one column of
    /// 5.5 inches; type as in tueplots, https://github.com/pnkraemer/tueplots. Figures of one panel leave the column's
    /// margins free.
    static let neurips = Venue(
        "neurips", "NeurIPS", sheet: FigureSheet(singleColumn: 92, doubleColumn: 139.7, height: 190),
        textSize: 8, letterSize: 9, leastSize: 6
    ) {
        $0.formats = ["pdf", "png"]
        $0.typeSizes = 6...10
    }
}
