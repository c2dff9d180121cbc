import Analysis
import Document

/// A value that a template can print. `Subject` is what the report is on: ``AnalysedRun`` or ``RunComparison``.
public struct CatalogueValue<Subject: Sendable>: Sendable {
    /// The name in templates: `run.seed`. Everything before the first full stop is the value's family.
    public let name: String
    /// What the value is, in a few words.
    public let summary: String
    /// The value of a subject; `Value.missing` if the subject has none.
    public let read: @Sendable (Subject) -> Value

    public init(_ name: String, _ summary: String, _ read: @escaping @Sendable (Subject) -> Value) {
        self.name = name
        self.summary = summary
        self.read = read
    }
}

/// A value of one run.
typealias RunValue = CatalogueValue<AnalysedRun>

/// The values of one run, a list for each file of `Values/`.
enum RunValues {}

/// A table of the catalogue: one file in `Tables/`, and one entry in a list of ``Catalogue``.
public protocol CatalogueTable<Subject>: Sendable {
    /// What the report is on: ``AnalysedRun`` or ``RunComparison``.
    associatedtype Subject: Sendable
    /// The name in templates: `weight-statistics`.
    var name: String { get }
    /// What the table holds, in one sentence.
    var summary: String { get }
    /// What a template can set, beside the options that every table has: name, source.
    var options: [any AnyDirectiveOption] { get }
    /// The table; `nil` if the subject has no rows for it.
    func content(of subject: Subject, _ settings: DirectiveSettings) -> TableContent?
}

extension CatalogueTable {
    public var options: [any AnyDirectiveOption] { [] }
}

/// A figure of the catalogue: one file in `Figures/`, and one entry in a list of ``Catalogue``.
public protocol CatalogueFigure<Subject>: Sendable {
    /// What the report is on: ``AnalysedRun`` or ``RunComparison``.
    associatedtype Subject: Sendable
    /// The name in templates and of the figure's files: `loss-curve`.
    var name: String { get }
    /// What the figure shows, in one sentence.
    var summary: String { get }
    /// What a template can set, beside the options that every figure has: name, alt, width, source, data.
    var options: [any AnyDirectiveOption] { get }
    /// The figure; `nil` if the subject has nothing to draw in it.
    func content(of subject: Subject, _ request: FigureRequest) throws -> FigureContent?
}

extension CatalogueFigure {
    public var options: [any AnyDirectiveOption] { [] }
}
