import Analysis
import Document

/// A value that a template can print. `Subject` is what the report is on: ``AnalysedRun``, ``RunComparison`` or ``SweepResults``.
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

extension CatalogueValue {
    /// The same value of something that has such a subject.
    func of<Whole>(_ part: @escaping @Sendable (Whole) -> Subject) -> CatalogueValue<Whole> {
        CatalogueValue<Whole>(name, summary) { [read] in read(part($0)) }
    }

    /// The same value of something that may have such a subject; missing without one.
    func ofPart<Whole>(_ part: @escaping @Sendable (Whole) -> Subject?) -> CatalogueValue<Whole> {
        CatalogueValue<Whole>(name, summary) { [read] in part($0).value(read) }
    }

    /// A family of values of one part of the subject. All are missing if the subject lacks the part.
    static func family<Part>(
        _ family: String, of part: @escaping @Sendable (Subject) -> Part?,
        _ members: CatalogueValue<Part>...
    ) -> [Self] {
        members.map { member in
            Self("\(family).\(member.name)", member.summary) { part($0).value(member.read) }
        }
    }
}

/// A value of one run.
typealias RunValue = CatalogueValue<AnalysedRun>

/// The values of one run, a list for each file of `Values/`.
enum RunValues {}

/// A table or a figure of the catalogue: one file in `Tables/` or `Figures/`, and one entry in a list of ``Catalogue``.
public protocol CatalogueEntry<Subject>: Sendable {
    /// What the report is on: ``AnalysedRun``, ``RunComparison`` or ``SweepResults``.
    associatedtype Subject: Sendable
    /// The name in templates, and of a figure's files: `loss-curve`.
    var name: String { get }
    /// What the entry shows, in one sentence.
    var summary: String { get }
    /// What a template can set, beside the options that every table (name, source) or figure (name, alt, width, source,
    /// data) has.
    var options: [any AnyDirectiveOption] { get }
}

extension CatalogueEntry {
    public var options: [any AnyDirectiveOption] { [] }
}

/// A table that reports can show.
public protocol CatalogueTable<Subject>: CatalogueEntry {
    // Declared again, so that the compiler finds it by `content`.
    associatedtype Subject
    /// The table; `nil` if the subject has no rows for it.
    func content(of subject: Subject, _ settings: DirectiveSettings) -> TableContent?
}

/// A figure that reports can show.
public protocol CatalogueFigure<Subject>: CatalogueEntry {
    associatedtype Subject
    /// The figure; `nil` if the subject has nothing to draw in it.
    func content(of subject: Subject, _ request: FigureRequest) throws -> FigureContent?
}
