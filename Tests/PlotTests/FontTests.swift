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
            try Data("not a font".utf8).write(to: folder.appending(path: "LiberationSans-Regular.ttf"))
            #expect(throws: PlotError.self) { try figure.scene(fonts: FontBook(folders: [folder.path])) }
            let sound = try #require(try FontBook.system().families.first)
            try FileManager.default.copyItem(
                atPath: sound.regular, toPath: folder.appending(path: "DejaVuSans.ttf").path)
            let scene = try figure.scene(fonts: FontBook(folders: [folder.path]))
            let names = scene.texts.flatMap { $0.runs.map(\.font.family) }
            #expect(Set(names) == ["DejaVu Sans"])
        }
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
