import Foundation
import TestSupport
import Testing

@testable import Document

/// The figures as LaTeX has them.
@Suite struct LaTeXTests {
    @Test(arguments: [
        ("plain words", "plain words"),
        (#"100% & #1_a $x$ {b} ~ ^"#, ##"100\% \& \#1\_a \$x\$ \{b\} \textasciitilde{} \textasciicircum{}"##),
        (#"\input{x}"#, #"\textbackslash{}input\{x\}"#),
        ("<a> | `b`", #"\textless{}a\textgreater{} \textbar{} \textasciigrave{}b\textasciigrave{}"#),
        ("a--b ''c''", "a-{}-b '{}'c'{}'"), ("a-–b '”", "a-{}--b '{}''"),
        ("line\nbreak\ttab", "line break tab"),
        ("bell\u{7}\u{0}", "bell"),
        ("5\u{A0}% of 1–2 “x”", "5~\\% of 1--2 ``x''"),
        (
            "\u{2212}0.5 ± 2 × 10⁻¹¹",
            #"\ensuremath{-}0.5 \ensuremath{\pm} 2 \ensuremath{\times} 10\ensuremath{^{-11}}"#
        ),
        (
            "α ≤ η∘w₁₂",
            #"\ensuremath{\alpha} \ensuremath{\le} \ensuremath{\eta}\ensuremath{\circ}w\ensuremath{_{12}}"#
        ),
        ("x²₃", #"x\ensuremath{^{2}}\ensuremath{_{3}}"#),
        ("Élő naïve Łódź ß", #"\'{E}l\H{o} na\"{\i}ve \L{}\'{o}d\'{z} \ss{}"#),
        ("中", #"{\ifdefined\Umathchar 中\else[U+4E2D]\fi}"#),
    ])
    func textIsEscaped(words: String, expected: String) { #expect(LaTeXText.escaped(words) == expected) }

    private static let captions = """
        {numref}`b` {numref}`Fig. %s <a>` {numref}`tab`

        ```{figure} loss-curve
        :name: a

        Own *words*, **strong** ~~old~~ `a_b`, {math}`\\alpha_{ij} \\% β`, [here](#a), [site](https://a.org/x_y) {numref}`b`, {numref}`panel %s <a>`,
        {numref}`tab`.

        - first 50 %
        - second {{ run.name }}
        ```

        ```{figure} loss-curve
        :name: b
        :width: 88.9
        ```

        ```{table} configuration
        :name: tab
        ```
        """

    private func file(_ template: String, _ context: SampleContext = Sample.context()) throws -> String {
        LaTeXFigures.file(
            for: try Sample.document(template, context), maker: "bohp-report 1", origin: "the run a\n\\b")
    }

    @Test func everyFigureHasItsSizeCaptionAndLabel() throws {
        let latex = try file(Self.captions)
        #expect(latex.hasPrefix("% Figures of the run a \\b, made by bohp-report 1.\n"))
        #expect(
            latex.contains(
                "\\begin{figure*}[htbp]\n  \\centering\n  \\includegraphics[width=\\ifdim183mm>\\linewidth\\linewidth\\else183mm\\fi,alt={Error falls from 12 to 0.6 over 10,000 episodes.}]{loss-curve}"
            ))
        #expect(
            latex.contains(
                "\\begin{figure}[htbp]\n  \\centering\n  \\includegraphics[width=\\ifdim88.90mm>\\linewidth\\linewidth\\else88.90mm\\fi,alt={Error falls from 12 to 0.6 over 10,000 episodes.}]{loss-curve-2}"
            ))
        #expect(
            latex.contains(
                #"\caption{Own \emph{words}, \textbf{strong} old \texttt{a\_b}, $\alpha_{ij} \% \ensuremath{\beta}$, here, "#
                    + #"site (\texttt{https://a.org/x\_y}) Figure~\ref{b}, panel \ref{a}, Table~1. "#
                    + #"-- first 50 \%; -- second sample}"# + "\n  \\label{a}\n\\end{figure*}"))
        #expect(latex.contains("\\caption{Error over 10,000 episodes, log axis.}\n  \\label{b}"))
        #expect(latex.contains("a4paper"))
        #expect(latex.hasSuffix("\\bohpend\n"))
        #expect(
            try file("---\nfigures:\n  width: 300\n---\n```{figure} loss-curve\n```").contains(
                "paperwidth=320mm"))
    }

    @Test func everyTableIsOneOfLaTeX() throws {
        let context = Sample.context([
            "run.name": .text("a & b_1"), "run.command": .code("x --y"), "run.seed": .integer(7),
            "long": .text(String(repeating: "word ", count: 20)),
        ])
        let template = """
            ```{table} configuration
            :name: tab-ä

            All of {{ run.name }}, see {numref}`tab-ä` and {numref}`fig`.
            ```

            ```{figure} loss-curve
            :name: fig
            ```
            """
        let document = try Sample.document(template, context)
        let latex = LaTeXFigures.tables(for: document, maker: "m", origin: "o")
        #expect(latex.hasPrefix("% Tables of o, made by m.\n"))
        #expect(
            latex.contains(
                #"""

                \begin{table}[htbp]
                  \centering
                  \caption{All of a \& b\_1, see Table~\ref{tab-ue4} and Figure~1.}
                  \label{tab-ue4}
                  \small
                  \resizebox{\ifdim\width>\linewidth\linewidth\else\width\fi}{!}{%
                  \begin{tabular}{lr}
                    \toprule
                    Setting & Value \\
                    \midrule
                    \texttt{long} &
                """#))
        #expect(latex.contains("    \\texttt{run.command} & \\texttt{x -{}-y} \\\\\n"))
        #expect(
            String(decoding: document.tables[0].data.csv(), as: UTF8.self).hasSuffix(
                "run.command,x --y\r\nrun.name,a & b_1\r\nrun.seed,7\r\n"))
        #expect(document.tables[0].fileName == "configuration")
    }

    /// Braces match, and nothing but comments holds a bare sign.
    private func problem(in latex: String) -> String? {
        var depth = 0
        for line in latex.split(separator: "\n") where !line.hasPrefix("%") {
            var rest = Substring(line)
            while let letter = rest.first {
                rest = rest.dropFirst()
                switch letter {
                case "\\": rest = rest.dropFirst()
                case "{": depth += 1
                case "}": depth -= 1
                case "%", "&": return "a bare \(letter) in \(line)"
                case "#": return "a bare # in \(line)"
                default: break
                }
                if depth < 0 { return "a brace too many in \(line)" }
            }
        }
        return depth == 0 ? nil : "\(depth) braces are open"
    }

    private static func hostile(_ name: String) -> SampleContext {
        Sample.context(named: name)
    }

    @Test(arguments: HostileText.names)
    func aNameCannotBecomeACommand(name: String) throws {
        #expect(problem(in: try file(Self.captions, Self.hostile(name))) == nil)
        let commands = #"\end{document}\write18{rm x}}%"#
        let latex = try file(Self.captions, Self.hostile(commands))
        #expect(latex.contains(#"\textbackslash{}end\{document\}\textbackslash{}write18\{rm x\}\}\%"#))
        #expect(problem(in: latex) == nil)
    }

    /// Only a machine that has TeX typesets.
    private static let engines = ["pdflatex", "lualatex"].map { "/usr/bin/" + $0 }
        .filter(FileManager.default.isExecutableFile)

    /// A page of one column as NeurIPS has it, and one of two.
    private static let papers = [
        (
            """
            \\documentclass{article}
            \\usepackage[letterpaper,textwidth=5.5in,textheight=9in]{geometry}
            """, widths: [88.9, 139.7]
        ),
        (
            """
            \\documentclass[twocolumn]{article}
            \\usepackage[textwidth=170mm]{geometry}
            \\setlength{\\columnsep}{10mm}
            """, widths: [80, 170]
        ),
    ]

    @Test(
        .enabled(
            if: !engines.isEmpty, "TeX is not installed; what it would be given is checked all the same"),
        arguments: engines, papers)
    func latexTypesetsIt(engine: String, paper: (head: String, widths: [Double])) throws {
        try withTemporaryFolder { folder in
            let names =
                (HostileText.names.filter { $0.utf8.count < 100 } + [
                    "中 € ½ → α² naïve \u{1F600} œ", "\\end{document}",
                ])
                .joined(separator: " ")
            let context = Self.hostile(names)
            let document = try Sample.document(Self.captions, context)
            for figure in document.figures {
                let png = try SampleDrawing(size: figure.size).png(dotsPerInch: 60)
                try png.write(
                    to: folder.appending(path: "figures/\(figure.fileName).png").makingFolder())
            }
            try folder.write(file(Self.captions, context), to: "figures/figures.tex")
            let tables = LaTeXFigures.tables(for: document, maker: "m", origin: "o")
            try folder.write(tables, to: "figures/tables.tex")
            try folder.write(
                """
                \(paper.head)
                \\usepackage{graphicx,amsmath,amssymb,booktabs}
                \\graphicspath{{figures/}}
                \\begin{document}
                See Figure~\\ref{b}.
                \\listoffigures
                \\input{figures/figures}
                \\input{figures/tables}
                The end.
                \\end{document}
                """, to: "paper.tex")
            // In a paper no figure is wider than the text.
            let files: [(String, String, String, [Double]?)] = [
                ("figures", "figures.tex", "Figure 2", [88.9, 183]),
                ("figures", "tables.tex", "Table 1: What", nil), ("", "paper.tex", "The end.", paper.widths),
            ]
            for (place, file, words, expected) in files {
                let place = place.isEmpty ? folder : folder.appending(path: place)
                for _ in 0..<2 {
                    let result = try runProgram(
                        engine, ["-interaction=nonstopmode", "-halt-on-error", file], in: place)
                    try #require(result.status == 0, "\(result.output.suffix(2000))")
                    #expect(!result.output.contains("LaTeX Warning: File"))
                    // Long words of a caption may extend by a point or two.
                    let overfull = result.output.matches(of: /Overfull \\hbox \((\d+)/).map(\.output.1)
                    #expect(overfull.allSatisfy { Int($0) ?? 9 < 3 }, "\(overfull)")
                }
                let pdf = place.appending(path: file.replacing(".tex", with: ".pdf")).path
                let text = try runProgram("/usr/bin/pdftotext", ["-layout", pdf, "-"]).output
                #expect(text.contains(words), "\(text)")
                guard let expected else { continue }
                #expect(text.contains(#/Own words, strong old a[ _]b, αij %β/#), "\(text)")
                let images = try runProgram("/usr/bin/pdfimages", ["-list", pdf]).output
                let widths = images.split(separator: "\n").dropFirst(2).compactMap { row -> Double? in
                    let parts = row.split(separator: " ")
                    return (Double(parts[3]) ?? 0) / (Double(parts[12]) ?? 1) * 25.4
                }
                #expect(widths.count == 2)
                for (width, expected) in zip(widths.sorted(), expected) {
                    #expect(abs(width - expected) < 2)
                }
            }
        }
    }
}

extension URL {
    /// The same file, its folder made.
    fileprivate func makingFolder() throws -> URL {
        try FileManager.default.createDirectory(
            at: deletingLastPathComponent(), withIntermediateDirectories: true)
        return self
    }
}
