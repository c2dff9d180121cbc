import Foundation

/// Panels on a sheet of a physical size.
///
/// A figure is a value that knows no pixels. ``scene(in:)`` places everything in points, and a renderer of
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
    /// How many panels stand side by side; fewer where plots would be narrower than ``comfortableWidth`` on average, unless
    /// ``keepsRows`` is set.
    public var columns: Int
    /// Widths of the plots relative to each other, column by column; missing ones are 1.
    public var columnWidths: [Double]
    /// Heights of the plots relative to each other, row by row, if the figure has a height; missing ones are
    /// 1.
    public var rowHeights: [Double]
    /// Whether panels are lettered a, b, c, …
    public var letters: Bool
    /// Whether the panels of a row belong together: they have one letter, and are never stacked.
    public var keepsRows: Bool

    public init(
        width: Length, height: Length? = nil, title: RichText? = nil, panels: [Panel], columns: Int = 1,
        columnWidths: [Double] = [], rowHeights: [Double] = [], letters: Bool = false,
        keepsRows: Bool = false
    ) {
        self.width = width
        self.height = height
        self.title = title
        self.panels = panels
        self.columns = max(1, columns)
        self.columnWidths = columnWidths
        self.rowHeights = rowHeights
        self.letters = letters
        self.keepsRows = keepsRows
    }

    /// The smallest width of a plot that can be read, 10 mm, in points.
    package static let leastWidth = 28.35
    /// The smallest height, 6 mm, in points.
    package static let leastHeight = 17.0
    /// Plots of at least this width, 30 mm in points, stand side by side.
    static let comfortableWidth = 85.0

    /// The figure's picture in points. Scales, ticks and the places of everything are decided here, so they
    /// are the same in every format, resolution and theme.
    ///
    /// - Throws: ``PlotError``; `tooNarrow` if a plot would be narrower than 10 mm before the magnification.
    public func scene(in style: FigureStyle = .print) throws -> Scene {
        let fonts = try style.fonts ?? FontBook.system()
        let (scene, isNarrow) = try laidOut(style, fonts)
        guard isNarrow else { return scene.magnified(by: style.magnification) }
        var wider = self
        // In whole millimetres, and only in sensible ones.
        for smallest in stride(from: width.millimetres.rounded(.down) + 1, through: 500, by: 1) {
            wider.width = .millimetres(smallest)
            if try !wider.laidOut(style, fonts).isNarrow {
                throw PlotError.tooNarrow(
                    width: width.millimetres * style.magnification,
                    smallest: (smallest * style.magnification).rounded(.up))
            }
        }
        throw PlotError.invalidSize("\(width.millimetres) mm wide")
    }

    /// The picture, not magnified, with as many columns as there is room for, and whether a plot is too narrow even so.
    /// Panels are not stacked higher than the style's greatest height.
    private func laidOut(_ style: FigureStyle, _ fonts: FontBook) throws -> (scene: Scene, isNarrow: Bool) {
        var figure = self
        var last: (scene: Scene, isNarrow: Bool)?
        while true {
            var solver = try FigureLayoutSolver(figure: figure, style: style, fonts: fonts)
            let scene = try solver.scene()
            let widths = solver.plotWidths
            let mean = widths.reduce(0, +) / Double(widths.count)
            if let last, height == nil, scene.height.points > style.greatestHeight.points + 0.01 {
                return last
            }
            let result = (scene, widths.contains { $0 < Self.leastWidth })
            if keepsRows || figure.columns == 1 || mean >= Self.comfortableWidth { return result }
            last = result
            figure.columns = min(figure.columns, panels.count) - 1
        }
    }
}
