import Foundation
import TestSupport
import Testing

@testable import Plot
@testable import Render

/// Matrices of cells.
@Suite struct CellTests {
    private func panel(_ values: [Double], rows: Bands, columns: Bands, reversed: Bool = true) -> Panel {
        Panel(
            x: .bands(columns), y: .bands(rows, reversed: reversed), color: .diverging(limit: 1),
            colorBar: ColorBar(title: "value"), marks: [.cells(values, rows: rows, columns: columns)],
            frame: .none)
    }

    @Test(arguments: [Theme.light, .dark], [true, false])
    func everyCellHasItsColor(theme: Theme, reversed: Bool) throws {
        var noise = Noise(seed: 1)
        let (rows, columns) = (Bands(count: 5, gaps: [4: 0.5]), Bands(count: 7, gaps: [6: 0.5]))
        var values = (0..<35).map { _ in 2 * noise.unit() - 1 }
        values[17] = .nan
        values[18] = .infinity
        let drawing = try Drawing(
            panel(values, rows: rows, columns: columns, reversed: reversed), theme: theme)
        let colors = drawing.scene.panels[0].colors
        for row in 0..<5 {
            for column in 0..<7 {
                let expected = Picture.Pixel(colors.color(values[row * 7 + column], theme: theme))
                for (dx, dy) in [(0.0, 0.0), (-0.4, -0.4), (0.4, 0.4)] {
                    let pixel = drawing.pixel(columns.center(column) + dx, rows.center(row) + dy)
                    #expect(pixel.difference(expected) <= 4, "row \(row), column \(column)")
                }
            }
        }
        #expect(drawing.pixel(columns.center(0), 3.75) == Picture.Pixel(theme.background), "the gap is bare")
        #expect(drawing.pixel(5.75, rows.center(0)) == Picture.Pixel(theme.background))
    }

    @Test func neighboursTouch() throws {
        // No page shows between cells of one colour, at any size.
        for (count, width) in [(3, 40.0), (29, 61), (29, 89), (64, 50), (100, 70)] {
            let bands = Bands(count: count)
            let values = [Double](repeating: 1, count: count * count)
            let drawing = try Drawing(panel(values, rows: bands, columns: bands), width: width, height: 50)
            let color = Picture.Pixel(ColorMap.diverging.color(at: 1))
            let (start, end) = (drawing.place(-0.45, 0), drawing.place(Double(count) - 0.55, 0))
            for x in Int(start.x) + 1..<Int(end.x) - 1 {
                #expect(drawing.picture[x, Int(start.y)].difference(color) <= 2)
            }
        }
    }

