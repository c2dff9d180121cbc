import Foundation

/// The file `figures.tex`: each figure at its physical size, with its caption and its label, to be copied or
/// read into a paper, or typeset alone.
public struct LaTeXFigures {
    private let document: ExpandedTemplate
    private var latex = LaTeXText()

    /// The file's text.
    ///
    /// - Parameter origin: what the report was made from, for the file's first line.
    public static func file(for document: ExpandedTemplate, maker: String, origin: String) -> String {
        var writer = LaTeXFigures(document: document)
        for figure in document.figures { writer.write(figure) }
        return head(for: document.figures, maker: maker, origin: origin) + writer.latex.text + "\\bohpend\n"
    }

    private init(document: ExpandedTemplate) { self.document = document }

    /// What makes the file a document of its own where none has begun.
    private static func head(for figures: [PlacedFigure], maker: String, origin: String) -> String {
        let line = "Figures of \(origin), made by \(maker)."
            .split(whereSeparator: { $0.isNewline || $0.unicodeScalars.contains { $0.value < 32 } })
            .joined(separator: " ")
        let widest = figures.map(\.size.width).max() ?? 0
        // A4 with the narrowest margins that printers take, or a sheet that the widest figure fits on.
        let margin = 10.0
        let sheet =
            widest <= 210 - 2 * margin
            ? "a4paper" : "paperwidth=\(millimetres(widest + 2 * margin)),paperheight=297mm"
        return """
            % \(line)
            % To see them: pdflatex figures.tex
            % In a paper: \\usepackage{graphicx,amsmath,amssymb} and \\graphicspath{{folder of this file/}},
            % then \\input this file, or copy the figures that you want.
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
        // Hundredths are finer than any press.
        let hundredths = Int((length * 100).rounded())
        let rest = hundredths % 100
        let digits = rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + String(rest)
        return "\(hundredths / 100)\(digits)mm"
    }

    /// The widest figure that a column of a page of two takes.
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

    /// The id with letters beyond ASCII by their numbers: a label is part of a command's name.
    static func label(_ id: String) -> String {
        id.unicodeScalars.map { $0.isASCII ? String(Character($0)) : "u" + String($0.value, radix: 16) }
            .joined()
    }

    // MARK: Captions

    /// Blocks one after the other in one paragraph, which is all that a caption may be.
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
            // Notes stand at the end of the page, and raw HTML means nothing here.
            case .html, .footnote: break
            }
        }
    }

    /// Figures by LaTeX's own numbers, which a paper changes; everything else as the page has it.
    private mutating func write(reference label: String, _ pattern: String?) {
        guard case .figure = document.targets[label] else {
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
