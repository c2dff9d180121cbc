import Text

/// What a run, or several, offer to a template: values, tables and figures by name. The template engine knows
/// nothing else of a run; ``Catalogue`` makes this from one.
public struct Material: Sendable {
    public struct NamedValue: Sendable {
        public let name: String
        public let summary: String
        /// ``Value/missing`` if this run has no such value.
        public let read: @Sendable () throws -> Value

        public init(_ name: String, _ summary: String, read: @escaping @Sendable () throws -> Value) {
            self.name = name
            self.summary = summary
            self.read = read
        }
    }

    public struct NamedTable: Sendable {
        public let name: String
        public let summary: String
        public let options: [AnyCatalogueOption]
        /// `nil` if this run has nothing to put into the table.
        public let make: @Sendable (CatalogueSettings) throws -> TableContent?

        public init(
            _ name: String, _ summary: String, options: [AnyCatalogueOption] = [],
            make: @escaping @Sendable (CatalogueSettings) throws -> TableContent?
        ) {
            self.name = name
            self.summary = summary
            self.options = options
            self.make = make
        }
    }

    public struct NamedFigure: Sendable {
        public let name: String
        public let summary: String
        public let options: [AnyCatalogueOption]
        /// `nil` if this run has nothing to draw in the figure.
        public let make: @Sendable (FigureRequest) throws -> FigureContent?

        public init(
            _ name: String, _ summary: String, options: [AnyCatalogueOption] = [],
            make: @escaping @Sendable (FigureRequest) throws -> FigureContent?
        ) {
            self.name = name
            self.summary = summary
            self.options = options
            self.make = make
        }
    }

    /// Names that are known, but not here: `run.seed` in a report on several runs.
    public struct Elsewhere: Sendable {
        var names: Set<String> = []
        /// What those names are for, behind "is".
        var place = ""

        public init(names: [String] = [], place: String = "") {
            self.names = Set(names)
            self.place = place
        }
    }

    public let values: [NamedValue]
    public let tables: [NamedTable]
    public let figures: [NamedFigure]
    private let elsewhere: Elsewhere

    private let valuesByName: [String: NamedValue]
    private let tablesByName: [String: NamedTable]
    private let figuresByName: [String: NamedFigure]

    /// If two entries have one name, the first counts.
    public init(
        values: [NamedValue], tables: [NamedTable], figures: [NamedFigure], elsewhere: Elsewhere = Elsewhere()
    ) {
        self.elsewhere = elsewhere
        self.values = values
        self.tables = tables
        self.figures = figures
        valuesByName = Dictionary(values.map { ($0.name, $0) }) { first, _ in first }
        tablesByName = Dictionary(tables.map { ($0.name, $0) }) { first, _ in first }
        figuresByName = Dictionary(figures.map { ($0.name, $0) }) { first, _ in first }
    }

    func value(_ name: String) -> NamedValue? { valuesByName[name] }
    func table(_ name: String) -> NamedTable? { tablesByName[name] }
    func figure(_ name: String) -> NamedFigure? { figuresByName[name] }

    /// What to say behind "there is no value `name`": where the name would be known, or which are like it.
    func hint(for name: String, among names: [String]) -> String {
        elsewhere.names.contains(name)
            ? ": it is \(elsewhere.place)" : NearestNames.suggestion(for: name, among: names)
    }
}

/// What a template asks of a figure: how wide, and its options.
public struct FigureRequest: Hashable, Sendable {
    /// The width that the template, its front matter or the command line chose, in millimetres; `nil` leaves
    /// it to the figure.
    public var width: Double?
    public var settings: CatalogueSettings

    public init(width: Double? = nil, settings: CatalogueSettings = CatalogueSettings()) {
        self.width = width
        self.settings = settings
    }
}

/// Widths that journals print figures at, in millimetres.
public enum FigureWidth {
    public static let singleColumn = 89.0
    public static let doubleColumn = 183.0
    /// Narrower or wider than this, a figure is a slip of the pen.
    public static let allowed = 20.0...500.0

    /// `single`, `double` or a number of millimetres, with or without `mm` behind it.
    public static func reading(_ text: String) -> Double? {
        switch text {
        case "single": return singleColumn
        case "double": return doubleColumn
        default:
            let digits = text.hasSuffix("mm") ? String(text.dropLast(2)) : text
            guard let width = Double(digits.filter { $0 != " " }), allowed.contains(width) else { return nil }
            return width
        }
    }

    static let form = "single, double or millimetres from 20 to 500"
}
