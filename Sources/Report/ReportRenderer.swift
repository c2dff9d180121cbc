import Dispatch
import Foundation

/// A finished report in memory: nothing has touched the disk yet.
public struct RenderedReport: Sendable {
    public struct File: Sendable {
        /// The path below the report's folder: `figures/loss-curve.png`.
        public var path: String
        public var contents: Data
    }

    /// The page, and beside it each figure for paper, its numbers, and all figures for LaTeX.
    public var files: [File]

    /// The page's path below the report's folder.
    public static let pagePath = "report.html"
    /// Where the figures go below the report's folder.
    public static let figureFolder = "figures"
}

/// How a report is to be made, apart from what is in it.
public struct ReportStyle: Sendable {
    /// The resolution of the figures on paper unless somebody asks for another: what journals want for
    /// pictures that combine lines, text and halftones.
    public static let defaultDotsPerInch = 600.0

    /// Paths of the template and the style sheet.
    public var template: String
    public var styleSheet: String
    /// Goes before the front matter's.
    public var dotsPerInch: Double?
    /// Millimetres, for figures whose place in the template names no width. Goes before the front matter's.
    public var figureWidth: Double?
    /// Seconds after which the page loads itself anew. Such a page is one of many that are made of a run while it
    /// is trained: no figures for paper are made beside it.
    public var refresh: Int?

    public init(
        template: String, styleSheet: String, dotsPerInch: Double? = nil, figureWidth: Double? = nil,
        refresh: Int? = nil
    ) {
        self.refresh = refresh
        self.template = template
        self.styleSheet = styleSheet
        self.dotsPerInch = dotsPerInch
        self.figureWidth = figureWidth
    }
}

/// Puts a template and what a run offers together.
public enum ReportRenderer {
    /// The whole report.
    ///
    /// - Parameters:
    ///   - maker: the program and its version, for the page's footer.
    ///   - origin: what it was made from, for the footer: `the run demo and the template report.md`.
    /// - Throws: ``TemplateError`` for a mistake in the template, ``ReportError`` for a file that cannot be
    ///   read or a figure that cannot be drawn, and what the material throws when it is read.
    public static func render(
        _ material: Material, style: ReportStyle, maker: String, origin: String
    ) throws -> RenderedReport {
        let template = try TemplateFile(reading: style.template)
        let styleSheet = try TemplateFile(reading: style.styleSheet).lines.joined(separator: "\n")
        guard styleSheet.lowercased().firstRange(of: "</style") == nil else {
            throw ReportError.unreadable(path: style.styleSheet, reason: "a style sheet cannot hold </style")
        }
        let document = try TemplateExpander.document(
            from: template, material: material, figureWidth: style.figureWidth)
        let paper = Rendering(
            dotsPerInch: style.dotsPerInch ?? document.dotsPerInch ?? ReportStyle.defaultDotsPerInch,
            appearance: .light)
        let drawn = try draw(document.figures, paper: style.refresh == nil ? paper : nil)
        let page = Page(
            document: document, pictures: drawn.map { Page.Pictures(light: $0.light, dark: $0.dark) },
            styleSheet: styleSheet, maker: maker, origin: origin, refresh: style.refresh)
        var files = [RenderedReport.File(path: RenderedReport.pagePath, contents: Data(page.html().utf8))]
        if style.refresh != nil { return RenderedReport(files: files) }
        for (figure, images) in zip(document.figures, drawn) {
            let path = "\(RenderedReport.figureFolder)/\(figure.fileName)"
            if let paper = images.paper { files.append(.init(path: path + ".png", contents: paper.png)) }
            files.append(.init(path: path + ".csv", contents: Data(figure.content.data.csv())))
        }
        if !document.figures.isEmpty {
            let latex = Data(LaTeXFigures.file(for: document, maker: maker, origin: origin).utf8)
            files.append(.init(path: "\(RenderedReport.figureFolder)/figures.tex", contents: latex))
        }
        return RenderedReport(files: files)
    }

    private struct Drawn: Sendable {
        var light: RenderedImage
        var dark: RenderedImage
        var paper: RenderedImage?
    }

    /// Draws every figure for the page and, if asked to, for paper, as many at once as there are processors.
    private static func draw(_ figures: [PlacedFigure], paper: Rendering?) throws -> [Drawn] {
        var renderings = [
            Rendering(dotsPerInch: Page.dotsPerInch, appearance: .light),
            Rendering(dotsPerInch: Page.dotsPerInch, appearance: .dark),
        ]
        if let paper { renderings.append(paper) }
        let copies = renderings
        let results = DrawingResults(count: figures.count * copies.count)
        DispatchQueue.concurrentPerform(iterations: figures.count * copies.count) { place in
            let figure = figures[place / copies.count]
            results.set(place, Result { try figure.content.draw(copies[place % copies.count]) })
        }
        return try figures.enumerated().map { index, figure in
            func image(_ copy: Int) throws -> RenderedImage {
                do {
                    return try results.image(index * copies.count + copy)
                } catch {
                    throw ReportError.drawing(figure: figure.placement.name, reason: "\(error)")
                }
            }
            return Drawn(light: try image(0), dark: try image(1), paper: paper == nil ? nil : try image(2))
        }
    }
}

/// Pictures as they come from several threads.
private final class DrawingResults: @unchecked Sendable {
    private let lock = NSLock()
    private var results: [Result<RenderedImage, any Error>?]

    init(count: Int) { results = Array(repeating: nil, count: count) }

    func set(_ place: Int, _ result: Result<RenderedImage, any Error>) {
        lock.lock()
        defer { lock.unlock() }
        results[place] = result
    }

    func image(_ place: Int) throws -> RenderedImage {
        lock.lock()
        defer { lock.unlock() }
        guard let result = results[place] else { throw CocoaError(.featureUnsupported) }
        return try result.get()
    }
}
