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
            template, in: context, figureWidth: style.figureWidth.map(FigureWidth.millimetres),
            bibliography: style.bibliography, fileName: style.figureName)
        // The page holds PNG pictures; the figures for print have every format that is asked for.
        let screen = GDRenderer(dotsPerInch: Page.dotsPerInch / style.print.figures.magnification)
        let print = style.dotsPerInch ?? document.dotsPerInch ?? PrintResolution.standard
        let formats = style.refresh == nil ? style.formats : []
        let copies = drawings.map { drawing in
            formats.map { Copy(drawing.full, $0.init(dotsPerInch: print)) }
                + [drawing.full, drawing.narrow].compactMap(\.self).flatMap { scene in
                    [Theme.light, .dark].map { Copy(scene, screen, $0) }
                }
        }
        let words = document.figures.map {
            PictureWords(
                title: "\($0.fileName) of \(runs)", description: $0.alternativeText, creator: maker)
        }
        let pictures = try draw(copies, of: document.figures, words)
        let page = Page(
            document: document, pictures: pictures.map { Page.FigurePictures($0.dropFirst(formats.count)) },
            styleSheet: styleSheet, maker: maker, origin: origin, refresh: style.refresh)
        var files = [RunReport.File(path: RunReport.pagePath, contents: Data(page.html().utf8))]
        if style.refresh != nil { return files }
        for (figure, pictures) in zip(document.figures, pictures) {
            let path = "\(RunReport.figureFolder)/\(figure.fileName)"
            for (format, picture) in zip(formats, pictures) {
                files.append(.init(path: "\(path).\(format.fileExtension)", contents: picture))
            }
            files.append(.init(path: path + ".csv", contents: Data(figure.data.csv())))
        }
        let names = style.formats.map { $0.fileExtension }
        if !document.figures.isEmpty, !LaTeXFigures.formats.isDisjoint(with: names) {
            let latex = Data(LaTeXFigures.file(for: document, maker: maker, origin: origin).utf8)
            files.append(.init(path: "\(RunReport.figureFolder)/figures.tex", contents: latex))
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
            files.append(
                .init(
                    path: "\(RunReport.figureFolder)/\(LaTeXFigures.bibliography)", contents: Data(works.utf8)
                ))
        }
        return files
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
    private static func draw(
        _ copies: [[Copy]], of figures: [PlacedFigure], _ words: [PictureWords]
    ) throws -> [[Data]] {
        let jobs = copies.enumerated().flatMap { figure, copies in copies.map { (figure, $0) } }
        let order = jobs.indices.sorted { (jobs[$1].1.area, $0) < (jobs[$0].1.area, $1) }
        let failure = Mutex<ReportError?>(nil)
        let results = Mutex([Data](repeating: Data(), count: jobs.count))
        DispatchQueue.concurrentPerform(iterations: jobs.count) { turn in
            guard failure.withLock({ $0 == nil }) else { return }
            let (figure, copy) = jobs[order[turn]]
            do {
                let picture = try copy.renderer.render(copy.scene, theme: copy.theme, words: words[figure])
                results.withLock { $0[order[turn]] = picture }
            } catch {
                failure.withLock {
                    $0 = ReportError(description: "cannot draw the figure \(figures[figure].name): \(error)")
                }
            }
        }
        if let failure = failure.withLock({ $0 }) { throw failure }
        var pictures = figures.map { _ in [Data]() }
        for ((figure, _), picture) in zip(jobs, results.withLock { $0 }) { pictures[figure].append(picture) }
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
