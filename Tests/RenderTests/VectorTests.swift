import CGD
import Foundation
import TestSupport
import Testing

@testable import Plot
@testable import Render

/// PDF, SVG and EPS: what other programs find in the files, and that the pictures are those of the PNG.
@Suite struct VectorTests {
    private static let words = PictureWords(
        title: "Loss & <error>", description: "α falls from “1” to 0.5", creator: "bohp-report 1")

    private static let names = GoldenTests.names + ["marks", "dense"]

    private static func figure(_ name: String) -> Figure {
        switch name {
        case "marks": marks
        case "dense": dense
        default: GoldenTests.figure(name)
        }
    }

    /// Every mark, some of them translucent, partly outside of the plot, with texts that are markup elsewhere.
    private static var marks: Figure {
        let square = Axis.linear(title: "a < b & \"c\"", domain: 0...10, grid: true)
        return Figure(
            width: .millimetres(120), height: .millimetres(60),
            panels: [
                Panel(
                    title: "Over and beyond", x: square, y: square,
                    marks: [
                        .band(
                            x: [0, 5, 14], lower: [1, 2, 1], upper: [4, 7, 12], ink: .series(2).faded(0.4),
                            label: "band"),
                        .line(x: [-5, 3, 1e9], y: [0, 9, -1e9], ink: .series(1), width: 2, label: "line"),
                        .dots(
                            x: [2, 2.3, 9.9, 30], y: [2, 2, 9.9, 2], ink: .series(3).faded(0.5), label: "dots"
                        ),
                        .rule(x: 7, dash: [3, 2]), .text("–5 °C ≤ *ΔT*_{max}", x: 7.4, y: 1),
                    ]),
                Panel(
                    x: .linear(domain: 0...4), y: .linear(domain: 0...3),
                    marks: [
                        .bars(
                            Histogram([0.5, 1.5, 1.6, 3.2], edges: [0, 1, 2, 3, 4]),
                            ink: .series(0).faded(0.5), outline: .series(0))
                    ]),
            ], columns: 2, letters: true)
    }

    /// Fourteen points a point on paper.
    private static var dense: Figure {
        var noise = Noise(seed: 4)
        let heights = (0..<3000).map { sin(Double($0) / 300) + 0.3 * noise.normal() }
        return Figure(
            width: .millimetres(80), height: .millimetres(50),
            panels: [
                Panel(
                    x: .linear(title: "Step"), y: .linear(title: "Output"),
                    marks: [
                        .band(
                            x: heights.indices.map(Double.init), lower: heights.map { $0 - 1 },
                            upper: heights.map { $0 + 1 }, ink: .muted.faded(0.3)),
                        .line(y: heights, width: 0.5),
                    ])
            ])
    }

    private static func file(_ scene: Scene, _ type: any Renderer.Type) throws -> Data {
        try type.init(dotsPerInch: 300).render(scene, theme: .light, words: words)
    }

    /// What a program prints about a file.
    private func output(_ program: String, _ arguments: [String], of data: Data) throws -> String {
        try withTemporaryFolder { folder in
            try data.write(to: folder.appending(path: "figure"))
            let result = try runProgram(
                "/usr/bin/env", [program] + arguments.map { $0 == "FILE" ? "figure" : $0 }, in: folder)
            #expect(result.status == 0, "\(program): \(result.output)\(result.error)")
            #expect(result.error.isEmpty, "\(program): \(result.error)")
            return result.output
        }
    }

    private func withoutSpaces(_ text: String) -> String {
        String(String.UnicodeScalarView(text.unicodeScalars.filter { !$0.properties.isWhitespace }))
    }

    // MARK: PDF

