import Document
import Plot

/// A figure of a report: how it is drawn, its words and its numbers.
public struct FigureContent: Sendable {
    /// Its sizes are those before the magnification of a ``PrintStyle``.
    public var figure: Plot.Figure
    /// The caption in the template's Markdown; `{{ figure.n }}` is the fact `n`.
    public var caption: String
    /// The values that the caption can print, by name.
    public var facts: [String: Value]
    /// A description for readers who cannot see the picture: in a sentence or two, what it shows and its main numbers.
    public var alternativeText: String
    /// Exactly the numbers that are drawn.
    public var data: DataTable

    public init(
        _ figure: Plot.Figure, caption: String, facts: [String: Value] = [:], alternativeText: String,
        data: DataTable
    ) {
        self.figure = figure
        self.caption = caption
        self.facts = facts
        self.alternativeText = alternativeText
        self.data = data
    }

    /// The figure with its scene, which is made once for all pictures.
    ///
    /// - Throws: `PlotError`.
    func laidOut(in style: FigureStyle = .print) throws -> DocumentFigure<Scene> {
        let scene = try figure.scene(in: style)
        return DocumentFigure(
            scene, size: PhysicalSize(width: scene.width.millimetres, height: scene.height.millimetres),
            magnification: style.magnification, caption: caption, facts: facts,
            alternativeText: alternativeText, data: data)
    }
}

extension FigureRequest {
    /// The width that is asked for, or `usual` if none is.
    public func width(_ usual: FigureWidth) -> Length {
        switch width ?? usual {
        case .singleColumn: .millimetres(sheet.singleColumn)
        case .doubleColumn: .millimetres(sheet.doubleColumn)
        case .millimetres(let width): .millimetres(width)
        }
    }
}
