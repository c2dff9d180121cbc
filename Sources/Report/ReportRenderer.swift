import Dispatch
import Document
import Foundation
import Plot
import Render
import RunRecord
import Synchronization

/// Makes a report from a template and the values, tables and figures that it can name.
enum ReportRenderer {
    /// The files of a report: the page, and beside it each figure for print, its numbers, and all figures for LaTeX.
    ///
    /// - Parameter runs: the runs in words, for the page's footer: `the run demo`.
    /// - Throws: `TemplateError` for a mistake in the template, `TemplateFileError` for a file that cannot be read,
    ///   ``ReportError`` for a figure that cannot be drawn, and what the context throws.
    static func render(
        _ context: some TemplateContext<Scene>, of runs: String, style: ReportStyle
    ) throws -> [RunReport.File] {
        let maker = "bohp-report \(RunInformation.Software.current.version)"
        let origin = "\(runs) and the template \((style.template as NSString).lastPathComponent)"
        let template = try TemplateFile(reading: style.template)
        let styleSheet = try TemplateFile(reading: style.styleSheet).lines.joined(separator: "\n")
        guard styleSheet.lowercased().firstRange(of: "</style") == nil else {
            throw TemplateFileError.unreadable(
                path: style.styleSheet, reason: "a style sheet cannot hold </style")
        }
        let (document, drawings) = try ExpandedTemplate.expand(
            template, in: context, figureWidth: style.figureWidth.map(FigureWidth.millimetres))
        // The page holds PNG pictures; the figures for print have every format that is asked for.
        let screen = GDRenderer(dotsPerInch: Page.dotsPerInch)
        var copies: [Copy] = [(screen, .light), (screen, .dark)]
        if style.refresh == nil {
            let dotsPerInch = style.dotsPerInch ?? document.dotsPerInch ?? PrintResolution.standard
            copies += style.formats.map { ($0.init(dotsPerInch: dotsPerInch), .light) }
        }
        let words = document.figures.map {
            PictureWords(
                title: "\($0.fileName) of \(runs)", description: $0.alternativeText, creator: maker)
        }
        let pictures = try draw(drawings, copies, of: document.figures, words)
        let page = Page(
            document: document, pictures: pictures.map { Page.Pictures(light: $0[0], dark: $0[1]) },
            styleSheet: styleSheet, maker: maker, origin: origin, refresh: style.refresh)
        var files = [RunReport.File(path: RunReport.pagePath, contents: Data(page.html().utf8))]
        if style.refresh != nil { return files }
        for (figure, pictures) in zip(document.figures, pictures) {
            let path = "\(RunReport.figureFolder)/\(figure.fileName)"
            for (format, picture) in zip(style.formats, pictures.dropFirst(2)) {
                files.append(.init(path: "\(path).\(format.fileExtension)", contents: picture))
            }
            files.append(.init(path: path + ".csv", contents: Data(figure.data.csv())))
        }
        let names = style.formats.map { $0.fileExtension }
        if !document.figures.isEmpty, !LaTeXFigures.formats.isDisjoint(with: names) {
            let latex = Data(LaTeXFigures.file(for: document, maker: maker, origin: origin).utf8)
            files.append(.init(path: "\(RunReport.figureFolder)/figures.tex", contents: latex))
        }
        return files
    }

    /// One of the files that show the same figure.
    private typealias Copy = (renderer: any Renderer, theme: Theme)

    /// Draws every copy of every figure, in parallel on all processors.
    ///
    /// - Returns: the files of each figure, in the order of `copies`.
    private static func draw(
        _ drawings: [Scene], _ copies: [Copy], of figures: [PlacedFigure], _ words: [PictureWords]
    ) throws -> [[Data]] {
        let results = Mutex(
            [Result<Data, any Error>](repeating: .success(Data()), count: drawings.count * copies.count))
        DispatchQueue.concurrentPerform(iterations: drawings.count * copies.count) { place in
            let (copy, figure) = (copies[place % copies.count], place / copies.count)
            let picture = Result {
                try copy.renderer.render(drawings[figure], theme: copy.theme, words: words[figure])
            }
            results.withLock { $0[place] = picture }
        }
        let pictures = results.withLock { $0 }
        return try figures.enumerated().map { index, figure in
            do {
                return try copies.indices.map { try pictures[index * copies.count + $0].get() }
            } catch {
                throw ReportError(description: "cannot draw the figure \(figure.name): \(error)")
            }
        }
    }
}
