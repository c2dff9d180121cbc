import Foundation
import TestSupport
import Testing

@testable import Plot

/// No two texts touch, nothing is cut off, and what belongs together is in line.
@Suite struct LayoutTests {
    /// Every text inside the figure, and none over another or over a legend's or a colour bar's box.
    private func expectTidy(
        _ scene: Scene, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        let page = Rect(
            x: -0.3, y: -0.3, width: scene.width.points + 0.6, height: scene.height.points + 0.6)
        let texts = scene.texts
        // Not one expectation for every pair: there are hundreds of thousands.
        func fail(_ what: String) { Issue.record("\(name): \(what)", sourceLocation: sourceLocation) }
        for (index, text) in texts.enumerated() {
            if !page.contains(text.box) { fail("“\(text.text)” is cut") }
            for other in texts[(index + 1)...]
            where text.box.grown(by: -0.3).overlaps(other.box.grown(by: -0.3)) {
                fail("“\(text.text)” touches “\(other.text)”")
            }
            for bar in scene.panels.compactMap(\.colorBarBox) where text.box.overlaps(bar) {
                fail("“\(text.text)” lies on the colour bar")
            }
        }
    }

    private static let ranges: [ClosedRange<Double>] = [
        0...1, -1...1, 0...0.003, 1e-9...3e-9, 0...123_456, 1e6...1.000_01e6, -98_765...(-98_000), 0.1...0.2,
        -1e300...1e300, 0...1e-300, 12...13, 0...10_000, -0.05...1e7,
    ]

    @Test(arguments: ranges) func labelsNeverCollide(range: ClosedRange<Double>) throws {
        for (width, height) in [(40.0, 30.0), (60, 45), (89, 55), (183, 60), (183, 120)] {
            for isLogarithmic in [false, true] {
                let panel = Panel(
                    title: "Title", x: .linear(title: "Abscissa"),
                    y: isLogarithmic ? .log(title: "Ordinate") : .linear(title: "Ordinate"),
                    marks: [
                        .line(
                            x: [range.lowerBound, range.upperBound],
                            y: [range.lowerBound, range.upperBound], label: "data")
                    ])
                let figure = Figure(
                    width: .millimetres(width), height: .millimetres(height), panels: [panel], letters: true)
                expectTidy(try figure.scene(), "\(range) at \(width) × \(height) mm")
            }
        }
    }

    @Test(arguments: [1, 2, 3, 5]) func manyPanels(columns: Int) throws {
        var noise = Noise(seed: UInt64(columns))
        let panels = (0..<columns * 2).map { index in
            let scale = pow(10, Double(3 * index - 9))
            return Panel(
                title: "Panel \(index)", x: .linear(title: "Step"), y: .linear(title: "Value"),
                marks: [.line(y: (0..<50).map { _ in scale * noise.unit() })])
        }
        let figure = Figure(
            width: .millimetres(55 * Double(columns)), title: "All together", panels: panels,
            columns: columns, letters: true)
        let scene = try figure.scene()
        expectTidy(scene, "\(columns) columns")
        for row in 0..<2 {
            let members = scene.panels[row * columns..<(row + 1) * columns]
            let lines = members.flatMap { $0.texts.filter { [.panelTitle, .panelLetter].contains($0.role) } }
                .map(\.origin.y)
            #expect(lines.count == 2 * columns)
            #expect(Set(lines).count == 1, "titles and letters of a row stand on one line")
            #expect(Set(members.map(\.plotArea.minY)).count == 1)
            #expect(Set(members.map(\.plotArea.height)).count == 1)
        }
        for column in 0..<columns {
            let members = [scene.panels[column], scene.panels[columns + column]]
            #expect(Set(members.map(\.plotArea.minX)).count == 1)
            let titles = members.flatMap { $0.texts.filter { $0.text == "Value" } }.map(\.origin.x)
            #expect(Set(titles).count == 1)
        }
    }

    @Test(arguments: [5, 29, 64, 300]) func matrices(count: Int) throws {
        let bands = Bands(
            count: count, labels: (1..<count).map { RichText(plain: "\($0)") } + ["bias"],
            gaps: [count - 1: 0.6])
        for width in [40.0, 89, 183] {
            for limit in [0.001, 0.8, 1, 12_345] {
                let panel = Panel(
                    title: "Weights", x: .bands(bands, title: "From"),
                    y: .bands(bands, title: "To", reversed: true), color: .diverging(limit: limit),
                    colorBar: ColorBar(title: "*w*"),
                    marks: [
                        .cells([Double](repeating: 0, count: count * count), rows: bands, columns: bands)
                    ], aspect: .equal, frame: .none)
                let scene = try Figure(width: .millimetres(width), panels: [panel], letters: true).scene()
                expectTidy(scene, "\(count) neurons at \(width) mm, up to \(limit)")
                let area = scene.panels[0].plotArea
                #expect(abs(area.width - area.height) < 0.01)
                #expect(scene.panels[0].texts.contains { $0.text == "bias" })
            }
        }
    }

