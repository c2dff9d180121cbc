import Foundation
import TestSupport
import Testing

@testable import Document

/// What a template makes of a run, seen in the page's markup.
@Suite struct TemplateTests {
    @Test func substitutionsAreText() throws {
        #expect(
            try Sample.body("{{ run.name }} has {{ run.episodes | grouped }} *episodes, {{ run.seed }}*.")
                == "<p>sample has 10,000 <em>episodes, 7</em>.</p>")
        #expect(try Sample.body("{{ run.command | code }}") == "<p><code>bohp-train --seed 7</code></p>")
        #expect(try Sample.body("{{run.seed}}{{run.seed}}") == "<p>77</p>")
        #expect(try Sample.body("{{ run.seed |\nwords }} }}") == "<p>seven }}</p>")
        #expect(
            try Sample.body("{{ \"}} {{\" }} `{{ run.seed }}`") == "<p>}} {{ <code>{{ run.seed }}</code></p>")
        #expect(try Sample.body("```\n{{ run.seed }}\n```").contains("{{ run.seed }}"))
        #expect(try Sample.body("{{ evaluation.accuracy | default(\"none\") }}") == "<p>none</p>")
        #expect(try Sample.body("[see {{ run.seed }}](#a)") == "<p><a href=\"#a\">see 7</a></p>")
        #expect(try Sample.body("## At {{ run.seed }}") == "<h2 id=\"at-7\">At 7</h2>")
    }

    /// Counts from several threads.
    private final class Counter: @unchecked Sendable {
        private let lock = NSLock()
        private var names: [String] = []
        var all: [String] { lock.withLock { names } }
        func note(_ name: String) { lock.withLock { names.append(name) } }
    }

    /// The figures of a long run take their time.
    @Test func aFigureIsComputedOnceForEachOfItsSettings() throws {
        let counter = Counter()
        let window = DirectiveOption.integer("window", 51, in: 3...999, "episodes")
        func figure(_ name: String, exists: Bool) -> SampleContext.Figure {
            SampleContext.Figure(options: [window]) { request in
                counter.note("\(name) \(request.width.map { "\($0)" } ?? "any") \(request.settings[window])")
                let size = PhysicalSize(width: 80, height: 40)
                return exists
                    ? DocumentFigure(
                        SampleDrawing(size: size), size: size, caption: "c", alternativeText: "a",
                        data: DataTable([.init("n", [1])])) : nil
            }
        }
        let context = SampleContext(
            figures: ["one": figure("one", exists: true), "none": figure("none", exists: false)])
        let document = try Sample.document(
            """
            ````{if} figure.one and not figure.none
            ```{figure} one
            ```
            ```{figure} one
            ```
            ```{figure} one
            :window: 101
            ```
            ```{figure} one
            :window: 101
            :width: 90
            ```
            ````
            ```{if} figure.none or figure.one
            Again.
            ```
            """, context)
        #expect(document.figures.count == 4)
        #expect(counter.all == ["one any 51", "none any 51", "one any 101", "one millimetres(90.0) 101"])
    }

    @Test func substitutionsInATableEscapeTheirPipes() throws {
        #expect(
            try Sample.body("| a |\n|---|\n| {{ final.bit_error_rate \\| percent(2) }} |")
                .contains("<td>0.89\u{A0}%</td>"))
    }

    @Test func figuresAreNumberedAndReferredTo() throws {
        let body = try Sample.body(
            """
            ```{figure} loss-curve
            :name: early
            ```

            ```{table} configuration
            :name: tab
            ```

            ```{figure} loss-curve
            :name: late

            Own *words* with {{ figure.axis }} and {{ run.seed }}.

            - and a list
            ```

            ```{math}
            x
            ```

            ```{math}
            :label: sum
            y
            ```

            ## The end

            {numref}`late`, {numref}`Fig. %s <early>`, {numref}`tab`, {eq}`sum`, {ref}`the-end`
            """)
        #expect(
            body.contains(
                "<p><a href=\"#late\">Figure\u{A0}2</a>, <a href=\"#early\">Fig. 1</a>, "
                    + "<a href=\"#tab\">Table\u{A0}1</a>, <a href=\"#sum\">Equation\u{A0}1</a>, "
                    + "<a href=\"#the-end\">The end</a></p>"))
        #expect(
            body.contains(
                "<strong class=\"label\"><span>Figure</span> 1.</strong> Error over 10,000 episodes, log axis.</p>"
            ))
        #expect(
            body.contains(
                "<strong class=\"label\"><span>Figure</span> 2.</strong> Own <em>words</em> with log and 7.</p>\n<ul>"
            ))
        #expect(
            body.contains(
                "<strong class=\"label\"><span>Table</span> 1.</strong> What was set for seed 7.</p>"))
        #expect(body.contains("<span class=\"number\">(1)</span>"))
    }

    @Test func aFigureUsedTwiceHasTwoFiles() throws {
        let document = try Sample.document(
            "```{figure} loss-curve\n```\n\n```{figure} loss-curve\n:axis: linear\n```")
        #expect(document.figures.map(\.fileName) == ["loss-curve", "loss-curve-2"])
        #expect(document.figures.map(\.placement.id) == ["figure-1", "figure-2"])
        #expect(document.figures[1].placement.facts["figure.axis"] == .text("linear"))
    }

    @Test func whoeverIsNearestSetsTheWidth() throws {
        func widths(_ commandLine: Double?) throws -> [Double] {
            let template =
                "---\nfigures:\n  width: 120 mm\n---\n\n```{figure} loss-curve\n```\n\n"
                + "```{figure} loss-curve\n:width: single\n```"
            return try ExpandedTemplate.expand(
                TemplateFile(text: template, path: "t.md"), in: Sample.context(),
                figureWidth: commandLine.map(FigureWidth.millimetres)
            ).template.figures.map(\.size.width)
        }
        #expect(try widths(nil) == [120, 89])
        #expect(try widths(150) == [150, 89])
        #expect(try Sample.document("```{figure} loss-curve\n```").figures[0].size.width == 183)
    }

    @Test func theAlternativeTextCanBeTheTemplates() throws {
        let document = try Sample.document(
            "```{figure} loss-curve\n:alt: Seed {{ run.seed }}, *n* {{ figure.n }}\n```")
        #expect(document.figures[0].alternativeText == "Seed 7, n 10000")
    }

    @Test func everyFigureCarriesItsOwnLines() throws {
        let template =
            "a\n\n- b\n\n  ```{figure} loss-curve\n  :name: x\n  ```\n\n````{if} run.seed\n\n"
            + "```{table} configuration\n```\n````"
        let document = try Sample.document(template)
        #expect(document.figures[0].placement.source == "  ```{figure} loss-curve\n  :name: x\n  ```")
        #expect(document.tables[0].placement.source == "```{table} configuration\n```")
    }

    @Test func theFrontMatterChoosesWhatUnfolds() throws {
        let figure = "```{figure} loss-curve\n```"
        let folded = try Sample.body(figure)
        #expect(folded.components(separatedBy: "<details").count == 2)
        #expect(folded.contains("<details class=\"fold\"><summary>Data and template</summary>"))
        let mixed = try Sample.body("---\nsource: shown\n---\n\(figure)")
        #expect(mixed.contains("<details class=\"fold\" open=\"open\"><summary>Template</summary>"))
        #expect(mixed.contains("<details class=\"fold\"><summary>Data</summary>"))
        let open = try Sample.body("---\nsource: shown\ndata: hidden\n---\n\(figure)")
        #expect(open.contains("<details class=\"fold\" open=\"open\"><summary>Template</summary>"))
        #expect(!open.contains("<summary>Data</summary>"))
        let own = try Sample.body(
            "---\nsource: hidden\ndata: hidden\n---\n```{figure} loss-curve\n:data: shown\n```")
        #expect(own.contains("<details class=\"fold\" open=\"open\"><summary>Data</summary>"))
    }

    @Test func conditionsKeepOrDropTheirBlocks() throws {
        #expect(try Sample.body("```{if} run.seed == 7\na\n```") == "<p>a</p>")
        #expect(try Sample.body("```{if} evaluation\na\n```") == "")
        #expect(try Sample.body("```{if} figure.loss-curve and not figure.recall\na\n```") == "<p>a</p>")
        #expect(try Sample.body("```{if} table.evaluation\na\n```") == "")
        #expect(
            try Sample.body("```{if} final\n## Part\n```\n\n{ref}`part`").contains(
                "<a href=\"#part\">Part</a>"))
        // What is dropped needs nothing that the run lacks.
        #expect(
            try Sample.body("````{if} evaluation\n{{ evaluation.accuracy }}\n\n```{figure} recall\n```\n````")
                == "")
    }

    @Test func footnotesAreNumberedThroughTheDocument() throws {
        let body = try Sample.body(
            "a[^x] b[^y] a[^x]\n\n```{if} run.seed\nc[^x]\n\n[^x]: {{ run.name }} inner\n```\n\n"
                + "[^y]: second\n[^x]: first")
        #expect(body.contains("a<sup><a id=\"note-1-back\" href=\"#note-1\""))
        #expect(body.components(separatedBy: "id=\"note-1-back\"").count == 2)
        #expect(body.contains("c<sup><a id=\"note-3-back\" href=\"#note-3\""))
        #expect(body.contains("<li id=\"note-3\"><p>sample inner "))
    }

    @Test func includedFilesAreReadWhereTheyLie() throws {
        try withTemporaryFolder { folder in
            try folder.write("{{ run.seed }}\n\n```{include} deeper/b.md\n```", to: "parts/a.md")
            try folder.write("## From b\n\n{ref}`from-b`", to: "parts/deeper/b.md")
            let path = try folder.write(
                "```{include} parts/a.md\n```\n\n```{include} parts/a.md\n```", to: "t.md")
            let document = try Sample.document(reading: path)
            #expect(document.headings.map(\.id) == ["from-b", "from-b-2"])

            try folder.write("a\n{{ run.sed }}", to: "parts/deeper/b.md")
            let error = #expect(throws: TemplateError.self) {
                try Sample.document(reading: path)
            }
            #expect(error?.file == folder.path + "/parts/deeper/b.md" && error?.line == 2)
        }
    }

    @Test func aFileCannotIncludeItself() throws {
        try withTemporaryFolder { folder in
            let path = try folder.write("```{include} a.md\n```", to: "t.md")
            try folder.write("a\n\n```{include} ./../\(folder.lastPathComponent)/t.md\n```", to: "a.md")
            let error = #expect(throws: TemplateError.self) {
                try Sample.document(reading: path)
            }
            #expect(
                error?.message.contains("includes itself through other files") == true,
                "\(String(describing: error))")
            #expect(error?.line == 3)
            try FileManager.default.createSymbolicLink(
                atPath: folder.path + "/link.md", withDestinationPath: folder.path + "/own.md")
            let own = try folder.write("```{include} link.md\n```", to: "own.md")
            let direct = #expect(throws: TemplateError.self) {
                try Sample.document(reading: own)
            }
            #expect(direct?.message.hasSuffix("includes itself") == true)
            try folder.write("---\ntitle: a\n---\n", to: "front.md")
            let front = try folder.write("```{include} front.md\n```", to: "f.md")
            #expect(throws: TemplateError.self) {
                try Sample.document(reading: front)
            }
        }
    }

    @Test func rawHTMLIsKept() throws {
        #expect(
            try Sample.body("<section class=\"x\">\n\n*a* <b>{{ run.seed }}</b>\n\n</section>")
                == "<section class=\"x\">\n<p><em>a</em> <b>7</b></p>\n</section>")
    }

    @Test func picturesAreTakenIntoThePage() throws {
        try withTemporaryFolder { folder in
            let picture = try SampleDrawing(size: PhysicalSize(width: 5, height: 5)).png(dotsPerInch: 72)
            try picture.write(to: URL(fileURLWithPath: folder.path + "/a b.png"))
            try folder.write("no picture", to: "c.png")
            let path = try folder.write("![words *and* {{ run.seed }}](<a b.png>)", to: "t.md")
            let document = try Sample.document(reading: path)
            guard case .paragraph(let inlines) = document.blocks[0].content,
                case .image(let address, _, let text) = inlines[0].content
            else {
                Issue.record("no picture")
                return
            }
            #expect(address == "data:image/png;base64," + picture.base64EncodedString())
            #expect(text.plainText == "words and 7")
            let wrong = try folder.write("![a](c.png)", to: "u.md")
            #expect(throws: TemplateError.self) {
                try Sample.document(reading: wrong)
            }
        }
    }

    @Test func theTitleComesFromTheFrontMatterOrTheFirstHeading() throws {
        #expect(
            try Sample.document("---\ntitle: Run *{{ run.name }}*\n---\n").title.plainText == "Run sample")
        let document = try Sample.document("# First {{ run.seed }}\n\n## Second")
        #expect(document.title.plainText == "First 7")
        #expect(document.headings.map(\.id) == ["second"])
        #expect(try Sample.document("text").title.plainText == "Report")
    }
}
