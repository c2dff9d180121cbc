import Foundation
import TestSupport
import Testing

@testable import Plot

extension Shape {
    /// This shape, or the shapes of the group and of all groups within it.
    var leaves: [Shape] {
        if case .group(_, _, let shapes) = self { shapes.flatMap(\.leaves) } else { [self] }
    }

    /// The groups of a role in this shape.
    func groups(_ wanted: Role) -> [(clip: Rect?, shapes: [Shape])] {
        guard case .group(let role, let clip, let shapes) = self else { return [] }
        return (role == wanted ? [(clip, shapes)] : []) + shapes.flatMap { $0.groups(wanted) }
    }
}

extension Scene {
    func groups(_ role: Shape.Role) -> [(clip: Rect?, shapes: [Shape])] { shapes.flatMap { $0.groups(role) } }
}

/// The scenes of figures: which shapes, and where.
@Suite struct SceneTests {
    private static let ink = Ink.fixed(Color(0x112233))
    private static let square = Axis.linear(domain: 0...10)

    private func scene(_ marks: [Mark], x: Axis = square, y: Axis = square) throws -> Scene {
        let panel = Panel(x: x, y: y, marks: marks)
        return try Figure(width: .millimetres(80), height: .millimetres(60), panels: [panel]).scene()
    }

    /// The places of some data in a scene's only panel.
    private func places(_ data: [(Double, Double)], in scene: Scene) throws -> [Point] {
        let panel = try #require(scene.panels.first)
        return data.map { panel.point(x: $0.0, y: $0.1) }
    }

    private func isNear(_ points: [Point], _ others: [Point]) -> Bool {
        points.count == others.count
            && zip(points, others).allSatisfy { abs($0.x - $1.x) < 1e-9 && abs($0.y - $1.y) < 1e-9 }
    }

    /// The open runs of the only mark, which must be a curve.
    private func curve(_ scene: Scene) throws -> [[Point]] {
        let shapes = try #require(scene.groups(.mark).first).shapes
        guard shapes.count == 1, case .polyline(let path, let stroke)? = shapes.first else {
            Issue.record("not one curve: \(shapes.count) shapes")
            return []
        }
        #expect(stroke.ink == Self.ink)
        return path.contours.map(\.points)
    }

    @Test func aLineGoesThroughItsPoints() throws {
        let scene = try scene([.line(x: [1, 5, 9], y: [2, 8, 3], ink: Self.ink, width: 2)])
        let runs = try curve(scene)
        #expect(runs.count == 1)
        #expect(isNear(runs.flatMap { $0 }, try places([(1, 2), (5, 8), (9, 3)], in: scene)))
        // A line along the border may extend beyond it by half of the axis line's width.
        let clip = try #require(scene.groups(.mark).first?.clip)
        #expect(clip == scene.panels[0].plotArea.grown(by: Typography.print.axisWidth / 2))
    }

    @Test func valuesWithoutAPlaceLeaveGaps() throws {
        let line = Mark.line(x: [0, 2, 4, 6, 8, 10], y: [5, 5, .nan, 5, 5, .infinity], ink: Self.ink)
        #expect(try curve(scene([line])).map(\.count) == [2, 2])
        let log = try scene(
            [.line(x: [0, 1, 2, 3, 4], y: [1, 1, 0, 1, -1], ink: Self.ink)], x: .linear(domain: 0...4),
            y: .log(domain: 0.01...10))
        #expect(try curve(log).map(\.count) == [2, 1])
        #expect(try scene([.line(y: [.nan], ink: Self.ink)]).groups(.mark).isEmpty)
    }

