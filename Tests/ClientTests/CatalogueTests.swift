import Analysis
import Document
import Foundation
import Plot
import Report
import RunRecord
import TestSupport
import Testing

/// The catalogue takes values, tables and figures from outside, and templates of other folders.
@Suite struct CatalogueTests {
    private var catalogue: Catalogue {
        var catalogue = Catalogue.standard
        catalogue.run.values.append(oddName)
        catalogue.run.tables.append(CountTable())
        catalogue.run.figures.append(PlainLossFigure())
        catalogue.comparison.tables.append(NamesTable())
        return catalogue
    }

    private func run(_ name: String, in folder: URL) throws -> Run {
        let result = try runProgram(
            Package.command("bohp-train"),
            [
                "--pattern-size", "8", "--patterns", "2", "--episodes", "20", "--evaluation-episodes", "2",
                "--quiet", "--name", name,
            ], in: folder)
        try #require(result.status == 0, "\(result.error)")
        return try Run(path: folder.appending(path: "runs/\(name)").path)
    }

    private func style(_ template: String, in folder: URL) throws -> ReportStyle {
        ReportStyle(
            template: try folder.write(template, to: "own.md"),
            styleSheet: try folder.write("p { margin: 0 }", to: "own.css"), dotsPerInch: 60)
    }

    @Test func aClientAddsAFigureATableAValueAndATemplate() throws {
        try withTemporaryFolder { folder in
            let template = """
                {{ run.odd_name | capitalize }} after {{ run.episodes }}.

                ```{figure} plain-loss
                :line: 2.5
                :width: 60
                ```

                ```{table} counts
                ```
                """
            let report = try RunReport(
                of: run("mirror", in: folder), style: style(template, in: folder), catalogue: catalogue)
            let files = Dictionary(uniqueKeysWithValues: report.files.map { ($0.path, $0.contents) })
            let page = String(decoding: try #require(files[RunReport.pagePath]), as: UTF8.self)
            #expect(page.contains("<p>Rorrim after 20.</p>"))
            #expect(page.contains("Loss of 20\u{A0}episodes, rorrim."))
            #expect(page.contains("<td class=\"number\">20</td>"))
            let picture = try Picture(png: try #require(files["figures/plain-loss.png"]))
            #expect(picture.width == 142)
            #expect(files["figures/plain-loss.csv"]?.isEmpty == false)
            let error = #expect(throws: TemplateError.self) {
                try RunReport(
                    of: run("other", in: folder), style: style("{{ run.odd_nam }}", in: folder),
                    catalogue: catalogue)
            }
            #expect(error?.message.contains("did you mean run.odd_name") == true)
        }
    }

    @Test func aClientAddsATableToComparisons() throws {
        try withTemporaryFolder { folder in
            let runs = [try run("one", in: folder), try run("two", in: folder)]
            let report = try RunReport(
                comparing: runs.map(ComparedRun.init), style: style("```{table} names\n```", in: folder),
                catalogue: catalogue)
            let page = String(decoding: try #require(report.files.first).contents, as: UTF8.self)
            #expect(page.contains("<th scope=\"row\">two</th>"))
        }
    }
}
