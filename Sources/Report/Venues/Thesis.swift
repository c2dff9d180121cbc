import Document
import Render

extension Venue {
    /// A thesis: A4 with margins of 30 mm and text of 11 or 12 pt. No institution's rules.
    static let thesis = Venue(
        "thesis", "a thesis", sheet: FigureSheet(singleColumn: 102, doubleColumn: 150, height: 200),
        textSize: 9, letterSize: 10, leastSize: 6, formats: [PDFRenderer.self, SVGRenderer.self]
    ) {
        $0.typeSizes = 6...12
    }
}
