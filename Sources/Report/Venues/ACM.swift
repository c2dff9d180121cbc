import Document

extension Venue {
    /// ACM conferences: the class acmart (sigconf) has columns of 241 and a text of 506 TeX points. Type 3 fonts are refused
    /// at upload, https://github.com/numbbo/coco/issues/2112.
    static let acm = Venue(
        "acm", "ACM", sheet: FigureSheet(singleColumn: 84.7, doubleColumn: 177.8, height: 210),
        textSize: 8, letterSize: 9, leastSize: 6
    ) {
        $0.formats = ["pdf", "png"]
        $0.typeSizes = 6...10
    }
}
