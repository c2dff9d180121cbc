/// A panel with everything in its place.
struct PanelLayout {
    let panel: Panel
    let plot: PlotArea
    let x: AxisGuide
    let y: AxisGuide
    let typography: Typography
    /// All texts, the legend's included.
    var texts: [PlacedText] = []
    var legend: Legend?
    var bar: ColorBarGuide?
    var strips: [StripGuide] = []

    /// The legend's box if it stands above the plot.
    var legendAbove: Rect? { legend.flatMap { $0.box.maxY <= plot.rect.minY ? $0.box : nil } }

    /// Moves a legend that stands above the plot.
    ///
    /// - Parameter top: where its box begins.
    mutating func raiseLegend(to top: Double) {
        guard let box = legendAbove else { return }
        let distance = top - box.minY
        legend?.move(by: distance)
        for index in texts.indices where texts[index].role == .legend { texts[index].origin.y += distance }
    }

    /// Everything in drawing order: grid, data, axes, data on the axes, guides, texts.
    ///
    /// - Throws: `PlotError.invalidData`.
    func shapes() throws -> [Shape] {
        func marks(overAxes: Bool) throws -> [Shape] {
            try panel.marks.filter { $0.liesOverAxes == overAxes }.flatMap { try $0.shapes(plot) }
        }
        func rules(_ role: Shape.Role, _ lines: [Segment], width: Double, _ ink: Ink) -> [Shape] {
            lines.isEmpty ? [] : [.group(role, clip: nil, [.rules(lines, width: width, ink)])]
        }
        let width = typography.axisWidth
        let frame = panel.frame == .box ? plot.rect.frame(width: width) : []
        let axes = [x, y].flatMap { $0.lines(hasLine: panel.frame == .open) }
        var shapes = rules(.grid, x.grid + y.grid, width: 0.5, .grid)
        shapes += try marks(overAxes: false)
        shapes += rules(.axes, frame + axes, width: width, .ink)
        shapes += try marks(overAxes: true)
        shapes += (bar?.shapes ?? []) + strips.flatMap(\.shapes) + (legend?.shapes ?? [])
        return shapes + texts.map(Shape.text)
    }

    var place: PanelPlace {
        PanelPlace(
            plot: plot, x: x.axis, y: y.axis, legendBox: legend?.box, colorBarBox: bar?.rect, texts: texts)
    }
}
