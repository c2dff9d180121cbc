import Document
import Plot

/// How the figures of a report are set for a page: its columns, and fonts and sizes.
public struct PrintStyle: Sendable {
    /// The page's columns on paper.
    public var sheet: FigureSheet
    public var figures: FigureStyle

    /// Without arguments, a journal page.
    public init(sheet: FigureSheet = FigureSheet(), figures: FigureStyle = .print) {
        self.sheet = sheet
        self.figures = figures
        self.figures.greatestHeight = .millimetres(sheet.height / figures.magnification)
    }

    /// What a figure is asked for, in the lengths before its magnification.
    func reduced(_ request: FigureRequest) -> FigureRequest {
        let factor = figures.magnification
        var request = request
        request.sheet = FigureSheet(
            singleColumn: sheet.singleColumn / factor, doubleColumn: sheet.doubleColumn / factor,
            height: sheet.height / factor)
        if case .millimetres(let width) = request.width { request.width = .millimetres(width / factor) }
        return request
    }
}
