import Document
import Plot

/// A figure of a report: the scene that its pictures are drawn from, its words and its numbers.
public typealias FigureContent = DocumentFigure<Scene>

extension FigureContent {
    /// Makes the scene of `figure`, once for all pictures. The size is that of the scene.
    ///
    /// - Throws: `PlotError`.
    public init(
        _ figure: Plot.Figure, caption: String, facts: [String: Value] = [:], alternativeText: String,
        data: DataTable
    ) throws {
        let scene = try figure.scene()
        self.init(
            scene, size: PhysicalSize(width: scene.width.millimetres, height: scene.height.millimetres),
            caption: caption, facts: facts, alternativeText: alternativeText, data: data)
    }
}

extension FigureRequest {
    /// The width that is asked for, or `usual` if none is.
    public func width(_ usual: Length) -> Length {
        switch width {
        case nil: usual
        case .single: .singleColumn
        case .double: .doubleColumn
        case .millimetres(let width): .millimetres(width)
        }
    }
}
