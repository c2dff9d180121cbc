import Document
import Plot
import Text

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
    let part: CataloguePart<Subject>
    let subject: Subject
    let print: PrintStyle
    /// Names that only another kind of report knows.
    let otherNames: Set<String>
    /// Where these names are known, as it follows "it is" in a message.
    let otherPlace: String

    var valueNames: [String] { part.values.map(\.name) }
    var tableNames: [String] { part.tables.map(\.name) }
    var figureNames: [String] { part.figures.map(\.name) }

    func value(_ name: String) -> Value? { part.values.first { $0.name == name }?.read(subject) }

    func tableOptions(_ name: String) -> [any AnyDirectiveOption]? { table(name)?.options }

    func table(_ name: String, _ settings: DirectiveSettings) throws -> TableContent? {
        table(name)?.content(of: subject, settings)
    }

    private func table(_ name: String) -> (any CatalogueTable<Subject>)? {
        part.tables.first { $0.name == name }
    }

    func figureOptions(_ name: String) -> [any AnyDirectiveOption]? { figure(name)?.options }

    func figure(_ name: String, _ request: FigureRequest) throws -> DocumentFigure<Scene>? {
        do {
            return try drawn(name, request)
        } catch PlotError.tooNarrow where request.width == nil {
            // A figure that a narrow column has no room for takes two.
            var request = request
            request.width = .doubleColumn
            return try figure(name, request)
        } catch let error as PlotError {
            throw ReportError(description: "cannot draw the figure \(name): \(error)")
        }
    }

    func composed(_ parts: [FigurePart]) throws -> (drawing: Scene, size: PhysicalSize) {
        let factor = print.figures.magnification
        let composed = ComposedFigure(
            parts.map { part in
                (
                    part.letter,
                    { width in
                        let request = FigureRequest(
                            width: .millimetres(width.millimetres * factor), settings: part.settings)
                        guard let content = try content(part.name, request) else {
                            throw ReportError(description: "the figure \(part.name) has nothing to draw")
                        }
                        return content.figure
                    }
                )
            }, width: .millimetres(print.sheet.doubleColumn / factor))
        do {
            let scene = try composed.scene(in: print.figures)
            return (
                scene, PhysicalSize(width: scene.width.millimetres, height: scene.height.millimetres)
            )
        } catch let error as PlotError {
            let names = Phrase.list(parts.map(\.name))
            throw ReportError(description: "cannot draw the figures \(names) on one sheet: \(error)")
        }
    }

    private func content(_ name: String, _ request: FigureRequest) throws -> FigureContent? {
        try figure(name)?.content(of: subject, print.reduced(request))
    }

    private func drawn(_ name: String, _ request: FigureRequest) throws -> DocumentFigure<Scene>? {
        try content(name, request)?.laidOut(in: print.figures)
    }

    private func figure(_ name: String) -> (any CatalogueFigure<Subject>)? {
        part.figures.first { $0.name == name }
    }

    func otherPlace(of name: String) -> String? { otherNames.contains(name) ? otherPlace : nil }
}
