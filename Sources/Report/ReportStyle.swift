import Document
import Render

/// How a report is made, apart from what it shows.
public struct ReportStyle: Sendable {
    /// The path of the template.
    public var template: String
    /// The path of the style sheet.
    public var styleSheet: String
    /// The path of the `.bib` file in which works are looked up that the template's own bibliography does not have.
    public var bibliography: String?
    /// The resolution of the figures for print, in dots per inch; overrides the front matter.
    public var dotsPerInch: Double?
    /// The file formats of the figures for print, each with another extension.
    public var formats: [any Renderer.Type]
    /// The page for which figures are set.
    public var print = PrintStyle()
    /// The names of the figures' files without their extensions, by the figures' numbers, `3` or `3a`; nil names them as the figures.
    public var figureName: (@Sendable (String) -> String)?
    /// The width of figures without a width of their own, in millimetres; overrides the front matter.
    public var figureWidth: Double?
    /// The seconds after which the page reloads itself; `nil` for a page that is final. There are no figures for print
    /// beside a page that reloads, because another page soon replaces it.
    public var refresh: Int?

    public init(
        template: String, styleSheet: String, bibliography: String? = nil, dotsPerInch: Double? = nil,
        figureWidth: Double? = nil,
        formats: [any Renderer.Type] = Renderers.standard, refresh: Int? = nil
    ) {
        self.refresh = refresh
        self.template = template
        self.styleSheet = styleSheet
        self.bibliography = bibliography
        self.dotsPerInch = dotsPerInch
        self.figureWidth = figureWidth
        self.formats = formats
    }

    /// The style of a template, with the style sheet and the bibliography that belong to it.
    ///
    /// - Parameter name: a path, or the name of a shipped template with or without `.md`.
    /// - Throws: `TemplateFileError`.
    public init(template name: String, from locator: TemplateLocator) throws {
        let template = try locator.template(name)
        self.init(
            template: template, styleSheet: try locator.styleSheet(for: template),
            bibliography: locator.bibliography)
    }
}
