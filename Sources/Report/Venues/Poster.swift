import Document
import Render

extension Venue {
    /// A poster of A0 (841 × 1189 mm) in three columns, read from 1.5 m.
    static let poster = Venue(
        "poster", "a poster", sheet: FigureSheet(singleColumn: 260, doubleColumn: 530, height: 600),
        textSize: 24, letterSize: 28, leastSize: 18, formats: [PDFRenderer.self, SVGRenderer.self],
        dotsPerInch: 200
    ) {
        $0.typeSizes = 18...60
        $0.lineWidths = 1...10_000
        $0.resolution = 150...10_000
    }
}
