import Testing

@testable import Plot

@Suite("Labels beside lines") struct DirectLabelTests {
    private func scene(_ ends: [Double], width: Length = .singleColumn, names: [String]) throws -> Scene {
        let marks = zip(ends, names).enumerated().flatMap { index, curve in
            let label = RichText(plain: curve.1)
            return [
                Mark.band(
                    lower: [0, curve.0 - 1], upper: [0, curve.0 + 1], ink: .series(index).faded(0.2),
                    label: label),
                .line(y: [0, curve.0], ink: .series(index), label: label),
                .dots(x: [0, 1], y: [0, curve.0], ink: .series(index), form: .series(index)),
            ]
        }
        let panel = Panel(x: .linear(title: "x"), y: .linear(title: "y"), marks: marks, legend: .direct)
        return try Figure(width: width, panels: [panel]).scene()
    }

    @Test("A label stands at the height of its line's end, in its colour, and none over another")
    func besides() throws {
        let scene = try scene([10, 9.9, 5, 9.8], names: ["trained", "Hopfield", "guessing", "untrained"])
        let labels = scene.texts.filter { $0.role == .directLabel }
        let place = scene.panels[0]
        #expect(labels.count == 4 && !scene.texts.contains { $0.role == .legend })
        let middle = try #require(labels.first { $0.text == "guessing" })
        #expect(middle.ink == .series(2))
        #expect(abs(middle.box.midY - place.point(x: 1, y: 5).y) < 1.2)
        for (index, label) in labels.enumerated() {
            #expect(label.box.minX > place.plotArea.maxX && label.box.maxX < scene.width.points)
            #expect(labels[..<index].allSatisfy { !$0.box.overlaps(label.box) })
        }
        // Upper ends have upper labels.
        #expect(labels.filter { $0.text != "guessing" }.map(\.text) == ["trained", "Hopfield", "untrained"])
    }

    @Test("A line that ends within the plot has its label there")
    func within() throws {
        let panel = Panel(
            marks: [
                .line(x: [0, 4], y: [0, 9], ink: .series(0), label: "short"),
                .line(x: [0, 10], y: [0, 2], ink: .series(1), label: "long"),
            ], legend: .direct)
        let scene = try Figure(width: .singleColumn, panels: [panel]).scene()
        let short = try #require(scene.texts.first { $0.text == "short" })
        let end = scene.panels[0].point(x: 4, y: 9)
        #expect(short.box.minX > end.x && short.box.minX < end.x + 8 && abs(short.box.midY - end.y) < 2)
    }

    @Test("Without room, the labels are a legend above the plot")
    func narrow() throws {
        let names = ["the trained network", "a Hopfield network"]
        let scene = try scene([1, 2], width: .millimetres(40), names: names)
        #expect(scene.texts.filter { $0.role == .legend }.map(\.text) == names)
        #expect(!scene.texts.contains { $0.role == .directLabel })
    }

    @Test("Places are moved apart as little as possible")
    func spread() {
        func spread(_ wanted: [Double]) -> [Double] { LegendSolver.spread(wanted, apart: 2, in: 0...10) }
        #expect(spread([]) == [] && spread([4]) == [4] && spread([1, 5]) == [1, 5])
        #expect(spread([4, 4]) == [3, 5], "both by the same")
        #expect(spread([4, 4, 4]) == [2, 4, 6])
        #expect(spread([1, 5, 5, 9]) == [1, 4, 6, 9])
        #expect(spread([0, 0]) == [0, 2] && spread([10, 10]) == [8, 10], "within the limits")
    }

    @Test("Forms of markers have the area of a disc, and repeat")
    func forms() throws {
        for form in MarkerForm.allCases.dropFirst() {
            guard case .areas(let areas, _)? = form.shapes(at: [Point(x: 3, y: 4)], radius: 2, .ink).first
            else { throw PlotError.invalidData("no area") }
            let corners = areas[0].outline.points
            let twice = zip(corners, corners.dropFirst() + corners.prefix(1)).reduce(0) {
                $0 + $1.0.x * $1.1.y - $1.1.x * $1.0.y
            }
            #expect(abs(abs(twice / 2) / (.pi * 4) - 1) < 0.12, "\(form)")
            #expect(abs(corners.reduce(0) { $0 + $1.x / Double(corners.count) } - 3) < 0.01, "centred")
        }
        #expect(MarkerForm.series(1) == .square && MarkerForm.series(4) == .disc)
    }
}
