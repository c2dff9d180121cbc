/// How a report is made, apart from what it shows.
public struct ReportStyle: Sendable {
    /// Paths of the template and the style sheet.
    public var template: String
    public var styleSheet: String
    /// The resolution of the figures for print. Precedes the front matter's.
    public var dotsPerInch: Double?
    /// Millimetres, for figures whose place in the template sets no width. Precedes the front matter's.
    public var figureWidth: Double?
    /// The seconds after which the page reloads itself; `nil` for a page that is final. A page that reloads is one of
    /// many made while its run is trained, so that no figures for print are made beside it.
    public var refresh: Int?

    public init(
        template: String, styleSheet: String, dotsPerInch: Double? = nil, figureWidth: Double? = nil,
        refresh: Int? = nil
    ) {
        self.refresh = refresh
        self.template = template
        self.styleSheet = styleSheet
        self.dotsPerInch = dotsPerInch
        self.figureWidth = figureWidth
    }
}
