import Document
import Render

extension Venue {
    /// PLOS journals: “Figures”, https://journals.plos.org/plosmedicine/s/figures, and what their checker PACE assesses,
    /// http://pace.apexcovantage.com/Home/Guidelines.
    static let plos = Venue(
        "plos", "PLOS", sheet: FigureSheet(singleColumn: 132, doubleColumn: 190.5, height: 222.3),
        textSize: 10, letterSize: 12, leastSize: 8, formats: [TIFFRenderer.self],
        fileName: { "Fig\($0)" }
    ) {
        $0.formats = ["tif", "eps"]
        $0.widths = 66.8...190.5
        $0.typeSizes = 8...12
        $0.families = helvetica + ["Times", "Times New Roman", "Liberation Serif", "Symbol"]
        $0.resolution = 300...600
        $0.colorModes = [.rgb, .gray]
        $0.takesAlpha = false
        $0.compressions = ["LZW"]
        $0.bytes = 10_000_000
    }
}
