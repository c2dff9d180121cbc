import Testing

@testable import Plot

@Suite("Colour bars") struct ColorBarTests {
    private func bar(_ values: [Double], including: [Double] = []) throws -> (
        panel: PanelPlace, tips: [CellGrid]
    ) {
        let bands = Bands(count: 2)
        let panel = Panel(
            x: .bands(bands), y: .bands(bands), color: .diverging(limit: 1),
            colorBar: ColorBar(title: "w", including: including),
            marks: [.cells(values, rows: bands, columns: bands)], aspect: .equal)
        let scene = try Figure(width: .singleColumn, panels: [panel]).scene()
        let cells = scene.groups(.colorBar).flatMap(\.shapes).compactMap {
            if case .cells(let grid) = $0 { grid } else { nil }
        }
        return (scene.panels[0], Array(cells.dropFirst()))
    }

    @Test("An end is pointed if values lie beyond it, in the colour of the end")
    func tips() throws {
        let plain = try bar([-1, 0, 0.5, 1])
        #expect(plain.tips.isEmpty && plain.panel.colorBarBox?.height == plain.panel.plotArea.height)
        let above = try bar([-1, 0, 0.5, 3])
        #expect(above.tips.map(\.values) == [[1]])
        let box = try #require(above.panel.colorBarBox)
        #expect(
            box.maxY == above.panel.plotArea.maxY
                && box.minY == above.panel.plotArea.minY + ColorBarGuide.tipHeight)
        // The tip fills the rest, upwards.
        #expect(
            above.tips[0].rows[0].start == box.minY
                && abs(above.tips[0].rows[0].end - above.panel.plotArea.minY) < 1e-9)
        #expect(try bar([-7, 0, .nan, 3]).tips.map(\.values) == [[-1], [1]])
        #expect(
            try bar([0, 0, 0, 0], including: [-2]).tips.map(\.values) == [[-1]], "values of other panels")
    }
}
