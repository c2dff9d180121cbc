import Document
import Render

extension Venue {
    /// Slides of 13.33 × 7.5 inches (16:9), without the room for a title. Programs for slides take PNG and SVG, LaTeX takes
    /// PDF.
    static let slides = Venue(
        "slides", "slides", sheet: FigureSheet(singleColumn: 185, doubleColumn: 310, height: 155),
        textSize: 16, letterSize: 18, leastSize: 12,
        formats: [GDRenderer.self, PDFRenderer.self, SVGRenderer.self], dotsPerInch: 200
    ) {
        $0.typeSizes = 12...40
        $0.lineWidths = 0.75...10_000
        $0.resolution = 150...10_000
    }
}