    @Test func aLongTitleStaysClearOfTheColorBar() throws {
        let panel = Panel(
            title: "A title that reaches over the whole width of the plot and over its bar",
            color: .sequential(domain: 0...1), colorBar: ColorBar(title: "value"),
            marks: [.cells([0, 1, 0.5, 1], rows: Bands(count: 2), columns: Bands(count: 2))])
        expectTidy(try Figure(width: .singleColumn, panels: [panel]).scene(), "long title")
    }

    @Test func stripsAboveAPlot() throws {
        let spans = (0..<7).map { Strip.Span(Double(10 * $0)...Double(10 * $0 + 6), label: "pattern \($0)") }
        for width in [60.0, 89, 183] {
            let panel = Panel(
                title: "Episode", marks: [.line(y: (0..<70).map(Double.init))],
                strips: [Strip(spans), Strip([.init(0...66, label: "all")])])
            let scene = try Figure(width: .millimetres(width), panels: [panel], letters: true).scene()
            expectTidy(scene, "strips at \(width) mm")
            #expect(scene.texts.contains { $0.role == .strip })
        }
    }

    /// A panel letter stands on the line of the legend or the strip, not on a line of its own.
    @Test func lettersTakeNoRoomOfTheirOwn() throws {
        let legend = Panel(
            y: .linear(title: "Loss"), marks: [.line(y: [1, 3, 2], label: "mean")], legend: .above)
        let strip = Panel(
            marks: [.line(y: [1, 3, 2])], strips: [Strip([.init(0...2, label: "pattern")])])
        for (panel, role) in [(legend, PlacedText.Role.legend), (strip, .strip)] {
            let scene = try Figure(width: .singleColumn, panels: [panel], letters: true).scene()
            expectTidy(scene, "\(role)")
            let lines = scene.texts.filter { [.panelLetter, role].contains($0.role) }.map(\.origin.y)
            #expect(lines.count == 2 && Set(lines).count == 1, "\(lines)")
        }
        let bare = Panel(y: .linear(title: "Loss"), marks: [.line(y: [1, 3, 2])])
        func height(letters: Bool) throws -> Double {
            try Figure(width: .singleColumn, panels: [bare], letters: letters).scene().height.points
        }
        #expect(try height(letters: true) - height(letters: false) < 1)
        // A title as long as its axis leaves no room beside it.
        let tight = Panel(y: .linear(title: "A long title of a low axis"), marks: [.line(y: [1, 3, 2])])
        expectTidy(
            try Figure(width: .singleColumn, height: .millimetres(32), panels: [tight], letters: true)
                .scene(),
            "a long title")
    }

