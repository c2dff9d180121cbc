/// The values, tables and figures that a template can use, by name. A document knows nothing else of the runs that it
/// describes.
public protocol TemplateContext<Drawing>: Sendable {
    /// What the pictures of figures are made from. A document hands drawings on and never looks inside.
    associatedtype Drawing: Sendable

    /// All known names, in the order in which messages and lists show them.
    var valueNames: [String] { get }
    var tableNames: [String] { get }
    var figureNames: [String] { get }

    /// The value of that name: ``Value/missing`` if this subject has none, `nil` if the name is unknown.
    func value(_ name: String) -> Value?

    /// The options of the table of that name; `nil` if the name is unknown.
    func tableOptions(_ name: String) -> [any AnyDirectiveOption]?

    /// The table of that name; `nil` if this subject has no rows for it.
    func table(_ name: String, _ settings: DirectiveSettings) throws -> TableContent?

    /// The options of the figure of that name; `nil` if the name is unknown.
    func figureOptions(_ name: String) -> [any AnyDirectiveOption]?

    /// The figure of that name; `nil` if this subject has nothing to draw in it.
    func figure(_ name: String, _ request: FigureRequest) throws -> DocumentFigure<Drawing>?

    /// Figures on one sheet, told apart by letters. Each has something to draw.
    func composed(_ parts: [FigurePart]) throws -> (drawing: Drawing, size: PhysicalSize)

    /// Where a name that is unknown here is known: `for a report that compares several runs`; `nil` if nowhere.
    func otherPlace(of name: String) -> String?
}

extension TemplateContext {
    public func otherPlace(of name: String) -> String? { nil }
}
