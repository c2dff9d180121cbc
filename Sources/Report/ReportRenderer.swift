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
        let (document, drawings, rows) = try ExpandedTemplate.expand(
            template, in: context, figureWidth: style.figureWidth.map(FigureWidth.millimetres),
            bibliography: style.bibliography, fileName: style.figureName)
        // The page holds PNG pictures; the figures for print have every format that is asked for.
        let screen = GDRenderer(dotsPerInch: Page.dotsPerInch / style.print.figures.magnification)
        let print = style.dotsPerInch ?? document.dotsPerInch ?? PrintResolution.standard
        let formats = style.refresh == nil ? style.formats : []
        var sheets = zip(document.figures, drawings).map { figure, drawing in
            Sheet(
                name: figure.name,
                words: PictureWords(
                    title: "\(figure.fileName) of \(runs)", fileName: figure.fileName,
                    caption: document.caption(of: figure),
                    description: figure.alternativeText, creator: maker),
                copies: formats.map { Copy(drawing.full, $0.init(dotsPerInch: print)) }
                    + [drawing.full, drawing.narrow].compactMap(\.self).flatMap { scene in
                        [Theme.light, .dark].map { Copy(scene, screen, $0) }
                    })
        }
        sheets += zip(document.figureRows, rows).map { row, scene in
            Sheet(
                name: row.fileName,
                words: PictureWords(
                    title: "\(row.fileName) of \(runs)", fileName: row.fileName,
                    caption: document.caption(of: row),
                    description: document.alternativeText(of: row), creator: maker),
                copies: formats.map { Copy(scene, $0.init(dotsPerInch: print)) })
        }
        let pictures = try draw(sheets)
        let page = Page(
            document: document,
            pictures: zip(document.figures, pictures).map { .init($1.dropFirst(formats.count)) },
            styleSheet: styleSheet, maker: maker, origin: origin, refresh: style.refresh)
        var files = [RunReport.File(path: RunReport.pagePath, contents: Data(page.html().utf8))]
        if style.refresh != nil { return files }
        func path(_ name: String) -> String { "\(RunReport.figureFolder)/\(name)" }
        let printed = document.figures.map(\.fileName) + document.figureRows.map(\.fileName)
        for (name, pictures) in zip(printed, pictures) {
            for (format, picture) in zip(formats, pictures) {
                files.append(.init(path: path(name) + format.fileEnding, contents: picture))
            }
        }
        files += document.figures.map {
            .init(path: path($0.fileName) + ".csv", contents: Data($0.data.csv()))
        }
        let names = style.formats.map { $0.fileEnding }
        if !document.figures.isEmpty, !LaTeXFigures.formats.isDisjoint(with: names) {
            let latex = Data(LaTeXFigures.file(for: document, maker: maker, origin: origin).utf8)
            files.append(.init(path: path("figures.tex"), contents: latex))
        }
        files += document.tables.map { table in
            .init(
                path: "\(RunReport.tableFolder)/\(table.fileName).csv", contents: Data(table.data.csv()))
        }
        if !document.tables.isEmpty {
            let latex = Data(LaTeXFigures.tables(for: document, maker: maker, origin: origin).utf8)
            files.append(.init(path: "\(RunReport.tableFolder)/tables.tex", contents: latex))
        }
        if let works = document.bibliography {
            files.append(.init(path: path(LaTeXFigures.bibliography), contents: Data(works.utf8)))
        }
        return files
    }

    /// A figure, or several on one sheet, and its copies.
    private struct Sheet {
        /// For error messages.
        var name: String
        var words: PictureWords
        var copies: [Copy]
    }

    /// One of the files that show the same figure.
    private struct Copy {
        var scene: Scene
        var renderer: any Renderer
        var theme: Theme

        var area: Double { scene.width.points * scene.height.points }

        init(_ scene: Scene, _ renderer: any Renderer, _ theme: Theme = .light) {
            self.scene = scene
            self.renderer = renderer
            self.theme = theme
        }
    }

    /// Draws every copy of every figure, in parallel on all processors. The largest come first, because these show whether a
    /// resolution is too high, and because small ones fill the time at the end.
    ///
    /// - Returns: the files of each figure, in the order of its copies.
    private static func draw(_ sheets: [Sheet]) throws -> [[Data]] {
        let jobs = sheets.enumerated().flatMap { sheet, content in content.copies.map { (sheet, $0) } }
        let order = jobs.indices.sorted { (jobs[$1].1.area, $0) < (jobs[$0].1.area, $1) }
        let failure = Mutex<ReportError?>(nil)
        let results = Mutex([Data](repeating: Data(), count: jobs.count))
        DispatchQueue.concurrentPerform(iterations: jobs.count) { turn in
            guard failure.withLock({ $0 == nil }) else { return }
            let (sheet, copy) = jobs[order[turn]]
            do {
                let picture = try copy.renderer.render(
                    copy.scene, theme: copy.theme, words: sheets[sheet].words)
                results.withLock { $0[order[turn]] = picture }
            } catch {
                failure.withLock {
                    $0 = ReportError(description: "cannot draw the figure \(sheets[sheet].name): \(error)")
                }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        var pictures = sheets.map { _ in [Data]() }
        for ((sheet, _), picture) in zip(jobs, results.withLock { $0 }) { pictures[sheet].append(picture) }
        return pictures
    }
}

extension Page.FigurePictures {
    /// The pictures in the order light, dark, narrow light, narrow dark; the last two may be missing.
    fileprivate init(_ pictures: ArraySlice<Data>) {
        let pairs = stride(from: pictures.startIndex, to: pictures.endIndex - 1, by: 2).map {
            Page.Pictures(light: pictures[$0], dark: pictures[$0 + 1])
        }
        self.init(full: pairs[0], narrow: pairs.dropFirst().first)
    }
}
