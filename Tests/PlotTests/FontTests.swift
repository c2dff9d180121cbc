import Foundation
import TestSupport
import Testing

@testable import Plot

/// The search for fonts, and errors.
@Suite struct FontTests {
    @Test func missingFonts() throws {
        let error = try #require(throws: PlotError.self) {
            try FontBook(folders: ["/nowhere/at/all", "/nor/here"])
        }
        guard case .fontNotFound(let names, let folders) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(names.contains("Liberation Sans"))
        #expect(folders == ["/nowhere/at/all", "/nor/here"])
        #expect(error.description.contains("/nowhere/at/all"))
        #expect(error.description.contains("apt-get install"))
    }

    @Test func aDamagedFontFileIsPassedOver() throws {
        let figure = Figure(width: .singleColumn, panels: [Panel(marks: [.line(y: [1, 2])])])
        try withTemporaryFolder { folder in
            try Data("not a font".utf8).write(to: folder.appending(path: "Arial.ttf"))
            #expect(throws: PlotError.self) { try FontBook(folders: [folder.path]) }
            let sound = try #require(try FontBook.system().families.first)
            let copy = folder.appending(path: "a.ttf").path
            try FileManager.default.copyItem(atPath: sound.regular, toPath: copy)
            var style = FigureStyle()
            style.fonts = try FontBook(folders: [folder.path])
            let fonts = Set(try figure.scene(in: style).texts.flatMap { $0.runs.map(\.font) })
            #expect(fonts.map(\.path) == [copy] && fonts.map(\.family) == [sound.name])
        }
    }

    /// Every installed family has the faces of fontconfig's own choice, and a character that it lacks comes from another.
    @Test func aPreferredFamilySetsTheTextAsFarAsItCan() throws {
        let families = FontBook.installedFamilies()
        #expect(families.contains("Liberation Sans") && families == families.sorted())
        var style = FigureStyle()
        style.fonts = try FontBook(preferring: ["No Such Family", "liberation serif"])
        let panel = Panel(
            title: "plain *italic* **bold** 10⁻³", x: .linear(title: "\u{2713}"), marks: [.line(y: [1, 2])])
        let scene = try Figure(width: .singleColumn, panels: [panel]).scene(in: style)
        let files = Dictionary(
            scene.texts.flatMap(\.runs).map {
                ($0.text, URL(fileURLWithPath: $0.font.path).lastPathComponent)
            }, uniquingKeysWith: { $1 })
        #expect(files["plain "] == "LiberationSerif-Regular.ttf")
        #expect(files["italic"] == "LiberationSerif-Italic.ttf")
        #expect(files["bold"] == "LiberationSerif-Bold.ttf")
        #expect(files["\u{2713}"] == "DejaVuSans.ttf")
    }

    @Test func errorsSayWhatToDo() {
        let errors: [PlotError] = [
            .fontNotFound(names: ["A"], folders: ["B"]), .font("t", code: 1), .invalidSize("x"),
            .invalidData("d"),
        ]
        for error in errors {
            #expect(!error.description.isEmpty && !error.description.contains("\n"))
        }
    }
}
