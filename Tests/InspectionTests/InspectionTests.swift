import Foundation
import Render
import TestSupport
import Testing

@testable import Inspection
@testable import Plot

/// What is found in files of figures, ours and others'.
@Suite("Inspection of figures") struct InspectionTests {
    private static let words = PictureWords(title: "A", description: "B", creator: "C")

    private static var figure: Figure {
        let bands = Bands(count: 4)
        return Figure(
            width: .singleColumn,
            panels: [
                Panel(
                    title: "First^{2}", x: .linear(title: "Step"), y: .linear(title: "Output"),
                    marks: [.line(y: [0, 2, 1], ink: .series(1), width: 1)]),
                Panel(
                    x: .bands(bands), y: .bands(bands),
                    marks: [.cells((0..<16).map(Double.init), rows: bands, columns: bands)], aspect: .equal),
            ], columns: 2, letters: true)
    }

    private static func facts(_ type: any Renderer.Type, _ style: FigureStyle = .print) throws -> FigureFacts
    {
        let file = try type.init(dotsPerInch: 300).render(
            figure.scene(in: style), theme: .light, words: words)
        return try FigureFacts(of: file, named: "figure")
    }

    /// Sizes of type, widths of lines and the size on paper are those of the scene, also where the file has other units.
    @Test("A vector figure has the type and the lines of its scene", arguments: [1.0, 2.5])
    func vectors(magnification: Double) throws {
        var style = FigureStyle()
        style.magnification = magnification
        let scene = try Self.figure.scene(in: style)
        let sizes = Set(scene.texts.flatMap(\.runs).map { ($0.size * 100).rounded() / 100 })
        for type in [PDFRenderer.self, SVGRenderer.self] as [any Renderer.Type] {
            let facts = try Self.facts(type, style)
            #expect(facts.format == type.fileExtension)
            #expect(abs(try #require(facts.size).width - 89 * magnification) < 0.01)
            let found = Set(facts.texts.map(\.size))
            #expect(found.count == sizes.count, "\(found) \(sizes)")
            #expect(zip(found.sorted(), sizes.sorted()).allSatisfy { abs($0 - $1) < 0.02 })
            #expect(
                facts.texts.contains { $0.isBold && $0.isSingle && abs($0.size - 8 * magnification) < 0.02 })
            #expect(facts.lineWidths == [0.6 * magnification, magnification], "\(facts.lineWidths)")
            #expect(facts.colorModes.contains(.rgb))
            #expect(facts.title == "A" && facts.description == "B")
            #expect(facts.resolutions.allSatisfy { $0 >= 300 } && !facts.resolutions.isEmpty)
            #expect(
                facts.colors.contains(.init(color: Theme.light.series[1], part: .line)), "\(facts.colors)")
        }
        let fonts = try Self.facts(PDFRenderer.self, style).fonts
        #expect(fonts.allSatisfy { $0.kind == .trueType && $0.isEmbedded } && fonts.count == 2)
    }

    @Test("A figure of pixels has its size, its resolution and its colours")
    func pixels() throws {
        for type in [GDRenderer.self, TIFFRenderer.self] as [any Renderer.Type] {
            let facts = try Self.facts(type)
            #expect(facts.format == type.fileExtension && facts.isPixels && !facts.hasAlpha)
            #expect(abs(try #require(facts.size).width - 89) < 0.1)
            let resolution = try #require(facts.resolutions.first)
            #expect(abs(resolution - 300) < 0.1 && facts.colorModes == [.rgb])
            #expect(facts.pixels?.width == 1051)
        }
    }

    @Test("An EPS file has the fonts and the size that its comments say, whatever program wrote it")
    func postScript() throws {
        let own = try Self.facts(EPSRenderer.self)
        #expect(own.format == "eps" && own.fonts.count == 2 && own.title == "A")
        #expect(own.fonts.allSatisfy { $0.kind == .trueType && $0.isEmbedded })
        // Whole points.
        #expect(abs(try #require(own.size).width - 89) < 0.36)
        let drawing = Data(
            """
            %!PS-Adobe-3.0 EPSF-3.0
            %%BoundingBox: 0 0 144 72
            %%DocumentNeededFonts: Courier Own
            %%EndComments
            /FontName /Own def
            /FontType 3 def
            """.utf8)
        let preview = Data([0xC5, 0xD0, 0xD3, 0xC6, 30, 0, 0, 0, UInt8(drawing.count), 0, 0, 0])
        for file in [drawing, preview + Data(count: 18) + drawing + Data("%%BoundingBox: 0 0 1 1".utf8)] {
            let facts = try FigureFacts(of: file, named: "f")
            #expect(
                facts.fonts == [
                    .init(name: "Own", kind: .type3, isEmbedded: true),
                    .init(name: "Courier", kind: .named, isEmbedded: false),
                ])
            #expect(abs(try #require(facts.size).width - 50.8) < 1e-9 && facts.bytes == file.count)
            let check = FigureCheck(.usual, files: [("f", facts)])
            #expect(check.broken == ["f"])
            // What is not known is neither met nor broken.
            #expect(!check.table.contains("type size") && !check.table.contains("colour mode"))
        }
    }

    /// A page with operators that no renderer of ours writes.
    private static func pdf(_ content: String, resources: String = "", objects: String = "") -> Data {
        Data(
            """
            %PDF-1.4
            1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj
            2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1/MediaBox[0 0 144 72]/Resources<<\(resources)>>>> endobj
            3 0 obj <</Type/Page/Parent 2 0 R/Contents 4 0 R>> endobj
            4 0 obj <</Length \(content.utf8.count)>> stream
            \(content)
            endstream endobj
            \(objects)
            trailer <</Root 1 0 R/Size 20>>
            """.utf8)
    }

    @Test("Fonts of other programs are found with their kinds")
    func foreignFonts() throws {
        let file = Self.pdf(
            "BT /A 6 Tf 2 0 0 2 0 0 Tm (a\\)b) Tj /B 10 Tf 0 .5 -.5 0 0 0 Tm [(x) -20 <41>] TJ 3 Tr /C 99 Tf (unseen) Tj ET",
            resources: "/Font<</A 5 0 R/B 6 0 R/C 6 0 R>>",
            objects: """
                5 0 obj <</Type/Font/Subtype/Type3/CharProcs<<>>/FontMatrix[1 0 0 1 0 0]>> endobj
                6 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj
                """)
        let facts = try FigureFacts(of: file, named: "f")
        #expect(
            facts.fonts == [
                .init(name: "without a name", kind: .type3, isEmbedded: true),
                .init(name: "Helvetica", kind: .type1, isEmbedded: false),
            ])
        #expect(
            facts.texts == [
                .init(font: "without a name", size: 12, isSingle: false),
                .init(font: "Helvetica", size: 5, isSingle: false),
            ])
        let size = try #require(facts.size)
        #expect(abs(size.width - 50.8) < 1e-9 && abs(size.height - 25.4) < 1e-9)
        let rule = FigureCheck(.usual, files: [("f", facts)])
        #expect(rule.broken == ["f"])
        #expect(rule.table.contains(#/fonts +embedded, no Type 3 +Type 3 and not embedded +broken/#))
    }

    @Test("Lines and colours follow the state of the page and of its forms")
    func state() throws {
        let file = Self.pdf(
            "q 2 0 0 2 0 0 cm 0.25 w 1 0 0 RG 0 0 m 9 9 l S Q 0 0 0 1 K 3 w 0 0 m 1 1 l S /F Do /G gs 0 g 0 0 5 5 re f",
            resources: "/XObject<</F 5 0 R>>/ExtGState<</G <</ca 0.5>>>>",
            objects: """
                5 0 obj <</Type/XObject/Subtype/Form/BBox[0 0 9 9]/Matrix[.5 0 0 .5 0 0]/Length 23>> stream
                1 w 0 0 m 1 1 l S 7 w n
                endstream endobj
                """)
        let facts = try FigureFacts(of: file, named: "f")
        #expect(facts.lineWidths == [0.5, 3])
        #expect(facts.colorModes == [.rgb, .cmyk, .gray])
        #expect(
            facts.colors == [
                .init(color: Color(0xFF0000), part: .line), .init(color: Color(0), part: .line),
                .init(color: Color(0).faded(0.5), part: .area),
            ])
    }

    @Test("A form that contains itself ends")
    func circle() throws {
        let file = Self.pdf(
            "/F Do", resources: "/XObject<</F 5 0 R>>",
            objects: """
                5 0 obj <</Type/XObject/Subtype/Form/Resources<</XObject<</F 5 0 R>>>>/Length 5>> stream
                /F Do
                endstream endobj
                """)
        #expect(try FigureFacts(of: file, named: "f").fonts.isEmpty)
    }

    /// Each of eighteen forms draws the next one ten times.
    @Test("A file whose forms draw forms without end in sight is refused")
    func manyForms() throws {
        let forms = (5..<23).map { number in
            let content = String(repeating: "/F Do ", count: 10)
            return """
                \(number) 0 obj <</Type/XObject/Subtype/Form/Resources<</XObject<</F \(number + 1) 0 R>>>>/Length \(content.utf8.count)>> stream
                \(content)
                endstream endobj
                """
        }
        let file = Self.pdf(
            "/F Do", resources: "/XObject<</F 5 0 R>>", objects: forms.joined(separator: "\n"))
        let error = #expect(throws: InspectionError.self) { try FigureFacts(of: file, named: "f.pdf") }
        #expect(error?.description == "cannot inspect f.pdf: it has too many forms in forms")
    }

    @Test("What is no figure is an error that names the file")
    func damage() throws {
        let png = try GDRenderer(dotsPerInch: 72).render(Self.figure.scene(), theme: .light)
        let tiff = try TIFFRenderer(dotsPerInch: 72).render(Self.figure.scene(), theme: .light)
        for file in [
            Data(), Data("hello".utf8), Data("%PDF-1.4\n".utf8), png.prefix(60), tiff.prefix(50),
            Data("<svg><g></svg>".utf8), Data("<svg class='".utf8) + [0xFF] + Data("'/>".utf8),
            Data([0xC5, 0xD0, 0xD3, 0xC6, 0xFF, 0xFF, 0xFF, 0xFF]),
            Data("II*\0".utf8) + [0xFF, 0xFF, 0xFF, 0x7F], Self.pdf("x").prefix(250),
            // Of 2³¹ − 1 columns and rows.
            png.prefix(16) + Data([0x7F, 0xFF, 0xFF, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF]) + png.dropFirst(24),
        ] {
            let error = #expect(throws: InspectionError.self) { try FigureFacts(of: file, named: "a.png") }
            #expect(error?.description.hasPrefix("cannot inspect a.png: ") == true)
        }
    }

    @Test("A rule is broken outside of its limits and met inside")
    func limits() throws {
        func outcome(_ change: (inout FigureRules) -> Void, _ type: any Renderer.Type = PDFRenderer.self)
            throws -> Bool
        {
            var rules = FigureRules("Test")
            change(&rules)
            return try FigureCheck(rules, files: [("f", Self.facts(type))]).broken.isEmpty
        }
        #expect(try outcome { $0.typeSizes = 5...8 } && !outcome { $0.typeSizes = 5...7 })
        #expect(try outcome { ($0.typeSizes, $0.letterSize) = (5...7, 8) })
        #expect(try !outcome { $0.typeSizes = 6...9 } && outcome { $0.lineWidths = 0.6...1 })
        #expect(try !outcome { $0.lineWidths = 0.25...0.9 } && outcome { $0.widths = 80...89 })
        #expect(try !outcome { $0.widths = 90...183 } && !outcome { $0.height = 10 })
        #expect(try outcome { $0.formats = ["pdf"] } && !outcome { $0.formats = ["eps", "tif"] })
        #expect(try outcome { $0.families = ["liberation sans"] } && !outcome { $0.families = ["Times"] })
        #expect(try outcome { $0.keepsText = true } && !outcome({ $0.keepsText = true }, GDRenderer.self))
        #expect(try !outcome { $0.bytes = 1000 } && !outcome { $0.colorModes = [.gray] })
        #expect(try outcome({ $0.compressions = ["LZW"] }, TIFFRenderer.self))
        #expect(try !outcome({ $0.resolution = 600...1200 }, TIFFRenderer.self))
    }

    /// Vermilion and green of one lightness differ for most readers only.
    @Test("Colours that some readers cannot tell apart are advice")
    func colors() throws {
        let figure = Figure(
            width: .singleColumn,
            panels: [
                Panel(marks: [
                    .line(y: [1, 2], ink: .fixed(Color(0xC05020))),
                    .line(y: [2, 1], ink: .fixed(Color(0x608020))),
                ])
            ])
        let file = try PDFRenderer(dotsPerInch: 300).render(figure.scene(), theme: .light, words: Self.words)
        let check = try FigureCheck(FigureRules("Test"), files: [("f", FigureFacts(of: file, named: "f"))])
        #expect(check.broken.isEmpty)
        #expect(check.table.contains(#/colours, normal vision .* met/#))
        #expect(check.table.contains(#/colours, deuteranopia .* not met, advice/#))
        #expect(check.table.contains(#/colours, grey .* not met, advice/#))
    }
}
