import Foundation

/// Panels laid out on a physical size.
///
/// A figure is a value that knows no pixels. `layout()` places everything in points; `png` draws it at a
/// resolution in the colours of a theme:
///
///     let figure = Figure(
///         width: .singleColumn,
///         panels: [
///             Panel(
///                 x: .linear(title: "Episode"), y: .log(title: "Loss"),
///                 marks: [.line(y: loss, ink: .series(0).faded(0.3)), .line(y: smooth, width: 1.2)])
///         ])
///     let data = try figure.png(dotsPerInch: 600)
///
/// Figures may be laid out and drawn on several threads at once.
public struct Figure: Sendable {
    public var width: Length
    /// Nil lets the panels' aspects decide.
    public var height: Length?
    public var title: RichText?
    /// Row after row.
    public var panels: [Panel]
    /// How many panels stand side by side.
    public var columns: Int
    /// Widths of the plots relative to each other, column by column; equal if empty.
    public var columnWidths: [Double]
    /// Heights of the plots relative to each other, row by row; equal if empty.
    public var rowHeights: [Double]
    /// Whether panels are lettered a, b, c, …
    public var letters: Bool
    public var typography: Typography

    public init(
        width: Length, height: Length? = nil, title: RichText? = nil, panels: [Panel], columns: Int = 1,
        columnWidths: [Double] = [], rowHeights: [Double] = [], letters: Bool = false,
        typography: Typography = .print
    ) {
        self.width = width
        self.height = height
        self.title = title
        self.panels = panels
        self.columns = max(1, columns)
        self.columnWidths = columnWidths
        self.rowHeights = rowHeights
        self.letters = letters
        self.typography = typography
    }

    /// Settles scales, ticks and the places of everything, in points; the same at every resolution and in
    /// every theme.
    ///
    /// - Parameter fonts: nil takes the system's.
    /// - Throws: `PlotError.fontNotFound`, `.text`, `.invalidSize` or `.invalidData`.
    public func layout(fonts: FontBook? = nil) throws(PlotError) -> FigureLayout {
        let found: FontBook
        if let fonts {
            found = fonts
        } else {
            do {
                found = try FontBook.system()
            } catch let error as PlotError {
                throw error
            } catch {
                throw .text("", message: "\(error)")
            }
        }
        var builder = try LayoutBuilder(figure: self, fonts: found)
        return try builder.build()
    }

    /// The figure as a PNG picture with its resolution written into it.
    ///
    /// For several pictures of one figure, keep its `layout()` and draw that.
    ///
    /// - Throws: what `layout` throws; `PlotError.invalidSize`, `.tooLarge`, `.outOfMemory`, `.rasterizer` or
    ///   `.encoding`.
    public func png(
        dotsPerInch: Double, theme: Theme = .light, fonts: FontBook? = nil
    ) throws(PlotError) -> Data {
        try layout(fonts: fonts).png(dotsPerInch: dotsPerInch, theme: theme)
    }
}
