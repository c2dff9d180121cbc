import Foundation
import TestSupport
import Testing

@testable import Document

/// Works, how they are read, and how they are cited.
@Suite struct BibliographyTests {
    private func read(_ text: String) throws -> [Reference] {
        try BibTeXReader.references(of: TemplateFile(text: text, path: "a.bib"))
    }

    private func words(_ reference: Reference) -> String { reference.inlines.plainText }

    @Test func everyFormOfAFieldIsRead() throws {
        let works = try read(
            """
            Text outside, with an a@b.org address.
            @string{pnas = "Proc. Natl. Acad. Sci."}
            @comment{ @article{no, title = {No}} }
            @Article{ one-1982 ,
              Author = "Hopfield, John J.",
              title = {Neural {Networks} and {\\"o}ther {\\'{\\i}}deas --- {\\ss} \\& \\c{c}, 100\\%},
              journal = pnas # { USA}, volume = 79, number=8,
              pages = {2554--2558}, year = 1982, doi = {10.1073/pnas.79.8.2554},
            }
            @misc(two, title = {A (b)}, year = {2020})
            """)
        #expect(works.map(\.key) == ["one-1982", "two"])
        #expect(
            works[0].fields == [
                "author": "Hopfield, John J.", "title": "Neural Networks and öther ídeas — ß & ç, 100%",
                "journal": "Proc. Natl. Acad. Sci. USA", "volume": "79", "number": "8", "pages": "2554–2558",
                "year": "1982", "doi": "10.1073/pnas.79.8.2554",
            ])
        #expect(
            words(works[0])
                == "J. J. Hopfield. Neural Networks and öther ídeas — ß & ç, 100%. Proc. Natl. Acad. Sci. USA 79(8), 2554–2558 (1982). doi.org/10.1073/pnas.79.8.2554"
        )
        #expect(words(works[1]) == "A (b). (2020).")
        #expect(works[0].source.hasPrefix("@Article{ one-1982 ,") && works[0].source.hasSuffix("},\n}"))
        #expect(works[1].source == "@misc(two, title = {A (b)}, year = {2020})")
    }

    @Test(arguments: [
        ("Thomas Miconi", "T. Miconi"), ("Miconi, Thomas and Clune, Jeff", "T. Miconi and J. Clune"),
        ("Miconi, Thomas and Clune, Jeff and Stanley, Kenneth O.", "T. Miconi, J. Clune and K. O. Stanley"),
        ("Plato", "Plato"), ("", ""),
        (Array(repeating: "A. Bee", count: 9).joined(separator: " and "), "A. Bee et al."),
    ])
    func namesAreShort(names: String, expected: String) {
        #expect(Reference(key: "k", fields: ["author": names], source: "").authors == expected)
    }

    @Test(arguments: [
        ("@article{\n, title = {a}}", 2, "needs a key"),
        ("@article{a,\n title {b}}", 2, "expected = after title"),
        ("@article{a,\n title = {b\n", 2, "not closed by }"),
        ("@article{a,\n title = {b}\n year = 2}", 3, "is a comma missing?"),
        ("@article{a, month = jan}", 1, "there is no @string jan"),
        ("@misc{a, year=1}\n@misc{a, year=2}", 2, "the key a is used twice"),
        ("@misc{a, year = }", 1, "expected {…}"),
    ])
    func mistakesHaveTheirLines(text: String, line: Int, message: String) throws {
        let error = #expect(throws: TemplateError.self) { try read(text) }
        #expect(
            error?.file == "a.bib" && error?.line == line && error?.message.contains(message) == true,
            "\(String(describing: error))")
    }

    @Test func citationsAreNumberedAndListed() throws {
        try withTemporaryFolder { folder in
            try folder.write("@misc{own, title = {My <own>}, year = 2001}", to: "own.bib")
            let shipped = try folder.write(
                "@misc{own, title = {Other}}\n@misc{base, title = {Base}, url = {https://a.org/?b&c}}\n@misc{unused, title = {No}}",
                to: "base.bib")
            let path = try folder.write(
                """
                ---
                bibliography: own.bib
                ---

                ## Text

                As shown {cite}`base`, and again {cite}`own, base`.

                ```{figure} loss-curve
                After {cite}`own`.
                ```
                """, to: "t.md")
            let (document, _, _) = try ExpandedTemplate.expand(
                TemplateFile(reading: path), in: Sample.context(), bibliography: shipped)
            func link(_ number: Int) -> String {
                "<a href=\"#work-\(number)\" aria-label=\"Reference \(number)\">\(number)</a>"
            }
            var writer = BlockWriter(document: document, pictures: [])
            #expect(
                writer.html(Array(document.blocks.prefix(2))).text.contains(
                    "As shown [\(link(1))], and again [\(link(2)), \(link(1))]."))
            #expect(writer.references().text.contains("<h2 id=\"references\">References</h2>"))
            #expect(writer.references().text.contains("<li id=\"work-2\">My &lt;own&gt;. (2001).</li>"))
            #expect(
                writer.references().text.contains("<a href=\"https://a.org/?b&amp;c\">a.org/?b&amp;c</a>"))
            #expect(document.headings.map(\.id) == ["text", "references"])
            #expect(
                document.bibliography
                    == "@misc{base, title = {Base}, url = {https://a.org/?b&c}}\n\n@misc{own, title = {My <own>}, year = 2001}\n"
            )
            let latex = LaTeXFigures.file(for: document, maker: "m", origin: "o")
            #expect(latex.contains("\\caption{After \\cite{own}.}"))
            #expect(latex.contains("\\bibliography{references}\\end{document}}"))
        }
    }

    @Test func anUnknownWorkIsAnError() throws {
        try withTemporaryFolder { folder in
            let path = try folder.write("@misc{miconi2018, title = {A}}", to: "a.bib")
            let file = TemplateFile(text: "one\n\n{cite}`miconi2019`", path: "t.md")
            let error = #expect(throws: TemplateError.self) {
                try ExpandedTemplate.expand(file, in: Sample.context(), bibliography: path)
            }
            #expect(error?.line == 3)
            #expect(error?.message == "no bibliography has the work miconi2019; did you mean miconi2018?")
        }
        #expect(try Sample.page("No citation.").contains("References") == false)
    }

    /// The shipped works have what a reference list needs.
    @Test func theShippedBibliographyIsComplete() throws {
        let works = try BibTeXReader.references(
            in: Package.root.appending(path: "templates/references.bib").path)
        #expect(
            works.map(\.key) == [
                "miconi2016", "miconi2018", "kingma2015", "hopfield1982", "wilson1927", "franco2019",
                "oja1982",
            ])
        for work in works {
            for field in ["author", "title", "year"] {
                #expect(work.fields[field]?.isEmpty == false, "\(work.key)")
            }
            #expect(work.address != nil)
        }
    }
}
