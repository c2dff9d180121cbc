import Document
import Plot

/// A figure of a report: the settled layout that its pictures are drawn from, its words and its numbers.
public typealias FigureContent = DocumentFigure<FigureLayout>

extension FigureContent {
    /// Settles the layout of `figure`, once for all pictures. The size is the layout's.
    ///
    /// - Throws: `PlotError`.
    public init(
        _ figure: Plot.Figure, caption: String, facts: [String: Value] = [:], alternativeText: String,
        data: DataTable
    ) throws {
        let layout = try figure.layout()
        self.init(
            layout, size: PhysicalSize(width: layout.width.millimetres, height: layout.height.millimetres),
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
