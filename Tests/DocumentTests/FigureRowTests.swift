import Foundation
import TestSupport
import Testing

@testable import Document

/// Figures that share a row and a number.
@Suite struct FigureRowTests {
    private static let row = """
        ```{figure} loss-curve
        :name: before
        ```

        Below: {numref}`pair`, {numref}`panel %s <two>`. Above: {numref}`before`.

        ````{figures}
        :name: pair

        ```{figure} loss-curve
        :name: one
        :width: single

        First *caption*.
        ```

        ```{figure} loss-curve
        :name: two
        :width: single

        Second, unlike {numref}`one`.
        ```

        Both of {{ run.name }}.
        ````

        ```{figure} loss-curve
        :name: after
        ```

        {numref}`pair`, {numref}`one`, {numref}`panel %s <two>`, {numref}`after`.
        """

    @Test func figuresOfARowShareANumberAndHaveLetters() throws {
        let body = try Sample.body(Self.row)
        for (id, words) in [
            ("pair", "Figure\u{A0}2"), ("one", "Figure\u{A0}2a"), ("two", "panel 2b"),
            ("after", "Figure\u{A0}3"),
        ] {
            #expect(body.contains("<a href=\"#\(id)\">\(words)</a>"))
            #expect(body.contains("<figure id=\"\(id)\""))
        }
        #expect(
            body.contains(
                "<strong class=\"label\"><span>Figure</span> 2a.</strong> First <em>caption</em>.</p>"))
        #expect(
            body.contains(
                "<span>Figure</span> 2b.</strong> Second, unlike Figure\u{A0}2a.</p>"))
        #expect(body.contains("<span>Figure</span> 2.</strong> Both of sample.</p>"))
        // The row has one cell, and each of its figures has a folded part.
        #expect(body.components(separatedBy: "<div class=\"cell\">").count == 4)
        #expect(body.components(separatedBy: "<details").count == 5)
        #expect(body.contains("figures/loss-curve-2.csv") && body.contains("figures/loss-curve-3.csv"))
    }

    @Test func aReferenceToWhatFollowsIsNoLink() throws {
        let body = try Sample.body(Self.row)
        let above = "Above: <a href=\"#before\">Figure\u{A0}1</a>.</p>"
        #expect(body.contains("<p>Below: Figure\u{A0}2, panel 2b. " + above))
        let far =
            "{numref}`far`\n\n" + String(repeating: "Words.\n\n", count: 4)
            + "```{figure} loss-curve\n:name: far\n```\n"
        #expect(try Sample.body(far).contains("<p><a href=\"#far\">Figure\u{A0}1</a></p>"))
    }

    @Test func conditionsMayLeaveOneFigureOrNone() throws {
        func row(_ conditions: [String]) -> String {
            "`````{figures}\n"
                + conditions.map { "````{if} \($0)\n```{figure} loss-curve\n```\n````\n" }.joined(
                    separator: "\n")
                + "`````\n\n```{figure} loss-curve\n```"
        }
        let one = try Sample.body(row(["run.seed", "evaluation"]))
        #expect(
            one.contains("<span>Figure</span> 1.</strong>") && one.contains("<span>Figure</span> 2.</strong>")
        )
        #expect(!one.contains("class=\"row\""))
        let none = try Sample.body(row(["evaluation", "evaluation"]))
        #expect(none.contains("<span>Figure</span> 1.</strong>") && !none.contains("<span>Figure</span> 2."))
    }

    @Test func aRowHoldsFiguresAndACaption() {
        let figure = "```{figure} loss-curve\n```\n\n"
        for (template, line, message) in [
            ("````{figures}\n\(figure)## No\n````", 5, "only hold {figure} blocks and a caption"),
            ("````{figures} loss-curve\n\(figure)````", 1, "no name of its own"),
            ("````{figures}\n:width: single\n\(figure)````", 2, "no option width"),
            ("````{figures}\n" + String(repeating: figure, count: 7) + "````", 1, "6 figures at most"),
        ] {
            let error = Sample.error(template)
            #expect(
                error?.line == line && error?.message.contains(message) == true,
                "\(String(describing: error))")
        }
    }

    @Test func latexSetsARowAsOnePictureUnderOneCaption() throws {
        let latex = LaTeXFigures.file(for: try Sample.document(Self.row), maker: "m", origin: "o")
        #expect(latex.components(separatedBy: "\\begin{figure*}").count == 4)
        #expect(latex.contains("alt={a: ") && latex.contains("]{figure-"))
        #expect(
            latex.contains(
                #"\caption{Both of sample. \textbf{a} First \emph{caption}. \textbf{b} Second, unlike Figure~\ref{pair}a.}"#
                    + "\n  \\label{pair}\n"))
    }
}
