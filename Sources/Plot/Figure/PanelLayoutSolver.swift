/// Decides on the scales of a panel and finds places for everything around its plot.
struct PanelLayoutSolver {
    let panel: Panel
    let letter: String?
    let typography: Typography

    private let x: Extent
    private let y: Extent
    private let color: Extent
    private let legend: LegendSolver
    /// True from the first round on in which no corner is free, or direct labels have no room, so that the rounds of the layout converge.
    private var legendIsAbove: Bool

    init(panel: Panel, letter: String?, typography: Typography) {
        self.panel = panel
        self.letter = letter
        self.typography = typography
        x = Extent(of: panel.marks, \.x)
        y = Extent(of: panel.marks, \.y)
        color = Extent(of: panel.marks, \.color)
        legend = LegendSolver(marks: panel.legend == .none ? [] : panel.marks, typography: typography)
        legendIsAbove = panel.legend == .above
    }

    // MARK: Scales

    private func axis(
        _ axis: Axis, _ extent: Extent, length: Double, isVertical: Bool, padding: Double,
        labelDistance: Double? = nil, _ typesetter: Typesetter
    ) throws -> ResolvedAxis {
        try AxisFitting(
            axis: axis, extent: extent, length: length, isVertical: isVertical,
            padding: color.range == nil ? padding : 0, fontSize: typography.tickSize,
            labelDistance: labelDistance, typesetter: typesetter
        ).resolved()
    }

    /// The height that a plot of this width has where the figure leaves it open.
    func naturalHeight(width: Double) -> Double {
        if case .height(let height) = panel.aspect { height.points } else { width * naturalRatio }
    }

    private var naturalRatio: Double {
        switch panel.aspect {
        case .free, .height: 0.62
        case .ratio(let ratio): ratio.isFinite && ratio > 0 ? min(ratio, 50) : 0.62
        case .equal: min(50, max(0.01, equalRatio))
        }
    }

    private var equalRatio: Double {
        func span(_ axis: Axis, _ extent: Extent) -> Double {
            var seen = extent
            seen.add(axis.including)
            guard let range = axis.domain ?? seen.range else { return 1 }
            return range.upperBound > range.lowerBound ? range.upperBound - range.lowerBound : 1
        }
        return span(panel.y, y) / span(panel.x, x)
    }

    /// The largest plot of the right aspect that fits a room, at the room's top and horizontally centred.
    private func fitted(_ room: Rect) -> Rect {
        switch panel.aspect {
        case .free, .height: return room
        case .ratio, .equal: break
        }
        let ratio = naturalRatio
        let width = min(room.width, room.height / ratio)
        let height = width * ratio
        return Rect(
            x: room.minX + (room.width - width) / 2, y: room.minY, width: width, height: height)
    }

    // MARK: Room around the plot

    /// The room that the panel needs around a plot of about this size.
    mutating func measure(width: Double, height: Double, _ typesetter: Typesetter) throws -> Insets {
        // The plot lies at the origin here, so whatever extends beyond it is the room that the panel needs.
        let room = Rect(x: 0, y: 0, width: width, height: height)
        let layout = try layout(in: room, left: nil, typesetter)
        let rect = layout.plot.rect
        let boxes = layout.texts.map(\.box) + [layout.bar?.rect, layout.legend?.box].compactMap { $0 }
        let tops = boxes.map(\.minY) + layout.strips.map(\.top)
        return Insets(
            left: boxes.reduce(layout.y.reach) { max($0, rect.minX - $1.minX) },
            right: boxes.reduce(typography.axisWidth) { max($0, $1.maxX - rect.maxX) },
            top: tops.reduce(typography.axisWidth) { max($0, rect.minY - $1) },
            bottom: boxes.reduce(layout.x.reach) { max($0, $1.maxY - rect.maxY) })
    }

    // MARK: Places