    /// A common factor follows the axis' title, or stands at the end of an axis without a title.
    @Test func aCommonFactorIsWhereReadersLook() throws {
        let line = Mark.line(x: [0, 1e6], y: [0, 1])
        let figure = Figure(
            width: .millimetres(89),
            panels: [
                Panel(x: .linear(domain: 0...1e6), marks: [line]),
                Panel(x: .linear(title: "Episode", domain: 0...1e6), marks: [line]),
            ])
        let scene = try figure.scene()
        expectTidy(scene, "factors")
        let factors = scene.texts.filter { $0.text.contains("×106") }
        #expect(factors.map(\.text) == ["×106", "Episode (×106)"])
        let (plot, factor) = try (#require(scene.panels.first?.plotArea), #require(factors.first))
        #expect(abs(factor.box.maxX - plot.maxX) < 1)
        #expect(factor.box.minY > plot.maxY)
    }

    /// A tick label at the top of one axis must not lift that panel's legend alone.
    @Test func legendsOfARowStandOnOneLine() throws {
        let panels = [1e-4, 3e-5].map { top in
            Panel(
                y: .log(title: "Difference", domain: 1e-12...top),
                marks: [.line(y: [1e-12, top], label: "data")],
                legend: .above)
        }
        let scene = try Figure(width: .doubleColumn, panels: panels, columns: 2, letters: true).scene()
        expectTidy(scene, "legends of a row")
        let boxes = try scene.panels.map { try #require($0.legendBox) }
        #expect(boxes[0].minY == boxes[1].minY)
        let lines = scene.texts.filter { [.legend, .panelLetter].contains($0.role) }.map(\.origin.y)
        #expect(lines.count == 4 && Set(lines).count == 1, "\(lines)")
    }

    @Test func legendsCoverNoData() throws {
        let x = (0...100).map { Double($0) / 100 }
        let curves: [(Double) -> Double] = [{ $0 }, { 1 - $0 }, { 4 * $0 * (1 - $0) }, { _ in 0.9 }]
        for (index, curve) in curves.enumerated() {
            let panel = Panel(marks: [.line(x: x, y: x.map(curve), label: "a rather long label")])
            let scene = try Figure(width: .singleColumn, panels: [panel]).scene()
            let box = try #require(scene.panels[0].legendBox)
            for value in x {
                #expect(!box.contains(scene.panels[0].point(x: value, y: curve(value))), "curve \(index)")
            }
        }
    }

    @Test func aLegendDoesNotLieOnALongSegment() throws {
        // Only the ends of the line are data, but the line between them is an obstacle as well.
        let panel = Panel(
            x: .linear(domain: 0...1), y: .linear(domain: 0...1),
            marks: [
                .line(x: [0, 1], y: [0.93, 0.93], label: "across the top"),
                .line(x: [0, 1], y: [0.05, 0.05], label: "across the bottom"),
            ])
        let scene = try Figure(width: .singleColumn, panels: [panel]).scene()
        let box = try #require(scene.panels[0].legendBox)
        for x in stride(from: 0.0, through: 1, by: 0.01) {
            for y in [0.93, 0.05] { #expect(!box.contains(scene.panels[0].point(x: x, y: y))) }
        }
    }

    @Test func sharedLabelsMakeOneEntry() throws {
        let panel = Panel(marks: [
            .band(lower: [0, 1], upper: [1, 2], label: "loss"), .line(y: [0.5, 1.5], label: "loss"),
        ])
        let scene = try Figure(width: .singleColumn, panels: [panel]).scene()
        #expect(scene.texts.filter { $0.role == .legend }.map(\.text) == ["loss"])
    }

    /// Labels need room, and the room decides on the labels, so sizes could oscillate.
    @Test func layoutsOfAllShapesComeToRest() throws {
        var noise = Noise(seed: 77)
        func isHeads() -> Bool { noise.unit() < 0.5 }
        var checked = 0
        for trial in 0..<250 {
            let (columns, rows) = (1 + Int(noise.unit() * 3), 1 + Int(noise.unit() * 2.2))
            let panels: [Panel] = (0..<rows * columns).map { index in
                let size = (rows: 1 + Int(noise.unit() * 60), columns: 1 + Int(noise.unit() * 60))
                let scale = pow(10, 12 * noise.unit() - 6)
                let values = (0..<size.rows * size.columns).map { _ in scale * (noise.unit() - 0.3) }
                let title: RichText? = isHeads() ? "Title \(index)" : nil
                if isHeads() {
                    return Panel(
                        title: title, x: .linear(title: "Step"), y: .linear(title: "Value"),
                        marks: [.line(y: values, label: "values")], aspect: isHeads() ? .ratio(0.7) : .free)
                }
                let bands = (Bands(count: size.rows), Bands(count: size.columns))
                return Panel(
                    title: title, x: .bands(bands.1, title: "Source"),
                    y: .bands(bands.0, title: "Target", reversed: true), color: .diverging(),
                    colorBar: ColorBar(title: isHeads() ? "*w*" : "Weight"),
                    marks: [.cells(values, rows: bands.0, columns: bands.1)],
                    aspect: isHeads() ? .equal : .free)
            }
            let scene = try Figure(
                width: .millimetres(40 + 150 * noise.unit()),
                height: isHeads() ? .millimetres(30 + 100 * noise.unit()) : nil, panels: panels,
                columns: columns, letters: isHeads()
            ).scene()
            // Smaller plots have no room for the texts that a figure must have.
            guard scene.panels.allSatisfy({ $0.plotArea.width > 20 && $0.plotArea.height > 15 }) else {
                continue
            }
            let page = Rect(x: 0, y: 0, width: scene.width.points, height: scene.height.points)
            let cut = scene.texts.filter { !page.grown(by: 0.05).contains($0.box) }.map(\.text)
            #expect(cut == [], "figure \(trial)")
            checked += 1
        }
        #expect(checked > 100, "\(checked) figures of 250 had room enough")
    }
}
