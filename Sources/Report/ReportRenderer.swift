import Foundation

/// A finished report in memory: nothing has touched the disk yet.
public struct RenderedReport: Sendable {
    public struct File: Sendable {
        /// The path below the report's folder: `figures/loss-curve.png`.
        public var path: String
        public var bytes: [UInt8]
    }

    /// The page, and beside it each figure for paper and its numbers.
    public var files: [File]

    /// The page's path below the report's folder.
    public static let pagePath = "report.html"
    /// Where the figures go below the report's folder.
    public static let figureFolder = "figures"
}

/// How a report is to be made, apart from what is in it.
public struct ReportStyle: Sendable {
    /// The resolution of the figures on paper unless somebody asks for another: what journals want for pictures that
    /// combine lines, text and halftones.
    public static let defaultDotsPerInch = 600.0

    /// Paths of the template and the style sheet.
    public var template: String
    public var styleSheet: String
    /// Goes before the front matter's.
    public var dotsPerInch: Double?
    /// Millimetres, for figures whose place in the template names no width. Goes before the front matter's.
    public var figureWidth: Double?

    public init(
        template: String, styleSheet: String, dotsPerInch: Double? = nil, figureWidth: Double? = nil
    ) {
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
    /// - Throws: ``TemplateError`` for a mistake in the template, ``ReportError`` for a file that cannot be read or a
    ///   figure that cannot be drawn, and what the material throws when it is read.
    public static func render(
        _ material: Material, style: ReportStyle, maker: String, origin: String
    ) async throws -> RenderedReport {
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
        let drawn = try await draw(document.figures, paper: paper)
        let page = Page(
            document: document, pictures: drawn.map { Page.Pictures(light: $0.light, dark: $0.dark) },
            styleSheet: styleSheet, maker: maker, origin: origin)
        var files = [RenderedReport.File(path: RenderedReport.pagePath, bytes: Array(page.html().utf8))]
        for (figure, images) in zip(document.figures, drawn) {
            let path = "\(RenderedReport.figureFolder)/\(figure.fileName)"
            files.append(.init(path: path + ".png", bytes: images.paper.png))
            files.append(.init(path: path + ".csv", bytes: Array(figure.content.data.csv().utf8)))
        }
        return RenderedReport(files: files)
    }

    private struct Drawn: Sendable {
        var paper: RenderedImage
        var light: RenderedImage
        var dark: RenderedImage
    }

    /// Draws every figure three times, as many at once as there are processors.
    private static func draw(_ figures: [PlacedFigure], paper: Rendering) async throws -> [Drawn] {
        let renderings = [
            paper, Rendering(dotsPerInch: Page.dotsPerInch, appearance: .light),
            Rendering(dotsPerInch: Page.dotsPerInch, appearance: .dark),
        ]
        return try await withThrowingTaskGroup(of: (Int, RenderedImage).self) { group in
            for (index, figure) in figures.enumerated() {
                for (copy, rendering) in renderings.enumerated() {
                    group.addTask {
                        do {
                            return (index * renderings.count + copy, try figure.content.draw(rendering))
                        } catch {
                            throw ReportError.drawing(figure: figure.placement.name, reason: "\(error)")
                        }
                    }
                }
            }
            var images: [Int: RenderedImage] = [:]
            for try await (place, image) in group { images[place] = image }
            return figures.indices.compactMap { index in
                guard let paper = images[index * 3], let light = images[index * 3 + 1],
                    let dark = images[index * 3 + 2]
                else { return nil }
                return Drawn(paper: paper, light: light, dark: dark)
            }
        }
    }
}