    /// The panel with its plot in `room`.
    ///
    /// - Parameter left: where the panel letter stands; nil for the left end of the panel.
    /// - Throws: `PlotError.font`.
    mutating func layout(in room: Rect, left: Double?, _ typesetter: Typesetter) throws -> PanelLayout {
        let rect = fitted(room)
        let roomAtSides = panel.marks.contains(where: \.wantsRoomAtSides)
        var x = try axis(
            panel.x, x, length: rect.width, isVertical: false, padding: roomAtSides ? 0.03 : 0,
            typesetter)
        var y = try axis(
            panel.y, y, length: rect.height, isVertical: true, padding: 0.04, typesetter)
        // A square matrix has the same labels on both sides.
        if let columns = panel.x.scale as? BandScale, let rows = panel.y.scale as? BandScale,
            columns.bands == rows.bands, !x.ticks.isEmpty, !y.ticks.isEmpty
        {
            let labels = [x, y].map { $0.ticks.count { $0.label != nil } }
            let fewer = labels[0] < labels[1] ? x.ticks : y.ticks
            (x.ticks, y.ticks) = (fewer, fewer)
        }
        let plot = PlotArea(
            rect: rect, x: x.projection, y: y.projection, colors: panel.color.resolved(for: color),
            overhang: panel.frame == .none ? .infinity : typography.axisWidth / 2)
        func guide(_ wanted: Axis, _ axis: ResolvedAxis, isVertical: Bool) -> AxisGuide {
            AxisGuide(wanted: wanted, axis: axis, isVertical: isVertical, plot: plot, typography: typography)
        }
        var layout = PanelLayout(
            panel: panel, plot: plot, x: guide(panel.x, x, isVertical: false),
            y: guide(panel.y, y, isVertical: true), typography: typography)
        layout.texts += try layout.x.texts(typesetter) + layout.y.texts(typesetter)
        let marks = try panel.marks.flatMap { try $0.texts(plot, typesetter) }
        layout.texts += marks

        // From the plot upwards: strips, factor of the y axis, legend, title.
        var top = rect.minY - typography.axisWidth
        for strip in panel.strips {
            let guide = StripGuide(strip: strip, plot: plot, typography: typography, bottom: top - 3)
            let texts = try guide.texts(typesetter)
            layout.strips.append(guide)
            layout.texts += texts
            top = texts.reduce(guide.top) { min($0, $1.box.minY) }
        }
        // Half of the highest tick label extends above the plot.
        let highest = layout.texts.filter { $0.role == .tickLabel }.map(\.box.minY).min() ?? top
        top = min(top, highest - 1)
        if panel.y.isVisible, let factor = y.factor {
            layout.texts.append(
                PlacedText(
                    block: factor, origin: Point(x: rect.minX, y: top - 2.5 - factor.descent),
                    role: .axisFactor))
            top -= 2.5 + factor.height
        }
        try placeLegend(in: &layout, texts: marks.map(\.box), top: &top, typesetter)
        if let colorBar = panel.colorBar {
            let domain = plot.colors.domain
            var values = color
            values.add(colorBar.including)
            let isPointed = (
                below: (values.range?.lowerBound ?? 0) < domain.lowerBound,
                above: (values.range?.upperBound ?? 0) > domain.upperBound
            )
            let tips = [isPointed.below, isPointed.above].count { $0 }
            let axis = try axis(
                .linear(domain: domain), Extent([]),
                length: max(1, rect.height - Double(tips) * ColorBarGuide.tipHeight), isVertical: true,
                padding: 0,
                labelDistance: 4.6, typesetter)
            let bar = ColorBarGuide(
                title: colorBar.title, axis: axis, plot: plot, typography: typography, isPointed: isPointed)
            layout.bar = bar
            layout.texts += try bar.texts(typesetter)
        }
        try placeTitle(in: &layout, left: left, top: top, typesetter)
        return layout
    }

