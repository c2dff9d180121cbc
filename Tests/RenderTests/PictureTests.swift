import Foundation
import TestSupport
import Testing

@testable import Plot
@testable import Render

/// Files, resolutions, sizes and errors.
@Suite struct PictureTests {
    private static let figure = Figure(
        width: .millimetres(60), height: .millimetres(40),
        panels: [Panel(x: .linear(title: "Episode"), marks: [.line(y: [1, 3, 2], label: "loss")])])

    @Test(arguments: [72.0, 96, 300, 600, 1000]) func resolutionIsWritten(dpi: Double) throws {
        let picture = try Picture(png: Self.figure.png(dotsPerInch: dpi))
        let chunk = try #require(picture.chunk("pHYs"))
        #expect(chunk.count == 9)
        func number(_ bytes: ArraySlice<UInt8>) -> Double { bytes.reduce(0.0) { $0 * 256 + Double($1) } }
        let perMetre = dpi / 0.0254
        #expect(abs(number(chunk[0..<4]) - perMetre) <= 1)
        #expect(abs(number(chunk[4..<8]) - perMetre) <= 1)
        #expect(chunk[8] == 1, "the unit is the metre")
        // The width in a program that honours the resolution.
        #expect(abs(Double(picture.width) / number(chunk[0..<4]) * 1000 - 60) < 60 / dpi * 2)
    }

    @Test func paletteWithoutVisibleLoss() throws {
        // 19 colours of lines and bands over each other: far more shades than a palette holds.
        var marks: [Mark] = []
        for index in 0..<19 {
            let ink = Ink.fixed(Oklab(lightness: 0.6, chroma: 0.12, hue: Double(index) * 19).color)
            marks.append(
                .line(x: [0, 10], y: [Double(index) / 2, 10 - Double(index) / 3], ink: ink, width: 1.5))
        }
        let panel = Panel(x: .linear(domain: 0...10), y: .linear(domain: 0...10), marks: marks)
        let drawing = try Drawing(panel)
        let header = try #require(drawing.picture.chunk("IHDR"))
        #expect(header[9] == 3, "colour type 3, palette")
        #expect(try #require(drawing.picture.chunk("PLTE")).count <= 768)
        for index in 0..<19 {
            let ink = Ink.fixed(Oklab(lightness: 0.6, chroma: 0.12, hue: Double(index) * 19).color)
            #expect(drawing.shows(ink, 0.05, Double(index) / 2, tolerance: 14), "line \(index)")
        }
    }

    @Test func picturesWithTooManyColorsKeepThem() throws {
        var marks: [Mark] = []
        for row in 0..<40 {
            for column in 0..<40 {
                let ink = Ink.fixed(
                    Color(red: UInt8(6 * row), green: UInt8(6 * column), blue: UInt8(3 * (row + column))))
                marks.append(
                    .band(
                        x: [Double(column), Double(column + 1)], lower: [Double(row), Double(row)],
                        upper: [Double(row + 1), Double(row + 1)], ink: ink))
            }
        }
        let drawing = try Drawing(
            Panel(x: .linear(domain: 0...40), y: .linear(domain: 0...40), marks: marks))
        #expect(try #require(drawing.picture.chunk("IHDR"))[9] == 2, "colour type 2, true colour")
        for row in stride(from: 0, to: 40, by: 7) {
            for column in stride(from: 0, to: 40, by: 7) {
                let expected = Picture.Pixel(red: 6 * row, green: 6 * column, blue: 3 * (row + column))
                #expect(drawing.pixel(Double(column) + 0.5, Double(row) + 0.5) == expected)
            }
        }
    }

    @Test func sameBytesOnManyThreads() async throws {
        let figures: [(theme: Theme, dpi: Double)] = [
            (.light, 100), (.light, 150), (.light, 300), (.dark, 100), (.dark, 150), (.dark, 300),
        ]
        let scene = try Self.figure.scene()
        let alone = try figures.map {
            try GDRenderer(dotsPerInch: $0.dpi).render(scene, theme: $0.theme)
        }
        try await withThrowingTaskGroup(of: (Int, Data).self) { group in
            for round in 0..<4 {
                for (index, item) in figures.enumerated() {
                    group.addTask {
                        let data =
                            round.isMultiple(of: 2)
                            ? try GDRenderer(dotsPerInch: item.dpi).render(scene, theme: item.theme)
                            : try Self.figure.png(dotsPerInch: item.dpi, theme: item.theme)
                        return (index, data)
                    }
                }
            }
            for try await (index, data) in group { #expect(data == alone[index], "figure \(index)") }
        }
    }

    @Test(arguments: [0, -3, .nan, .infinity, 1e-300]) func absurdWidths(width: Double) {
        for (width, height) in [(width, 10), (10, width)] {
            #expect {
                try Figure(width: .millimetres(width), height: .millimetres(height), panels: [])
                    .png(dotsPerInch: 100)
            } throws: { error in
                // What layout accepts, 1e-300 mm, is less than a pixel.
                if case PlotError.invalidSize = error { return true }
                if case RenderError.invalidSize = error { return true }
                return false
            }
        }
    }

    @Test(arguments: [0, -72, .nan, .infinity]) func absurdResolutions(dpi: Double) throws {
        let error = try #require(throws: RenderError.self) { try Self.figure.png(dotsPerInch: dpi) }
        guard case .invalidSize(let what) = error else {
            Issue.record("\(error)")
            return
        }
        #expect(what.contains("dots per inch"))
    }

    @Test func tooLarge() throws {
        for (millimetres, dpi) in [(60.0, 1e5), (1e5, 600), (60, 1e12), (1e300, 72)] {
            let figure = Figure(
                width: .millimetres(millimetres), height: .millimetres(millimetres), panels: [])
            let error = try #require(throws: RenderError.self) { try figure.png(dotsPerInch: dpi) }
            guard case .tooLarge = error else {
                Issue.record("\(error)")
                continue
            }
            #expect(error.description.contains("lower its resolution or its size"))
        }
    }

    @Test func figuresTooNarrowForTheirPanelsAreRefused() throws {
        for (width, height) in [(1.0, 1.0), (3, 40), (20, 3), (20, 10)] {
            var figure = Self.figure
            figure.width = .millimetres(width)
            figure.height = .millimetres(height)
            guard width < 20 else {
                let picture = try Picture(png: figure.png(dotsPerInch: 300))
                #expect(picture.width == Int((width / 25.4 * 300).rounded()))
                continue
            }
            let error = try #require(throws: PlotError.self) { try figure.png(dotsPerInch: 300) }
            #expect(error.description.contains(/the smallest width is 1\d mm$/))
        }
    }

    @Test func nothingToShow() throws {
        let picture = try Picture(
            png: Figure(width: .millimetres(20), height: .millimetres(10), panels: []).png(dotsPerInch: 100))
        #expect(
            picture.count(of: Picture.Pixel(0xFFFFFF), x: 0...78, y: 0...38, tolerance: 0)
                == picture.width * picture.height)
    }

    @Test func errorsSayWhatToDo() {
        let errors: [RenderError] = [
            .invalidSize("x"), .tooLarge(width: 1e30, height: 2),
            .outOfMemory(width: 1, height: 2),
            .text("t", message: "m"), .rasterizer(code: 3), .encoding,
        ]
        for error in errors {
            #expect(!error.description.isEmpty && !error.description.contains("\n"))
        }
    }
}
