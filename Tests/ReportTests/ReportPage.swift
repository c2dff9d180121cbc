import Analysis
import Foundation
import Plot
import RunRecord

@testable import Document
@testable import Report

/// What becomes of a template given as text.
enum ReportPage {
    static func expand(
        _ template: String, _ context: some TemplateContext<Scene>
    ) throws -> (document: ExpandedTemplate, layouts: [Scene]) {
        let (document, layouts, _) = try ExpandedTemplate.expand(
            TemplateFile(text: template, path: "t.md"), in: context)
        return (document, layouts.map(\.full))
    }

    /// The error that the template ends in, or `nil`.
    static func error(_ template: String, _ context: some TemplateContext<Scene>) -> TemplateError? {
        do {
            _ = try expand(template, context)
            return nil
        } catch {
            return error as? TemplateError
        }
    }

    /// The page of a template without figures.
    static func page(_ template: String, _ context: some TemplateContext<Scene>) throws -> String {
        Page(
            document: try expand(template, context).document, pictures: [], styleSheet: "", maker: "m",
            origin: "o"
        ).html()
    }

    /// What a run offers to a template.
    static func context(of run: Run) -> CatalogueContext<AnalysedRun> {
        Catalogue.standard.context(of: AnalysedRun(run))
    }
}

extension CatalogueFigure where Subject == AnalysedRun {
    func content(of run: Run, _ request: FigureRequest) throws -> FigureContent? {
        try content(of: AnalysedRun(run), request)
    }
}