    @Test func cellsSmallerThanPixelsAreAveraged() throws {
        // A chessboard of +1 and −1 on the left, of 1 and NaN on the right, far finer than the pixels.
        let count = 1000
        var values = [Double](repeating: 0, count: count * count)
        for row in 0..<count {
            for column in 0..<count {
                let isEven = (row + column).isMultiple(of: 2)
                values[row * count + column] =
                    column < count / 2 ? (isEven ? 1 : -1) : (isEven ? 1 : .nan)
            }
        }
        let bands = Bands(count: count)
        let drawing = try Drawing(
            Figure(
                width: .millimetres(40), height: .millimetres(40),
                panels: [panel(values, rows: bands, columns: bands)]), dotsPerInch: 100)
        let neutral = Picture.Pixel(ColorMap.diverging.color(at: 0.5))
        let full = Picture.Pixel(ColorMap.diverging.color(at: 1))
        for x in [50.0, 200, 440] {
            for y in [50.0, 333, 900] { #expect(drawing.pixel(x, y).difference(neutral) < 40) }
        }
        var sum = 0
        for x in stride(from: 20.0, to: 480, by: 20) {
            sum += drawing.pixel(x, 500).red - drawing.pixel(x, 500).blue
        }
        #expect(abs(sum) / 23 < 12, "no sign wins")
        for y in [50.0, 333, 900] { #expect(drawing.pixel(750, y).difference(full) <= 2, "NaN is left out") }
    }

    @Test func aFewCellsInAFineMatrixAreNotLost() throws {
        let count = 2000
        var values = [Double](repeating: 0, count: count * count)
        for index in 0..<count { values[index * count + index] = 1 }
        let bands = Bands(count: count)
        let drawing = try Drawing(
            Figure(
                width: .millimetres(50), height: .millimetres(45),
                panels: [panel(values, rows: bands, columns: bands)]), dotsPerInch: 150)
        let neutral = Picture.Pixel(ColorMap.diverging.color(at: 0.5))
        for index in stride(from: 30.0, to: 1970, by: 97) {
            let place = drawing.place(index, index)
            let isSeen = (-1...1).contains { offset in
                drawing.picture[Int(place.x) + offset, Int(place.y)].difference(neutral) > 6
            }
            #expect(isSeen, "the diagonal at \(index)")
        }
        #expect(drawing.pixel(300, 1500).difference(neutral) <= 2)
    }

    @Test func colorBarShowsTheScale() throws {
        let drawing = try Drawing(panel([-1, 1, 0, 0.5], rows: Bands(count: 2), columns: Bands(count: 2)))
        let bar = try #require(drawing.scene.panels[0].colorBarBox).scaled(by: 150 / 72)
        for share in [0.02, 0.25, 0.5, 0.75, 0.98] {
            let expected = Picture.Pixel(ColorMap.diverging.color(at: share))
            let pixel = drawing.picture[Int(bar.midX), Int(bar.maxY - share * bar.height)]
            #expect(pixel.difference(expected) <= 8, "at \(share)")
        }
        // In its middle the bar is as pale as the page, but its frame shows its sides.
        for x in [bar.minX, bar.maxX] {
            let columns = Int(x.rounded()) - 1...Int(x.rounded())
            #expect(
                drawing.picture.contains(
                    Picture.Pixel(Theme.light.ink), x: columns, y: Int(bar.midY)...Int(bar.midY)))
        }
    }

    /// A palette of 256 colours has room for all shades of a bar beside those of the text.
    @Test(arguments: [ColorScale.diverging(limit: 1), .sequential(domain: 0...1)], [Theme.light, .dark])
    func colorBarHasNoBands(colors: ColorScale, theme: Theme) throws {
        var noise = Noise(seed: 8)
        let bands = Bands(count: 29)
        let cells = (0..<29 * 29).map { _ in 2 * noise.unit() - 1 }
        let drawing = try Drawing(
            Figure(
                width: .singleColumn,
                panels: [
                    Panel(
                        title: "The weights between all neurons",
                        x: .bands(bands, title: "Source neuron (from)"),
                        y: .bands(bands, title: "Target neuron (to)", reversed: true), color: colors,
                        colorBar: ColorBar(title: "Fixed weight *w*"),
                        marks: [.cells(cells, rows: bands, columns: bands)], aspect: .equal, frame: .box)
                ]), dotsPerInch: 600, theme: theme)
        let bar = try #require(drawing.scene.panels[0].colorBarBox).scaled(by: 600 / 72)
        let shades = colors.map.table(theme: theme).map { Picture.Pixel($0) }
        var seen: Set<Picture.Pixel> = []
        for row in Int(bar.minY) + 8...Int(bar.maxY) - 8 {
            let pixel = drawing.picture[Int(bar.midX), row]
            let position = (bar.maxY - Double(row) - 0.5) / bar.height * Double(shades.count - 1)
            let nearest = (Int(position.rounded()) - 1...Int(position.rounded()) + 1).clamped(
                to: 0...shades.count - 1)
            #expect(nearest.contains { shades[$0].difference(pixel) <= 1 }, "at \(position)")
            seen.insert(pixel)
        }
        #expect(seen.count > 128, "\(seen.count) shades of \(shades.count)")
    }

    @Test func markers() throws {
        let bands = Bands(count: 4)
        let ink = Ink.fixed(Color(0x00FF00))
        for style in [Mark.CellMarker.cross, .dot, .frame] {
            var marked = panel([Double](repeating: 0, count: 16), rows: bands, columns: bands)
            marked.marks.append(
                .cellMarkers([(row: 1, column: 2)], rows: bands, columns: bands, style: style, ink: ink))
            let drawing = try Drawing(marked)
            #expect(drawing.shows(ink, 2, 1) == (style != .frame), "the middle, \(style)")
            for (row, column) in [(1.0, 1.0), (2, 2), (0, 2), (1, 3)] {
                #expect(!drawing.shows(ink, column, row))
            }
            if style == .frame {
                let corner = drawing.place(1.5, 0.5)
                let found = drawing.picture.count(
                    of: Picture.Pixel(0x00FF00), x: Int(corner.x)...Int(corner.x) + 4,
                    y: Int(corner.y)...Int(corner.y) + 4, tolerance: 40)
                #expect(found >= 6)
            }
        }
    }

    @Test func aWrongNumberOfValuesIsAnError() {
        let panel = panel([1, 2, 3], rows: Bands(count: 2), columns: Bands(count: 2))
        #expect(throws: PlotError.invalidData("a matrix of 2 × 2 cells was given 3 values")) {
            try Figure(width: .singleColumn, panels: [panel]).png(dotsPerInch: 100)
        }
    }
}
