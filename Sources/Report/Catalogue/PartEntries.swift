import Document

/// A figure of a part of the subject; nothing to draw if the subject lacks the part.
struct PartFigure<Whole: Sendable, Part: Sendable>: CatalogueFigure {
    let figure: any CatalogueFigure<Part>
    let part: @Sendable (Whole) -> Part?

    var name: String { figure.name }
    var summary: String { figure.summary }
    var options: [any AnyDirectiveOption] { figure.options }

    func content(of subject: Whole, _ request: FigureRequest) throws -> FigureContent? {
        try part(subject).flatMap { try figure.content(of: $0, request) }
    }
}

/// A table of a part of the subject; no rows if the subject lacks the part.
struct PartTable<Whole: Sendable, Part: Sendable>: CatalogueTable {
    let table: any CatalogueTable<Part>
    let part: @Sendable (Whole) -> Part?

    var name: String { table.name }
    var summary: String { table.summary }
    var options: [any AnyDirectiveOption] { table.options }

    func content(of subject: Whole, _ settings: DirectiveSettings) -> TableContent? {
        part(subject).flatMap { table.content(of: $0, settings) }
    }
}
