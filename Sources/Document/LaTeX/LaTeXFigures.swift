import Foundation
import Text

/// The files `figures.tex` and `tables.tex`: every figure at its physical size or every table, with caption and label.
/// The files can be typeset alone, or read into a paper by `\input`.
public struct LaTeXFigures {
    private let document: ExpandedTemplate
    /// What the file contains, and has LaTeX number.
    private let kind: ExpandedTemplate.Target.Kind

    /// The name of the file with the cited works, which is copied to the figures.
    public static let bibliography = "references.bib"

    /// The endings of the names of pictures that LaTeX can include.
    public static let formats: Set = [".pdf", ".png", ".eps"]

    /// The contents of `figures.tex`. It names pictures without an extension, so that LaTeX takes the format that it
    /// prefers.
    ///
    /// - Parameters:
    ///   - maker: the program and its version, for the file's first line.
    ///   - origin: what the report was made from, for the same line.
    public static func file(for document: ExpandedTemplate, maker: String, origin: String) -> String {
        let writer = LaTeXFigures(document: document, kind: .figure)
        return writer.file(writer.figures(), maker: maker, origin: origin)
    }

    /// The contents of `tables.tex`; see ``file(for:maker:origin:)``.
    public static func tables(for document: ExpandedTemplate, maker: String, origin: String) -> String {
        let writer = LaTeXFigures(document: document, kind: .table)
        return writer.file(document.tables.map(writer.latex).joined(), maker: maker, origin: origin)
    }

    private func file(_ contents: String, maker: String, origin: String) -> String {
        let end = contents.contains("\\cite{") ? "\\bibliographystyle{plain}\\bibliography{references}" : ""
        return head(end: end, maker: maker, origin: origin) + contents
            + "\\bohpend\n"
    }

    /// A table with lines above, below and under its head. A column of long texts breaks its lines. A table of many columns
    /// takes two columns of the page, and one that is still too wide is reduced.
    private func latex(_ table: PlacedTable) -> String {
        let content = table.content
        let rows = content.rows.map { $0.map(latex).joined(separator: " & ") + " \\\\" }
        let columns = content.columns.indices.map { index in
            let longest = content.rows.map { $0[index].plainText.count }.max() ?? 0
            return content.columns[index].isNumeric
                ? "r" : longest > 40 ? "p{\(content.columns.count > 2 ? 0.3 : 0.7)\\linewidth}" : "l"
        }
        return environment(
            content.columns.count > 4 ? "table*" : "table", table.placement,
            "\\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%\n  \\begin{tabular}{\(columns.joined())}\n    \\toprule\n    "
                + content.columns.map { LaTeXText.escaped($0.title) }.joined(separator: " & ")
                + " \\\\\n    \\midrule\n"
                + rows.map { "    \($0)\n" }.joined() + "    \\bottomrule\n  \\end{tabular}}")
    }

    private func latex(_ value: Value) -> String {
        let text = LaTeXText.escaped(value.plainText)
        if case .code = value { return "\\texttt{\(text)}" }
        return text
    }

    private func environment(_ name: String, _ place: Placement, _ body: String) -> String {
        // A table's caption is above it.
        environment(name, [caption(place.caption), Self.labelling(place.id), "\\small", body])
    }

    private func figures() -> String {
        document.figures.enumerated().map { index, figure in
            guard figure.row != nil else { return latex(figure) }
            return document.figureRows.first { $0.members.first == index }.map(latex) ?? ""
        }.joined()
    }

