import Analysis
import BOHP
import Document
import Foundation
import Inspection
import Plot
import Render
import TestSupport
import Testing

@testable import Report

/// Every figure of the catalogue for every venue: by its rules, and as other programs see the files.
@Suite("Venues") struct VenueTests {
    /// What is drawn, once for all venues.
    private static let subjects = Result {
        try (
            run: AnalysedRun(WidthTests.run(SampleRun.configuration(neurons: 29), episodes: 3000)),
            sweep: #require(SampleSweep.all["grid"])
        )
    }

    /// The scenes of all figures in a venue's style, by name.
    private static func scenes(_ style: PrintStyle) throws -> [(name: String, scene: Scene)] {
        let (run, sweep) = try subjects.get()
        func scenes<Subject>(_ context: CatalogueContext<Subject>) throws -> [(name: String, scene: Scene)] {
            try context.figureNames.compactMap { name in
                try context.figure(name, FigureRequest()).map { (name, $0.drawing) }
            }
        }
        return try scenes(Catalogue.standard.context(of: run, style))
            + scenes(Catalogue.standard.context(of: sweep, style))
    }

    private static let names = Venue.all.map(\.name)

    @Test("Every figure meets the rules, and other programs can read its files", arguments: names)
    func figures(name: String) throws {
        let venue = try #require(Venue.all.first { $0.name == name })
        let scenes = try Self.scenes(venue.printStyle())
        #expect(scenes.count > 20)
        try withTemporaryFolder { folder in
            let words = PictureWords(title: "T", caption: "C", description: "D", creator: "bohp-report")
            var files: [(name: String, facts: FigureFacts)] = []
            let formats =
                venue.formats.contains { $0 == PDFRenderer.self }
                ? venue.formats : venue.formats + [PDFRenderer.self]
            for (name, scene) in scenes {
                for format in formats {
                    // Coarser than a venue's files, because pixels of a hundred pictures take minutes.
                    let file = try format.init(dotsPerInch: 300).render(scene, theme: .light, words: words)
                    try file.write(to: folder.appending(path: name + format.fileEnding))
                    guard venue.formats.contains(where: { $0 == format }) else { continue }
                    files.append((name + format.fileEnding, try FigureFacts(of: file, named: name)))
                }
            }
            var rules = venue.rules
            rules.resolution = rules.resolution.map { min($0.lowerBound, 300)...$0.upperBound }
            // Programs for slides take pixels beside vectors.
            let check = FigureCheck(rules, files: files)
            if name == "slides" {
                withKnownIssue(
                    "The curves of a large sweep, with a legend for each panel, are higher than a slide"
                ) {
                    #expect(check.broken.isEmpty, "\(check.table)")
                }
                #expect(check.broken.allSatisfy { $0.hasPrefix("comparison-curves.") }, "\(check.table)")
            } else {
                #expect(check.broken.isEmpty, "\(check.table)")
            }
            try Self.read(folder, scenes)
        }
    }

    /// Reads all files with the programs of Poppler, qpdf, libtiff, libxml2 and librsvg.
    private static func read(_ folder: URL, _ scenes: [(name: String, scene: Scene)]) throws {
        let script = """
            set -e
            for file in *.pdf; do
                qpdf --check "$file" > /dev/null
                pdffonts "$file" | tail -n +3 > "${file%.pdf}.fonts"
                pdftotext -raw "$file" "${file%.pdf}.txt"
            done
            for file in *.tif; do [ ! -e "$file" ] || tiffinfo "$file" > /dev/null; done
            for file in *.svg; do
                [ -e "$file" ] || continue
                xmllint --noout "$file"
                rsvg-convert --width 300 "$file" > "$file.png"
            done
            """
        let result = try runProgram("/bin/sh", ["-c", script], in: folder)
        try #require(result.status == 0 && result.error.isEmpty, "\(result.error)")
        for (name, scene) in scenes {
            func words(_ ending: String) throws -> String {
                try String(contentsOf: folder.appending(path: name + ending), encoding: .utf8)
            }
            for font in try words(".fonts").split(separator: "\n") {
                #expect(font.contains(#/TrueType .* yes yes yes /#), "\(name): \(font)")
            }
            let found = try words(".txt").filter { !$0.isWhitespace }
            for text in scene.texts.flatMap(\.runs).map({ $0.text.filter { !$0.isWhitespace } })
            where !text.isEmpty {
                #expect(found.contains(text), "\(name): \(text)")
            }
        }
    }

    private static let engines = ["pdflatex", "lualatex"].map { "/usr/bin/" + $0 }
        .filter(FileManager.default.isExecutableFile)

    /// Every figure on a page of its own, with labels in the font of the paper.
    @Test(
        "LaTeX sets the labels of every figure", .enabled(if: !engines.isEmpty, "TeX is not installed"),
        arguments: engines)
    func labels(engine: String) throws {
        try withTemporaryFolder { folder in
            let scenes = try Self.scenes(PrintStyle())
            for (name, scene) in scenes {
                let words = PictureWords(fileName: name, description: "50 % of #1 {x}")
                for format in [DrawingRenderer.self, LaTeXLabelsRenderer.self] as [any Renderer.Type] {
                    let file = try format.init(dotsPerInch: 100).render(scene, theme: .light, words: words)
                    try file.write(to: folder.appending(path: name + format.fileEnding))
                }
            }
            let pages = scenes.map { "\\noindent\\input{\($0.name).pdf_tex}" }.joined(
                separator: "\n\\newpage\n")
            try folder.write(
                """
                \\documentclass{article}
                \\usepackage[paperwidth=220mm,paperheight=297mm,margin=10mm]{geometry}
                \\usepackage{graphicx,xcolor,amsmath,amssymb}
                \\begin{document}
                \(pages)
                \\end{document}
                """, to: "paper.tex")
            let result = try runProgram(
                engine, ["-interaction=nonstopmode", "-halt-on-error", "paper.tex"], in: folder)
            try #require(result.status == 0, "\(result.output.suffix(2000))")
            #expect(!result.output.contains("Overfull \\hbox"))
            let text = try runProgram("/usr/bin/pdftotext", ["-raw", "paper.pdf", "-"], in: folder).output
            let found = text.split(separator: "\u{C}", omittingEmptySubsequences: false)
                .map { $0.filter { !$0.isWhitespace } }
            for ((name, scene), found) in zip(scenes, found) {
                for text in scene.texts.flatMap(\.runs).map(\.text) {
                    // Fonts have ligatures and signs of their own.
                    let plain = text.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) || $0 == "f" }
                    #expect(plain.allSatisfy { found.contains($0) }, "\(name): \(text)")
                }
            }
        }
    }

    @Test("A venue's figures have its widths and sizes, and are no more than enlarged")
    func sizes() throws {
        let usual = try Self.scenes(PrintStyle())
        let poster = try Self.scenes(#require(Venue.all.first { $0.name == "poster" }).printStyle())
        #expect(usual.map(\.name) == poster.map(\.name))
        for (name, scene) in poster {
            let width = scene.width.millimetres
            #expect(abs(width - 260) < 0.01 || abs(width - 530) < 0.01, "\(name): \(width)")
            let sizes = scene.texts.flatMap(\.runs).map(\.size)
            #expect(sizes.allSatisfy { 17.99...28.01 ~= $0 }, "\(name): \(sizes)")
        }
        for (name, scene) in usual {
            let sizes = scene.texts.filter { $0.role != .panelLetter }.flatMap(\.runs).map(\.size)
            #expect(sizes.allSatisfy { 4.99...7.01 ~= $0 }, "\(name): \(sizes)")
        }
    }
}