    @Test(arguments: names) func textsOfAPDFAreTextsInEmbeddedFonts(name: String) throws {
        let scene = try Self.figure(name).scene()
        let file = try Self.file(scene, PDFRenderer.self)
        let fonts = try output("pdffonts", ["FILE"], of: file).split(separator: "\n").dropFirst(2)
        #expect(!fonts.isEmpty)
        for font in fonts {
            let columns = font.split(separator: " ")
            #expect(
                !font.contains("Type 3") && columns.suffix(5).prefix(3) == ["yes", "yes", "yes"], "\(font)")
        }
        let found = withoutSpaces(try output("pdftotext", ["-raw", "FILE", "-"], of: file))
        for text in scene.texts {
            for run in text.runs {
                #expect(found.contains(withoutSpaces(run.text)), "\(text.text) is missing")
            }
        }
    }

    @Test(arguments: names) func aPDFIsSoundAndSaysWhatItShows(name: String) throws {
        let file = try Self.file(Self.figure(name).scene(), PDFRenderer.self)
        _ = try output("qpdf", ["--check", "FILE"], of: file)
        let information = try output("pdfinfo", ["FILE"], of: file)
        for word in [Self.words.title, Self.words.description, Self.words.creator] {
            #expect(information.contains(word))
        }
        #expect(!information.contains("Date:"))
    }

    /// Whether the PDF of a changed figure looks as the PNG of the figure itself.
    ///
    /// Lines and cells of a PNG lie on whole pixels, so means over squares of 2 mm are compared at 300 dots per inch. No
    /// square may be off by 26 of 255, and few by 12: in the worst figures, one square in ten, because cells begin up to
    /// a pixel elsewhere and dense curves are thinned otherwise.
    private func isAlike(_ name: String, change: (inout Figure) -> Void = { _ in }) throws -> Bool {
        var figure = Self.figure(name)
        let expected = try Picture(png: figure.png(dotsPerInch: 300))
        change(&figure)
        let file = try Self.file(figure.scene(), PDFRenderer.self)
        return try withTemporaryFolder { folder in
            try file.write(to: folder.appending(path: "figure.pdf"))
            let size = ["-scale-to-x", "\(expected.width)", "-scale-to-y", "\(expected.height)"]
            let result = try runProgram(
                "/usr/bin/env", ["pdftoppm", "-png", "-singlefile"] + size + ["figure.pdf", "figure"],
                in: folder)
            #expect(result.status == 0 && result.error.isEmpty, "\(result.error)")
            let picture = try Picture(contentsOf: folder.appending(path: "figure.png"))
            let squares = try #require(picture.differences(from: expected, square: 24))
            let limit = ["matrices", "dense"].contains(name) ? 0.12 : 0.02
            return squares.allSatisfy { $0 < 26 }
                && Double(squares.count { $0 > 12 }) < limit * Double(squares.count)
        }
    }

    @Test(arguments: names) func aPDFLooksAsThePNG(name: String) throws {
        #expect(try isAlike(name))
    }

    @Test func aMissingMarkOrAFlippedAxisIsNoticed() throws {
        for (name, mark) in [("marks", 0), ("marks", 1), ("marks", 2), ("scaling", 1), ("matrices", 0)] {
            #expect(try !isAlike(name) { $0.panels[0].marks.remove(at: mark) }, "mark \(mark) of \(name)")
        }
        for name in ["marks", "matrices", "dense"] {
            #expect(try !isAlike(name) { $0.panels[0].y.reversed.toggle() }, "the flipped axis of \(name)")
        }
    }

    // MARK: SVG

    @Test(arguments: names) func textsOfAnSVGAreItsTextElements(name: String) throws {
        let scene = try Self.figure(name).scene()
        let file = try Self.file(scene, SVGRenderer.self)
        _ = try output("xmllint", ["--noout", "FILE"], of: file)
        let (elements, text, problem) = XMLCheck.read(String(decoding: file, as: UTF8.self))
        #expect(problem == nil)
        #expect(elements.count { $0.name == "text" } == scene.texts.count)
        // Programs that do not know SVG 2 need the prefix.
        #expect(elements.allSatisfy { $0.name != "image" || $0.attributes["xlink:href"] != nil })
        let texts = scene.texts.map { $0.runs.map(\.text).joined() }.joined()
        #expect(withoutSpaces(text) == withoutSpaces(Self.words.title + Self.words.description + texts))
    }

    // MARK: All formats

    @Test func anyDayAndAnyThreadGivesTheSameBytes() throws {
        let scenes = try Self.names.map { try Self.figure($0).scene() }
        for type in Renderers.all {
            let first = try scenes.map { try Self.file($0, type) }
            DispatchQueue.concurrentPerform(iterations: 4 * scenes.count) { place in
                let index = place % scenes.count
                #expect((try? Self.file(scenes[index], type)) == first[index], "\(type) \(Self.names[index])")
            }
        }
    }

    @Test func anEPSHasTrueTypeFontsAndTheWholePage() throws {
        let scene = try Self.figure("curves").scene()
        let file = String(decoding: try Self.file(scene, EPSRenderer.self), as: UTF8.self)
        #expect(file.hasPrefix("%!PS-Adobe-3.0 EPSF-3.0\n"))
        #expect(file.contains("%%Title: Loss & <error>\n") && !file.contains("CreationDate"))
        #expect(file.contains("/FontType 42") && !file.contains("/FontType 3"))
        let (width, height) = (scene.width.points.rounded(.up), scene.height.points.rounded(.up))
        #expect(file.contains("%%BoundingBox: 0 0 \(Int(width)) \(Int(height))\n"))
    }

    @Test func aTIFFHasThePixelsOfThePNG() throws {
        let scene = try Self.figure("curves").scene()
        let file = try Self.file(scene, TIFFRenderer.self)
        let information = try output("tiffinfo", ["FILE"], of: file)
        for line in [
            "Resolution: 300, 300 pixels/inch", "Compression Scheme: LZW",
            "Photometric Interpretation: RGB color", "Bits/Sample: 8", "Samples/Pixel: 3",
            "ImageDescription: α falls from “1” to 0.5", "Software: bohp-report 1",
        ] {
            #expect(information.contains(line), "\(line)")
        }
        let expected = try Picture(png: Self.file(scene, GDRenderer.self))
        var copy = file
        let image = try #require(
            copy.withUnsafeMutableBytes { gdImageCreateFromTiffPtr(Int32($0.count), $0.baseAddress) })
        defer { gdImageDestroy(image) }
        #expect(Int(image.pointee.sx) == expected.width && Int(image.pointee.sy) == expected.height)
        let isEqual = (0..<expected.height).allSatisfy { y in
            (0..<expected.width).allSatisfy { x in
                let pixel = gdImageGetTrueColorPixel(image, Int32(x), Int32(y))
                return expected[x, y].difference(Picture.Pixel(UInt32(bitPattern: pixel))) <= 8
            }
        }
        #expect(isEqual)
    }

    @Test func aPictureWithoutASizeIsAnError() {
        let scene = Scene(width: .points(.nan), height: .points(10), shapes: [])
        for type in Renderers.all {
            #expect(throws: RenderError.self) { try Self.file(scene, type) }
        }
    }

    // MARK: Parts

    @Test func aThinnedCurveKeepsItsEndsAndPeaks() {
        var points = (0..<10_000).map { Point(x: Double($0) / 1000, y: sin(Double($0))) }
        points[4321].y = 50
        let thinned = Path.Contour(points).thinned.points
        #expect(thinned.count <= 404 && thinned.first == points.first && thinned.last == points.last)
        #expect(thinned.contains(points[4321]))
        // Curves that go back, and those with few points, are kept as they are.
        points[7000].x = 0
        #expect(Path.Contour(points).thinned.points == points)
        #expect(Path.Contour(Array(points.prefix(60))).thinned.points.count == 60)
    }

    /// A square inch of 3 × 2 cells. Each cell has a whole number of pixels, enough for the resolution.
    @Test(arguments: [(100.0, 34, 50), (400, 134, 200), (600, 134, 200), (2400, 134, 200)])
    func cellsHaveTheResolutionThatIsAskedForUpToTheOneThatJournalsDemand(
        dotsPerInch: Double, across: Int, down: Int
    ) {
        let cells = CellImage(
            place: Rect(x: 0, y: 0, width: 72, height: 72), width: 3, height: 2, pixels: [0, 1, 2, 3, 4, 5])
        let image = cells.enlarged(to: dotsPerInch)
        #expect(image.width == 3 * across && image.height == 2 * down)
        let cell: (Int) -> Int32 = { Int32($0 / image.width / down * 3 + $0 % image.width / across) }
        #expect(image.pixels == (0..<image.width * image.height).map(cell))
    }

    @Test func cellsWithGapsAreImagesInTheOrderOfTheirPlaces() throws {
        let grid = CellGrid(
            values: [0, 1, .nan, 1, 0, 1], rows: [.init(start: 20, end: 10), .init(start: 10, end: 0)],
            columns: [.init(start: 0, end: 5), .init(start: 5, end: 10), .init(start: 12, end: 17)],
            colors: ResolvedColorScale(map: .sequential, domain: 0...1))
        let images = grid.images(theme: .light)
        #expect(images.map(\.width) == [2, 1] && images.map(\.height) == [2, 2])
        #expect(
            images.map(\.place)
                == [Rect(x: 0, y: 0, width: 10, height: 20), Rect(x: 12, y: 0, width: 5, height: 20)])
        let (low, high) = (images[0].pixels[1], images[0].pixels[0])
        #expect(images[0].pixels == [high, low, low, high] && low != high)
        #expect(images[1].pixels == [high, Int32(Theme.light.missing.hex)])
        let picture = try Picture(png: images[1].png())
        #expect(picture[0, 0] == Picture.Pixel(UInt32(high)) && picture.height == 2)
    }
}

extension Picture {
    /// The differences between the mean colours of two pictures in squares of pixels, 0…255, each in the channel in which
    /// it is greatest; nil if the sizes differ.
    fileprivate func differences(from other: Picture, square: Int) -> [Double]? {
        guard width == other.width, height == other.height else { return nil }
        var differences: [Double] = []
        for top in stride(from: 0, to: height - square, by: square) {
            for left in stride(from: 0, to: width - square, by: square) {
                var (red, green, blue) = (0, 0, 0)
                for y in top..<top + square {
                    for x in left..<left + square {
                        let (one, two) = (self[x, y], other[x, y])
                        red += one.red - two.red
                        green += one.green - two.green
                        blue += one.blue - two.blue
                    }
                }
                differences.append(Double(max(abs(red), abs(green), abs(blue))) / Double(square * square))
            }
        }
        return differences
    }
}