    /// The base line of a panel letter in a panel without title: the line of the legend or of the strip's
    /// labels, or, if other text is in the way, above that text.
    private func letterLine(in layout: PanelLayout, until right: Double, top: Double) -> Double {
        let height = Typography.capHeight * typography.letterSize
        let neighbours = layout.texts.filter { $0.role == .legend || $0.role == .strip }
        let line = neighbours.map(\.origin.y).min() ?? top + height
        let obstacles = layout.texts.filter { text in
            // The y axis' title may still be moved to the left, to align it with others.
            let isInTheWay =
                text.box.minX < right + 4 || text.upwards && text.box.maxX < layout.plot.rect.minX
            return isInTheWay && text.box.minY < line + 2
        }
        return min(line, (obstacles.map(\.box.minY).min() ?? .infinity) - 2)
    }

    private mutating func placeLegend(
        in layout: inout PanelLayout, texts: [Rect], top: inout Double, _ typesetter: Typesetter
    ) throws {
        guard !legend.keys.isEmpty else { return }
        let rect = layout.plot.rect
        // A name in the colour of its line needs no key, and the other way round.
        let place = panel.legend == .direct && !typography.hasColoredNames ? .automatic : panel.legend
        switch place {
        case .automatic where !legendIsAbove:
            let obstacles = panel.marks.flatMap { $0.obstacles(layout.plot) }
            layout.legend = try legend.freeCorner(in: rect, obstacles: obstacles, texts: texts, typesetter)
            legendIsAbove = layout.legend == nil
        case .topLeft, .topRight, .bottomLeft, .bottomRight:
            layout.legend = try legend.corner(place, in: rect, typesetter)
        case .direct where !legendIsAbove:
            let obstacles = panel.marks.flatMap { $0.obstacles(layout.plot) }
            if let labels = try legend.direct(
                in: layout.plot, obstacles: obstacles, texts: texts, typesetter)
            {
                layout.texts += labels
                return
            }
            legendIsAbove = true
        default:
            break
        }
        if layout.legend == nil {
            let above = try legend.above(rect, bottom: top - 1.5, typesetter)
            layout.legend = above
            top = above.box.minY
        }
        layout.texts += layout.legend?.entries.map(\.text) ?? []
    }

    private func placeTitle(
        in layout: inout PanelLayout, left: Double?, top: Double, _ typesetter: Typesetter
    ) throws {
        let base = top - 3.5 - Typography.depth * typography.titleSize * 0.7
        var start = layout.plot.rect.minX
        let isTitled = panel.title?.isEmpty == false
        if let letter {
            let block = try typesetter.set(
                RichText(runs: [.init(letter, face: .bold)]), size: typography.letterSize)
            let x = left ?? min(layout.plot.rect.minX, layout.texts.map(\.box.minX).min() ?? 0)
            let line = isTitled ? base : letterLine(in: layout, until: x + block.width, top: top)
            layout.texts.append(
                PlacedText(block: block, origin: Point(x: x, y: line), role: .panelLetter))
            start = max(start, x + block.width + 4)
        }
        guard let title = panel.title, isTitled else { return }
        let size = typography.titleSize
        let lines = try typesetter.lines(title, size: size, width: layout.plot.rect.maxX - start)
        var texts = lines.enumerated().map { line, block in
            let y = base - Double(lines.count - 1 - line) * Typography.lineHeight * size
            return PlacedText(block: block, origin: Point(x: start, y: y), role: .panelTitle)
        }
        // A long title may extend over the colour bar, whose highest label is a little above the plot.
        let last = texts[texts.count - 1]
        if let highest = layout.texts.map(\.box).filter(last.box.overlaps).map(\.minY).min() {
            let distance = highest - 1 - last.block.descent - last.origin.y
            for line in texts.indices { texts[line].origin.y += distance }
        }
        // The letter stands beside the first line.
        for index in layout.texts.indices where layout.texts[index].role == .panelLetter {
            layout.texts[index].origin.y = texts[0].origin.y
        }
        layout.texts += texts
    }
}