    /// The commands that make the file a document of its own unless a document class is loaded already.
    private func head(end: String, maker: String, origin: String) -> String {
        let line = "\(kind.rawValue)s of \(origin), made by \(maker)."
            .split(whereSeparator: { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } })
            .joined(separator: " ")
        let widest = document.figures.map(\.size.width).max() ?? 0
        // A4 with the narrowest margins of usual printers, or wider paper if the widest figure needs it.
        let margin = 10.0
        let sheet =
            widest <= 210 - 2 * margin
            ? "a4paper" : "paperwidth=\(Self.millimetres(widest + 2 * margin)),paperheight=297mm"
        return """
            % \(line)
            % To view them: pdflatex and the name of this file
            % In a paper: \\usepackage{graphicx,amsmath,amssymb,booktabs} and \\graphicspath{{folder of this file/}},
            % then \\input this file, or copy single figures.
            \\expandafter\\ifx\\csname @classoptionslist\\endcsname\\relax
            \\documentclass{article}
            \\usepackage[\(sheet),margin=10mm]{geometry}
            \\usepackage{graphicx,amsmath,amssymb,booktabs}
            \\begin{document}
            \\def\\bohpend{\(end)\\end{document}}
            \\else
            \\let\\bohpend\\relax
            \\fi
            % Older graphicx does not know the key for descriptions.
            \\expandafter\\ifx\\csname KV@Gin@alt\\endcsname\\relax
            \\expandafter\\let\\csname KV@Gin@alt\\expandafter\\endcsname\\csname @gobble\\endcsname
            \\fi

            """
    }

    private static func millimetres(_ length: Double) -> String {
        // Hundredths of a millimetre are finer than any press.
        NumberText.fixed(length, digits: 2).replacing(/\.00$/, with: "") + "mm"
    }

    private func latex(_ figure: PlacedFigure) -> String {
        environment(
            figure.fitsColumn ? "figure" : "figure*",
            [
                Self.picture(figure.fileName, figure.size, figure.alternativeText),
                caption(figure.placement.caption), Self.labelling(figure.placement.id),
            ])
    }

    /// The figures of a row as one picture, under one caption that names them by their letters.
    private func latex(_ row: PlacedFigureRow) -> String {
        let captions = document.figures[row.members].map { figure in
            "\\textbf{\(figure.row?.letter ?? "")} \(latex(figure.placement.caption))"
        }
        let whole = (row.caption.isEmpty ? [] : [latex(row.caption)]) + captions
        return environment(
            "figure*",
            [
                Self.picture(row.fileName, row.size, document.alternativeText(of: row)),
                "\\caption{\(whole.joined(separator: " "))}", Self.labelling(row.id),
            ])
    }

    private func environment(_ name: String, _ lines: [String]) -> String {
        let body = (["\\centering"] + lines).map { "  \($0)\n" }.joined()
        return "\n\\begin{\(name)}[htbp]\n\(body)\\end{\(name)}\n"
    }

    /// The picture at its physical size, or as wide as the text where that is narrower, with its description for readers who
    /// cannot see it.
    private static func picture(_ name: String, _ size: PhysicalSize, _ description: String) -> String {
        let width = millimetres(size.width)
        return "\\includegraphics[width=\\ifdim\(width)>\\linewidth\\linewidth\\else\(width)\\fi,"
            + "alt={\(LaTeXText.escaped(description))}]{\(name)}"
    }

    private func caption(_ blocks: [Block]) -> String { "\\caption{\(latex(blocks))}" }

    private static func labelling(_ id: String) -> String { "\\label{\(label(id))}" }

    /// The id with every non-ASCII letter replaced by its code, because a label is part of a command's name.
    static func label(_ id: String) -> String {
        id.unicodeScalars.map { $0.isASCII ? String(Character($0)) : "u" + String($0.value, radix: 16) }
            .joined()
    }

    // MARK: Captions

    /// Blocks as one paragraph, because a caption can have only one.
    private func latex(_ blocks: [Block]) -> String { blocks.map(latex).joined(separator: " ") }

    private func latex(_ block: Block) -> String {
        switch block.content {
        case .paragraph(let inlines), .heading(_, let inlines, _): latex(inlines)
        case .quote(let children), .aside(_, let children), .box(let children): latex(children)
        case .list(let list):
            list.items.enumerated().map { index, item in
                (list.firstNumber.map { "(\($0 + index)) " } ?? "-- ") + latex(item.blocks)
            }.joined(separator: "; ")
        case .table(let table):
            ([table.header] + table.rows).map { $0.map(latex).joined(separator: ", ") }
                .joined(separator: "; ")
        case .code(_, let text): "\\texttt{\(LaTeXText.escaped(text.trimmed))}"
        case .details(let summary, let children): latex(summary) + " " + latex(children)
        case .html, .rule, .figure, .figureRow, .valueTable, .equation: ""
        }
    }

    private func latex(_ inlines: [Inline]) -> String { LaTeXText.joined(inlines.map(latex)) }

    private func latex(_ inline: Inline) -> String {
        switch inline.content {
        case .text(let text): return LaTeXText.escaped(text)
        case .softBreak, .lineBreak: return " "
        case .code(let code): return "\\texttt{\(LaTeXText.escaped(code))}"
        case .emphasis(let children): return "\\emph{\(latex(children))}"
        case .strong(let children): return "\\textbf{\(latex(children))}"
        case .strikethrough(let children), .image(_, _, let children): return latex(children)
        case .link(let address, _, let text):
            let isShown = address.hasPrefix("#") || text.plainText == address
            return latex(text) + (isShown ? "" : " (\\texttt{\(LaTeXText.escaped(address))})")
        case .math(_, let source): return LaTeXText.formula(source)
        case .reference(let label, let pattern):
            guard document.targets[label]?.kind == kind else {
                return LaTeXText.escaped(document.words(for: label, pattern: pattern))
            }
            // A paper numbers what it reads from this file itself. A figure of a row has the row's number and a letter.
            let row = document.figures.first { $0.placement.id == label }?.row
            let number = "\\ref{\(Self.label(row?.id ?? label))}\(row?.letter ?? "")"
            return (pattern ?? "\(kind.rawValue)\u{A0}%s").components(separatedBy: "%s").map(
                LaTeXText.escaped
            )
            .joined(separator: number)
        case .citation(let numbers):
            return "\\cite{\(numbers.map { document.references[$0 - 1].key }.joined(separator: ","))}"
        // Footnotes are at the end of the page, and raw HTML has no meaning in LaTeX.
        case .html, .footnote: return ""
        }
    }
}
