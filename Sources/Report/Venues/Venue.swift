import Document
import Inspection
import Plot
import Render

/// A journal, a conference or another place for figures: how figures are set for it, and its rules for them.
///
/// A venue is one file with a value, its source in the comment, and a line in ``all``.
public struct Venue: Sendable {
    /// The name for the command line: `nature`.
    public var name: String
    /// The page's columns on paper, and the height that captions leave.
    public var sheet: FigureSheet
    /// The size of axis titles in points, which is the largest but for panel letters. Everything else in a figure is in
    /// proportion to it.
    public var textSize: Double
    /// The size of panel letters in points.
    public var letterSize: Double
    /// The least size of raised and lowered text in points.
    public var leastSize: Double
    /// Whether the names of lines may be coloured.
    public var hasColoredNames = true
    /// Font families, best first. The first one that is installed sets the text.
    public var families: [String]
    /// The formats that are written.
    public var formats: [any Renderer.Type]
    /// The resolution of pixels in dots per inch.
    public var dotsPerInch: Double
    /// The name of a figure's file without its extension, by the figure's number, `3` or `3a`; nil keeps the name of the figure.
    public var fileName: (@Sendable (String) -> String)?
    /// What is demanded of a figure's file.
    public var rules: FigureRules

    init(
        _ name: String, _ title: String, sheet: FigureSheet, textSize: Double, letterSize: Double,
        leastSize: Double, hasColoredNames: Bool = true, families: [String] = helvetica,
        formats: [any Renderer.Type] = [PDFRenderer.self], dotsPerInch: Double = PrintResolution.standard,
        fileName: (@Sendable (String) -> String)? = nil, rules: (inout FigureRules) -> Void
    ) {
        self.name = name
        self.sheet = sheet
        self.textSize = textSize
        self.letterSize = letterSize
        self.leastSize = leastSize
        self.hasColoredNames = hasColoredNames
        self.families = families
        self.formats = formats
        self.dotsPerInch = dotsPerInch
        self.fileName = fileName
        self.rules = .usual
        self.rules.title = title
        self.rules.height = sheet.height
        self.rules.widths = 0...sheet.doubleColumn
        rules(&self.rules)
    }

    /// Every venue, in the order of the help.
    public static let all = [
        nature, science, plos, elife, ieee, neurips, icml, iclr, jmlr, acm, thesis, slides, poster,
    ]

    /// Arial, Helvetica, and families of the same widths.
    static let helvetica = ["Arial", "Helvetica", "Liberation Sans", "TeX Gyre Heros"]

    /// How figures are set.
    ///
    /// - Parameter family: a family that the user prefers to the venue's.
    /// - Throws: `PlotError.fontNotFound`.
    public func printStyle(family: String? = nil) throws -> PrintStyle {
        var style = FigureStyle()
        style.magnification = textSize / style.typography.axisTitleSize
        style.typography.letterSize = letterSize / style.magnification
        style.typography.leastSize = leastSize / style.magnification
        style.typography.hasColoredNames = hasColoredNames
        style.fonts = try FontBook(preferring: [family].compactMap(\.self) + families)
        return PrintStyle(sheet: sheet, figures: style)
    }
}
