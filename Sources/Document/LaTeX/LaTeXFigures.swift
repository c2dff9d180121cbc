import Foundation

/// The file `figures.tex`: every figure at its physical size, with caption and label. The file can be typeset alone,
/// or read into a paper by `\input`.
public struct LaTeXFigures {
    private let document: ExpandedTemplate
    private var latex = LaTeXText()

    /// The contents of the file.
    ///
    /// - Parameter origin: what the report was made from, for the file's first line.
    public static func file(for document: ExpandedTemplate, maker: String, origin: String) -> String {
        var writer = LaTeXFigures(document: document)
        for figure in document.figures { writer.write(figure) }
        return head(for: document.figures, maker: maker, origin: origin) + writer.latex.text + "\\bohpend\n"
    }

    private init(document: ExpandedTemplate) { self.document = document }

    /// The commands that make the file a document of its own unless a document class is loaded already.
    private static func head(for figures: [PlacedFigure], maker: String, origin: String) -> String {
        let line = "Figures of \(origin), made by \(maker)."
            .split(whereSeparator: { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } })
            .joined(separator: " ")
        let widest = figures.map(\.size.width).max() ?? 0
        // A4 with the narrowest margins of usual printers, or wider paper if the widest figure needs it.
        let margin = 10.0
        let sheet =
            widest <= 210 - 2 * margin
            ? "a4paper" : "paperwidth=\(millimetres(widest + 2 * margin)),paperheight=297mm"
        return """
            % \(line)
            % To view the figures: pdflatex figures.tex
            % In a paper: \\usepackage{graphicx,amsmath,amssymb} and \\graphicspath{{folder of this file/}},
            % then \\input this file, or copy single figures.
            \\expandafter\\ifx\\csname @classoptionslist\\endcsname\\relax
            \\documentclass{article}
            \\usepackage[\(sheet),margin=10mm]{geometry}
            \\usepackage{graphicx,amsmath,amssymb}
            \\begin{document}
            \\def\\bohpend{\\end{document}}
            \\else
            \\let\\bohpend\\relax
            \\fi

            """
    }

    private static func millimetres(_ length: Double) -> String {
        // Hundredths of a millimetre are finer than any press.
        let hundredths = Int((length * 100).rounded())
        let rest = hundredths % 100
        let digits = rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + String(rest)
        return "\(hundredths / 100)\(digits)mm"
    }

    /// The widest figure, in millimetres, that fits into one column of a two-column page.
    private static let widestInColumn = 100.0

    private mutating func write(_ figure: PlacedFigure) {
        let width = figure.size.width
        let environment = width <= Self.widestInColumn ? "figure" : "figure*"
        latex.raw("\n\\begin{\(environment)}[htbp]\n  \\centering\n")
        latex.raw(
            "  \\includegraphics[width=\(Self.millimetres(width))]{\(figure.fileName).png}\n  \\caption{")
        write(figure.placement.caption)
        latex.raw("}\n  \\label{\(Self.label(figure.placement.id))}\n\\end{\(environment)}\n")
    }

    /// The id with every non-ASCII letter replaced by its code, because a label is part of a command's name.
    static func label(_ id: String) -> String {
        id.unicodeScalars.map { $0.isASCII ? String(Character($0)) : "u" + String($0.value, radix: 16) }
            .joined()
    }

    // MARK: Captions

    /// Writes blocks as one paragraph, because a caption can have only one.
    private mutating func write(_ blocks: [Block]) {
        for (index, block) in blocks.enumerated() {
            if index > 0 { latex.raw(" ") }
            write(block)
        }
    }

    private mutating func write(_ block: Block) {
        switch block.content {
        case .paragraph(let inlines), .heading(_, let inlines, _): write(inlines)
        case .quote(let children), .aside(_, let children): write(children)
        case .list(let list):
            for (index, item) in list.items.enumerated() {
                if index > 0 { latex.raw("; ") }
                latex.write(list.firstNumber.map { "(\($0 + index)) " } ?? "– ")
                write(item.blocks)
            }
        case .table(let table):
            for (index, row) in ([table.header] + table.rows).enumerated() {
                if index > 0 { latex.raw("; ") }
                for (column, cell) in row.enumerated() {
                    if column > 0 { latex.raw(", ") }
                    write(cell)
                }
            }
        case .code(_, let text): command("texttt") { $0.latex.write(text.trimmed) }
        case .details(let summary, let children):
            write(summary)
            latex.raw(" ")
            write(children)
        case .html, .rule, .figure, .valueTable, .equation: break
        }
    }

    private mutating func command(_ name: String, _ content: (inout Self) -> Void) {
        latex.raw("\\\(name){")
        content(&self)
        latex.raw("}")
    }

    private mutating func write(_ inlines: [Inline]) {
        for inline in inlines {
            switch inline.content {
            case .text(let text): latex.write(text)
            case .softBreak, .lineBreak: latex.raw(" ")
            case .code(let code): command("texttt") { $0.latex.write(code) }
            case .emphasis(let children): command("emph") { $0.write(children) }
            case .strong(let children): command("textbf") { $0.write(children) }
            case .strikethrough(let children): write(children)
            case .link(let address, _, let text):
                write(text)
                if !address.hasPrefix("#"), text.plainText != address {
                    latex.raw(" (")
                    command("texttt") { $0.latex.write(address) }
                    latex.raw(")")
                }
            case .image(_, _, let text): write(text)
            case .math(_, let source): latex.write(formula: source)
            case .reference(let label, let pattern): write(reference: label, pattern)
            // Footnotes are at the end of the page, and raw HTML has no meaning in LaTeX.
            case .html, .footnote: break
            }
        }
    }

    /// Writes a reference: to a figure by `\ref`, because a paper numbers figures itself; to anything else as on the
    /// page.
    private mutating func write(reference label: String, _ pattern: String?) {
        guard document.targets[label]?.kind == .figure else {
            latex.write(document.words(for: label, pattern: pattern))
            return
        }
        let words = (pattern ?? "Figure\u{A0}%s").components(separatedBy: "%s")
        for (index, part) in words.enumerated() {
            if index > 0 { latex.raw("\\ref{\(Self.label(label))}") }
            latex.write(part)
        }
    }
}
