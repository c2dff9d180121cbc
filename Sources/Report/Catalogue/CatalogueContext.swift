import Document

/// The values, tables and figures of one kind of report. If two entries of a list have one name, the first counts.
public struct CataloguePart<Subject: Sendable>: Sendable {
    public var values: [CatalogueValue<Subject>]
    public var tables: [any CatalogueTable<Subject>]
    public var figures: [any CatalogueFigure<Subject>]

    public init(
        values: [CatalogueValue<Subject>] = [], tables: [any CatalogueTable<Subject>] = [],
        figures: [any CatalogueFigure<Subject>] = []
    ) {
        self.values = values
        self.tables = tables
        self.figures = figures
    }

    var names: Set<String> {
        Set(values.map(\.name)).union(tables.map(\.name)).union(figures.map(\.name))
    }
}

/// One subject and a part of the catalogue, as a template sees them.
struct CatalogueContext<Subject: Sendable>: TemplateContext {
    private let subject: Subject
    private let values: [String: CatalogueValue<Subject>]
    private let tables: [String: any CatalogueTable<Subject>]
    private let figures: [String: any CatalogueFigure<Subject>]
    private let otherNames: Set<String>
    private let otherPlace: String

    let valueNames: [String]
    let tableNames: [String]
    let figureNames: [String]

    /// - Parameters:
    ///   - otherNames: names that are known, but not to this kind of report.
    ///   - otherPlace: the kind of report that knows them, after "it is".
    init(
        _ part: CataloguePart<Subject>, of subject: Subject, otherNames: Set<String> = [],
        otherPlace: String = ""
    ) {
        self.subject = subject
        values = Dictionary(part.values.map { ($0.name, $0) }) { first, _ in first }
        tables = Dictionary(part.tables.map { ($0.name, $0) }) { first, _ in first }
        figures = Dictionary(part.figures.map { ($0.name, $0) }) { first, _ in first }
        valueNames = part.values.map(\.name)
        tableNames = part.tables.map(\.name)
        figureNames = part.figures.map(\.name)
        self.otherNames = otherNames
        self.otherPlace = otherPlace
    }

    func value(_ name: String) -> Value? { values[name]?.read(subject) }

    func tableOptions(_ name: String) -> [any AnyDirectiveOption]? { tables[name]?.options }

    func table(_ name: String, _ settings: DirectiveSettings) throws -> TableContent? {
        tables[name]?.content(of: subject, settings)
    }

    func figureOptions(_ name: String) -> [any AnyDirectiveOption]? { figures[name]?.options }

    func figure(_ name: String, _ request: FigureRequest) throws -> FigureContent? {
        try figures[name]?.content(of: subject, request)
    }

    func otherPlace(of name: String) -> String? { otherNames.contains(name) ? otherPlace : nil }
}
