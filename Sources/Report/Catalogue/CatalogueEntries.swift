import Analysis
import RunRecord

/// A value that a template can print.
public struct RunValue: Sendable {
    /// How a template calls it: `run.seed`.
    public let name: String
    /// What it is, in a few words.
    public let summary: String
    let read: @Sendable (AnalysedRun) -> Value

    init(_ name: String, _ summary: String, _ read: @escaping @Sendable (AnalysedRun) -> Value) {
        self.name = name
        self.summary = summary
        self.read = read
    }
}

/// A value that a template for several runs can print.
public struct ComparisonValue: Sendable {
    /// How a template calls it: `comparison.runs`.
    public let name: String
    /// What it is, in a few words.
    public let summary: String
    let read: @Sendable (RunComparison) -> Value

    init(_ name: String, _ summary: String, _ read: @escaping @Sendable (RunComparison) -> Value) {
        self.name = name
        self.summary = summary
        self.read = read
    }
}

/// A table of the catalogue: one file in `Tables/`, and one entry in a list of ``Catalogue``.
public protocol CatalogueTable<Subject>: Sendable {
    /// What it is a table of: one run, or several.
    associatedtype Subject
    /// How a template calls it: `weight-statistics`.
    var name: String { get }
    /// What it holds, in one sentence.
    var summary: String { get }
    var options: [AnyCatalogueOption] { get }
    /// `nil` if there is nothing to put into it.
    func content(of subject: Subject, _ settings: CatalogueSettings) -> TableContent?
}

extension CatalogueTable {
    public var options: [AnyCatalogueOption] { [] }
}

/// A table of one run, listed in ``Catalogue/tables``.
public protocol ReportTable: CatalogueTable where Subject == AnalysedRun {}

/// A table of several runs, listed in ``Catalogue/comparisonTables``.
public protocol ComparisonTable: CatalogueTable where Subject == RunComparison {}

/// A figure of the catalogue: one file in `Figures/`, and one entry in a list of ``Catalogue``.
public protocol CatalogueFigure<Subject>: Sendable {
    /// What it is a figure of: one run, or several.
    associatedtype Subject
    /// How a template calls it, and what its files are called: `loss-curve`.
    var name: String { get }
    /// What it shows, in one sentence.
    var summary: String { get }
    /// What a template can set, beside the options that every figure has: name, alt, width, source, data.
    var options: [AnyCatalogueOption] { get }
    /// What the figure shows; `nil` if there is nothing to draw.
    ///
    /// Data are computed here; drawing waits until ``FigureContent/draw`` is called.
    func content(of subject: Subject, _ request: FigureRequest) throws -> FigureContent?
}

extension CatalogueFigure {
    public var options: [AnyCatalogueOption] { [] }
}

/// A figure of one run, listed in ``Catalogue/figures``.
public protocol ReportFigure: CatalogueFigure where Subject == Run {}

/// A figure of several runs, listed in ``Catalogue/comparisonFigures``.
public protocol ComparisonFigure: CatalogueFigure where Subject == RunComparison {}