    @Test func listsOfDifferentLengthAreCutToTheShorter() throws {
        #expect(
            try curve(scene([.line(x: [0, 1, 2, 3, 4], y: [1, 1, 1], ink: Self.ink)])).map(\.count) == [3])
    }

    @Test func aBandIsTheAreaBetweenItsBorders() throws {
        let scene = try scene([.band(x: [0, 5, 10], lower: [2, .nan, 2], upper: [4, 8, 4], ink: Self.ink)])
        guard case .areas(let areas, Self.ink)? = scene.groups(.mark).first?.shapes.first else {
            Issue.record("no area")
            return
        }
        #expect(areas.count == 2, "NaN leaves a gap")
        #expect(isNear(areas[1].lower + areas[1].upper, try places([(10, 2), (10, 4)], in: scene)))
        #expect(areas[1].outline.points == areas[1].upper + areas[1].lower && areas[1].outline.closed)
    }

    @Test func barsStandOnZero() throws {
        let scene = try scene([
            .bars(
                Histogram([1, 1, 1] + [Double](repeating: 5, count: 7), edges: [0, 2, 4, 6]), ink: Self.ink,
                outline: .ink)
        ])
        let shapes = scene.groups(.mark).flatMap(\.shapes)
        guard case .rectangles(let bars, Self.ink)? = shapes.first,
            case .stroke(let outline, _)? = shapes.last
        else {
            Issue.record("no bars")
            return
        }
        let corners = bars.flatMap { [Point(x: $0.minX, y: $0.minY), Point(x: $0.maxX, y: $0.maxY)] }
        #expect(isNear(corners, try places([(0, 3), (2, 0), (4, 7), (6, 0)], in: scene)))
        #expect(outline.contours.map(\.points.count) == [8])
    }

    @Test func dotsLieOverTheAxes() throws {
        let scene = try scene([
            .dots(
                x: [2, 8, 5], y: [5, .nan, 6], low: [3, .nan, 6], high: [8, .nan, 6], ink: Self.ink, radius: 4
            )
        ])
        let group = try #require(scene.groups(.mark).first)
        guard case .stroke(let bars, _)? = group.shapes.first,
            case .discs(let centers, radius: 4, Self.ink)? = group.shapes.last
        else {
            Issue.record("no dots")
            return
        }
        #expect(isNear(centers, try places([(2, 5), (5, 6)], in: scene)), "NaN leaves a dot out")
        #expect(bars.contours.count == 6, "a bar and two caps for each dot")
        guard case .group(_, _, let panel)? = scene.shapes.first else { return }
        let roles = panel.compactMap { if case .group(let role, _, _) = $0 { role } else { nil } }
        #expect(roles == [.axes, .mark])
    }

    @Test func rulesCrossThePlot() throws {
        let scene = try scene([.rule(y: 4, ink: Self.ink), .rule(x: 7, ink: Self.ink, dash: [3, 2])])
        let shapes = scene.groups(.mark).flatMap(\.shapes)
        let plot = scene.panels[0].plotArea
        let (y, x) = (scene.panels[0].point(x: 0, y: 4).y, scene.panels[0].point(x: 7, y: 0).x)
        #expect(shapes.first == .rules([Segment(plot.minX, y, plot.maxX, y)], width: 0.6, Self.ink))
        let line = Path(line: [Point(x: x, y: plot.minY), Point(x: x, y: plot.maxY)])
        #expect(shapes.last == .stroke(line, Stroke(Self.ink, width: 0.6, dash: [3, 2])))
    }

    @Test func cellsHaveValuesAndPlaces() throws {
        let bands = Bands(count: 2, gaps: [1: 0.5])
        let panel = Panel(
            x: .bands(bands), y: .bands(bands, reversed: true), color: .diverging(limit: 1),
            colorBar: ColorBar(),
            marks: [.cells([1, 2, .nan, 4], rows: bands, columns: bands)])
        let scene = try Figure(width: .singleColumn, panels: [panel]).scene()
        guard case .cells(let grid)? = scene.groups(.mark).first?.shapes.first else {
            Issue.record("no cells")
            return
        }
        let plot = scene.panels[0].plotArea
        #expect(grid.values.count == 4 && grid.colors.domain == -1...1)
        #expect(abs(grid.rows[0].start - plot.minY) < 1e-9, "row 0 is on top")
        #expect(abs(grid.columns[1].end - plot.maxX) < 1e-9)
        #expect(abs(grid.columns[1].start - grid.columns[0].end - plot.width / 2.5 / 2) < 1e-9, "the gap")
        #expect(scene == scene, "NaN or not")
        guard case .cells(let bar)? = scene.groups(.colorBar).first?.shapes.first else {
            Issue.record("no colour bar")
            return
        }
        #expect(bar.values.count == ColorMap.shades && bar.values.first == -1 && bar.values.last == 1)
    }

    @Test(arguments: [Mark.CellMarker.cross, .dot, .frame]) func cellMarkers(style: Mark.CellMarker) throws {
        let bands = Bands(count: 4)
        let mark = Mark.cellMarkers(
            [(row: 1, column: 2), (row: 0, column: 0)], rows: bands, columns: bands, style: style,
            ink: Self.ink)
        let shape = try scene([mark]).groups(.mark).first?.shapes.first
        switch (style, shape) {
        case (.cross, .stroke(let path, _)?): #expect(path.contours.count == 4)
        case (.frame, .stroke(let path, _)?): #expect(path.contours.map(\.closed) == [true, true])
        case (.dot, .discs(let centers, _, _)?): #expect(centers.count == 2)
        default: Issue.record("\(String(describing: shape))")
        }
    }

    private static let anchors: [TextAnchor] = [
        .center, .left, .right, .top, .bottom, .topLeft, .topRight, .bottomLeft, .bottomRight,
    ]

    @Test(arguments: anchors) func textsAreAnchored(anchor: TextAnchor) throws {
        let scene = try scene([.text("HHH", x: 5, y: 5, anchor: anchor, ink: Self.ink, size: 20)])
        let text = try #require(scene.texts.first { $0.role == .annotation })
        let place = scene.panels[0].point(x: 5, y: 5)
        #expect(abs(text.box.minX + anchor.horizontal * text.box.width - place.x) < 0.5)
        #expect(abs(text.box.minY + anchor.vertical * text.box.height - place.y) < 1)
        #expect(text.runs.map(\.text) == ["HHH"] && text.runs[0].glyphs.count == 3)
        #expect(Set(text.runs[0].glyphs.map(\.index)).count == 1)
    }

    @Test func axesAreLinesAndTicks() throws {
        let panel = Panel(
            x: .linear(
                domain: 0...1, ticks: .at([.init(0, "0"), .init(0.5, nil), .init(1, "1")]), grid: true),
            y: .linear(domain: 0...1, ticks: .none), marks: [])
        let scene = try Figure(width: .singleColumn, panels: [panel]).scene()
        guard case .rules(let lines, _, .ink)? = scene.groups(.axes).first?.shapes.first,
            case .rules(let grid, _, .grid)? = scene.groups(.grid).first?.shapes.first
        else {
            Issue.record("no axes")
            return
        }
        #expect(lines.count == 2 + 3)
        #expect(grid.count == 2, "at the labelled ticks")
        let lengths = lines.filter { $0.start.x == $0.end.x }.map { $0.end.y - $0.start.y }
        #expect(lengths.filter { abs($0 - Typography.print.minorTickLength) < 1e-9 }.count == 1)
    }

    @Test func aSceneHasAGroupForEachPanel() throws {
        let panel = Panel(
            title: "Title", marks: [.line(y: [1, 2], label: "a"), .dots(x: [1], y: [1], label: "b")],
            strips: [Strip([.init(0...1, label: "part")])], legend: .above)
        let figure = Figure(
            width: .doubleColumn, title: "Both", panels: [panel, panel], columns: 2, letters: true)
        let scene = try figure.scene()
        #expect(scene.shapes.count == 3, "the title and two panels")
        for index in 0..<2 {
            let shapes = try #require(scene.groups(.panel(index)).first).shapes.flatMap(\.leaves)
            #expect(shapes.filter { if case .polyline = $0 { true } else { false } }.count == 1)
            #expect(
                shapes.filter { if case .discs = $0 { true } else { false } }.count == 2, "data and legend")
            #expect(shapes.filter { if case .rectangles = $0 { true } else { false } }.count == 1)
            #expect(shapes.flatMap(\.texts) == scene.panels[index].texts)
        }
        #expect(scene.texts.filter { $0.role == .legend }.map(\.text) == ["a", "b", "a", "b"])
        #expect(try figure.scene() == scene)
        var other = figure
        other.panels[1].marks[0] = .line(y: [1, 2.5], label: "a")
        #expect(try other.scene() != scene)
    }

    @Test func aConstantSeriesLiesInTheMiddle() throws {
        for value in [-7.5, 0, 3, 1e12] {
            let scene = try scene(
                [.line(y: [value, value, value], ink: Self.ink)], x: .linear(), y: .linear())
            let domain = scene.panels[0].yDomain
            #expect(domain.contains(value) && domain.upperBound > domain.lowerBound)
            let plot = scene.panels[0].plotArea
            for point in try curve(scene).flatMap({ $0 }) {
                #expect(point.y > plot.minY && point.y <= plot.maxY)
            }
        }
    }

    @Test func quantitiesThatAreNeverNegativeDoNotSeemToBe() throws {
        let scene = try scene([.line(y: [0.001, 4, 3])], x: .linear(), y: .linear())
        #expect(scene.panels[0].yDomain.lowerBound == 0)
    }

    @Test func aWrongNumberOfValuesIsAnError() {
        #expect(throws: PlotError.invalidData("a matrix of 2 × 2 cells was given 3 values")) {
            try scene([.cells([1, 2, 3], rows: Bands(count: 2), columns: Bands(count: 2))])
        }
    }
}
