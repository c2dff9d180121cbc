/// What a template asks of a figure: a width, and options.
public struct FigureRequest: Hashable, Sendable {
    /// The width that the template, its front matter or the command line sets; `nil` leaves it to the figure.
    public var width: FigureWidth?
    /// The options that the template sets; the others have their defaults.
    public var settings: DirectiveSettings
    /// The room that a page has for figures.
    public var sheet = FigureSheet()

    public init(width: FigureWidth? = nil, settings: DirectiveSettings = DirectiveSettings()) {
        self.width = width
        self.settings = settings
    }
}

/// A figure as a part of a composed one.
public struct FigurePart: Sendable {
    public var letter: String
    /// The name in the template.
    public var name: String
    public var settings: DirectiveSettings
}

/// The room that a page has for figures, in millimetres.
public struct FigureSheet: Hashable, Sendable {
    /// The width of one column.
    public var singleColumn: Double
    /// The width of two columns.
    public var doubleColumn: Double
    /// What a figure's caption leaves of the page's height.
    public var height: Double

    /// Without arguments, a journal page.
    public init(singleColumn: Double = 89, doubleColumn: Double = 183, height: Double = 230) {
        self.singleColumn = singleColumn
        self.doubleColumn = doubleColumn
        self.height = height
    }
}

/// The width of a figure as a template gives it.
public enum FigureWidth: Hashable, Sendable {
    /// One column of a journal's page.
    case singleColumn
    /// Two columns.
    case doubleColumn
    case millimetres(Double)

    /// The widths in millimetres that a template may ask for. A width outside this range is taken for a typing error.
    public static let allowed = 20.0...500.0

    /// Reads `single`, `double` or a number of millimetres, with or without `mm` after it; `nil` for anything else.
    init?(_ text: String) {
        switch text {
        case "single": self = .singleColumn
        case "double": self = .doubleColumn
        default:
            let digits = text.hasSuffix("mm") ? String(text.dropLast(2)) : text
            guard let width = Double(digits.filter { $0 != " " }), Self.allowed.contains(width) else {
                return nil
            }
            self = .millimetres(width)
        }
    }

    static let form = "single, double or millimetres from \(bounds(of: allowed))"
}

/// The resolution of figures for print.
public enum PrintResolution {
    /// The resolutions in dots per inch that a template or a command line may ask for.
    public static let allowed = 50.0...2400.0
    /// What journals ask for pictures that combine lines, text and halftones.
    public static let standard = 600.0
}
