import Foundation
import Plot

/// Writes scenes as PDF without their texts, which LaTeX sets over them.
public struct DrawingRenderer: Renderer {
    public static let name = "pdf_tex"
    public static let fileExtension = "pdf"
    public static let fileEnding = "-drawing.pdf"
    private let renderer: PDFRenderer

    public init(dotsPerInch: Double) { renderer = PDFRenderer(dotsPerInch: dotsPerInch) }

    public func render(_ scene: Scene, theme: Theme, words: PictureWords) throws -> Data {
        try renderer.render(scene.withoutTexts, theme: theme, words: words)
    }
}
