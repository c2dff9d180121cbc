import Foundation

/// Panels on a sheet of a physical size.
///
/// A figure is a value that knows no pixels. ``scene(fonts:)`` places everything in points, and a renderer of
/// the module Render draws the scene in the colours of a theme:
///
///     let figure = Figure(
///         width: .singleColumn,
///         panels: [
///             Panel(
///                 x: .linear(title: "Episode"), y: .log(title: "Loss"),
///                 marks: [.line(y: loss, ink: .series(0).faded(0.3)), .line(y: smooth, width: 1.2)])
///         ])
///     let png = try GDRenderer(dotsPerInch: 600).render(figure.scene(), theme: .light)
///
/// Several threads may make scenes of figures at once.
public struct Figure: Sendable {
    public var width: Length
    /// Nil lets the panels' aspects decide.
    public var height: Length?
    public var title: RichText?
    /// Row after row; a figure without panels is an empty sheet.
    public var panels: [Panel]
    /// How many panels stand side by side.
    public var columns: Int
    /// Widths of the plots relative to each other, column by column; missing ones are 1.
    public var columnWidths: [Double]
    /// Heights of the plots relative to each other, row by row, if the figure has a height; missing ones are
    /// 1.
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

    /// The figure's picture in points. Scales, ticks and the places of everything are decided here, so they
    /// are the same in every format, resolution and theme.
    ///
    /// - Parameter fonts: nil takes the system's.
    /// - Throws: ``PlotError``.
    public func scene(fonts: FontBook? = nil) throws -> Scene {
        var solver = try FigureLayoutSolver(figure: self, fonts: try fonts ?? FontBook.system())
        return try solver.scene()
    }
}
