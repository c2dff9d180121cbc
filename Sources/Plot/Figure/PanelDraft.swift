/// A panel on its way to a layout.
struct PanelDraft {
    let panel: Panel
    let letter: String?
    let typography: Typography

    private let data: DataExtents
    private let legend: LegendBuilder
    /// Set once no corner is free, and kept, so that the rounds of the layout settle.
    private var legendIsAbove: Bool

    private static let labelGap = 2.2
    private static let titleGap = 3.2
    private static let barGap = 5.0
    private static let barWidth = 5.5
    /// Titles of a colour bar up to this many font sizes wide are not turned.
    private static let uprightTitle = 1.6

    init(panel: Panel, letter: String?, typography: Typography) {
        self.panel = panel
        self.letter = letter
        self.typography = typography
        var data = DataExtents()
        for mark in panel.marks { mark.body.measure(&data) }
        self.data = data
        legend = LegendBuilder(marks: panel.legend == .none ? [] : panel.marks, typography: typography)
        legendIsAbove = panel.legend == .above
    }

    private var tick: Double { typography.tickSize }

    // MARK: Scales

    private struct Scales {
        let x: ResolvedAxis
        let y: ResolvedAxis
        let colors: ResolvedColorScale
        let bar: ResolvedAxis?
    }

    private func scales(
        width: Double, height: Double, _ typesetter: inout Typesetter
    ) throws(PlotError) -> Scales {
        let roomAtSides = panel.marks.contains { $0.body.wantsRoomAtSides }
        let isMatrix = data.color.range != nil
        let x = try AxisResolver(
            axis: panel.x, extent: data.x, length: width, isVertical: false,
            defaultPadding: isMatrix ? 0 : roomAtSides ? 0.03 : 0, fontSize: tick
        ).resolve(&typesetter)
        let y = try AxisResolver(
            axis: panel.y, extent: data.y, length: height, isVertical: true,
            defaultPadding: isMatrix ? 0 : 0.04, fontSize: tick
        ).resolve(&typesetter)
        let colors = panel.color.resolved(for: data.color)
        var bar: ResolvedAxis?
        if panel.colorBar != nil {
            bar = try AxisResolver(
                axis: .linear(domain: colors.domain), extent: Extent(), length: height, isVertical: true,
                defaultPadding: 0, fontSize: tick, labelDistance: 4.6
            ).resolve(&typesetter)
        }
        return Scales(x: x, y: y, colors: colors, bar: bar)
    }

    /// The height of the plot as a multiple of its width, when nothing else demands one.
    var naturalRatio: Double {
        switch panel.aspect {
        case .free: 0.62
        case .ratio(let ratio): ratio.isFinite && ratio > 0 ? min(ratio, 50) : 0.62
        case .equal: min(50, max(0.01, equalRatio))
        }
    }

    private var equalRatio: Double {
        let (x, y) = (span(panel.x, data.x), span(panel.y, data.y))
        return x > 0 ? y / x : 1
    }

    private func span(_ axis: Axis, _ extent: Extent) -> Double {
        if case .bands(let bands) = axis.kind { return bands.domain.upperBound - bands.domain.lowerBound }
        var seen = extent
        seen.add(axis.including)
        guard let range = axis.domain ?? seen.range else { return 1 }
        return range.upperBound > range.lowerBound ? range.upperBound - range.lowerBound : 1
    }

    /// The largest plot of the right aspect inside a room, at its top and in the middle of its width.
    private func fitted(_ room: Rect) -> Rect {
        guard panel.aspect != .free else { return room }
        let ratio = naturalRatio
        let width = min(room.width, room.height / ratio)
        let height = width * ratio
        return Rect(
            x: room.minX + (room.width - width) / 2, y: room.minY, width: width, height: height)
    }

    // MARK: Room around the plot

    /// The room that the panel needs around a plot of about this size.
    mutating func measure(
        width: Double, height: Double, _ typesetter: inout Typesetter
    ) throws(PlotError) -> Insets {
        // Laid out at the origin, everything beyond the plot is the room it needs.
        let rect = fitted(Rect(x: 0, y: 0, width: width, height: height))
        let layout = try layout(plot: rect, left: nil, &typesetter)
        var insets = Insets()
        let tickLength = typography.tickLength
        insets.left = panel.y.isVisible && !layout.y.ticks.isEmpty ? tickLength : typography.axisWidth
        insets.bottom = panel.x.isVisible && !layout.x.ticks.isEmpty ? tickLength : typography.axisWidth
        insets.right = typography.axisWidth
        insets.top = typography.axisWidth
        func include(_ box: Rect) {
            insets.left = max(insets.left, rect.minX - box.minX)
            insets.right = max(insets.right, box.maxX - rect.maxX)
            insets.top = max(insets.top, rect.minY - box.minY)
            insets.bottom = max(insets.bottom, box.maxY - rect.maxY)
        }
        for text in layout.texts { include(text.box) }
        if let bar = layout.bar { include(bar.rect) }
        for strip in layout.strips { insets.top = max(insets.top, rect.minY - strip.top) }
        if let box = layout.legend?.box { include(box) }
        return insets
    }

    // MARK: Places

    /// The panel with its plot in `room`; `left` is where the panel letter stands.
    mutating func layout(
        in room: Rect, left: Double, _ typesetter: inout Typesetter
    ) throws(PlotError) -> PanelLayout {
        try layout(plot: fitted(room), left: left, &typesetter)
    }

    private mutating func layout(
        plot rect: Rect, left: Double?, _ typesetter: inout Typesetter
    ) throws(PlotError) -> PanelLayout {
        let scales = try scales(width: rect.width, height: rect.height, &typesetter)
        let plot = PlotArea(rect: rect, x: scales.x.projection, y: scales.y.projection)
        var layout = PanelLayout(
            panel: panel, plot: plot, x: scales.x, y: scales.y, colors: scales.colors, typography: typography)
        if panel.x.isVisible { layout.texts += try horizontalAxis(scales.x, plot, &typesetter) }
        if panel.y.isVisible { layout.texts += try verticalAxis(scales.y, plot, &typesetter) }
        var marks: [PlacedText] = []
        for mark in panel.marks { marks += try mark.body.texts(in: plot, &typesetter) }
        layout.texts += marks

        // From the plot upwards: strips, factor of the y axis, legend, title.
        var top = rect.minY - typography.axisWidth
        try placeStrips(in: &layout, top: &top, &typesetter)
        // Half of the highest tick label stands above the plot.
        let highest = layout.texts.filter { $0.role == .tickLabel }.map(\.box.minY).min() ?? top
        top = min(top, highest - 1)
        if panel.y.isVisible, let factor = scales.y.factor {
            layout.texts.append(
                PlacedText(
                    block: factor, origin: Point(x: rect.minX, y: top - 2.5 - factor.descent),
                    role: .axisFactor))
            top -= 2.5 + factor.height
        }
        try placeLegend(in: &layout, texts: marks.map(\.box), top: &top, &typesetter)
        if let bar = scales.bar { try place(bar, in: &layout, &typesetter) }
        try placeTitle(in: &layout, left: left, top: top, &typesetter)
        return layout
    }

    private func horizontalAxis(
        _ axis: ResolvedAxis, _ plot: PlotArea, _ typesetter: inout Typesetter
    ) throws(PlotError) -> [PlacedText] {
        var texts: [PlacedText] = []
        let length = axis.ticks.isEmpty ? 0 : typography.tickLength
        let base = plot.rect.maxY + length + PanelDraft.labelGap + Typography.capHeight * tick
        var bottom = plot.rect.maxY + length
        for tick in axis.ticks {
            guard let label = tick.label else { continue }
            texts.append(
                PlacedText(
                    block: label, origin: Point(x: plot.x(tick.value) - label.width / 2, y: base),
                    role: .tickLabel))
            bottom = max(bottom, base + max(label.descent, 0.1 * self.tick))
        }
        guard var title = panel.x.title, !title.isEmpty else {
            if let factor = axis.factor {
                texts.append(
                    PlacedText(
                        block: factor,
                        origin: Point(
                            x: plot.rect.maxX - factor.width, y: bottom + PanelDraft.labelGap + factor.ascent),
                        role: .axisFactor))
            }
            return texts
        }
        // The common factor stands with the title, if there is one: beside the axis there may be no room.
        if let factor = axis.factor {
            title = title + RichText(runs: [.init(" (")] + factor.text.runs + [.init(")")])
        }
        let size = typography.axisTitleSize
        let block = try typesetter.set(title, size: size)
        texts.append(
            PlacedText(
                block: block,
                origin: Point(
                    x: plot.rect.midX - block.width / 2,
                    y: bottom + PanelDraft.titleGap + max(block.ascent, Typography.capHeight * size)),
                role: .axisTitle))
        return texts
    }

    private func verticalAxis(
        _ axis: ResolvedAxis, _ plot: PlotArea, _ typesetter: inout Typesetter
    ) throws(PlotError) -> [PlacedText] {
        var texts: [PlacedText] = []
        let length = axis.ticks.isEmpty ? 0 : typography.tickLength
        let right = plot.rect.minX - length - PanelDraft.labelGap
        for tick in axis.ticks {
            guard let label = tick.label else { continue }
            texts.append(
                PlacedText(
                    block: label,
                    origin: Point(
                        x: right - label.width,
                        y: plot.y(tick.value) + 0.5 * Typography.capHeight * self.tick),
                    role: .tickLabel))
        }
        if let title = panel.y.title, !title.isEmpty {
            let block = try typesetter.set(title, size: typography.axisTitleSize)
            let edge = axis.widestLabel > 0 ? right - axis.widestLabel : plot.rect.minX - length
            texts.append(
                PlacedText(
                    block: block,
                    origin: Point(
                        x: edge - PanelDraft.titleGap
                            - max(block.descent, Typography.depth * typography.axisTitleSize),
                        y: plot.rect.midY + block.width / 2),
                    upwards: true, role: .axisTitle))
        }
        return texts
    }

    private func place(
        _ axis: ResolvedAxis, in layout: inout PanelLayout, _ typesetter: inout Typesetter
    ) throws(PlotError) {
        let rect = layout.plot.rect
        let bar = Rect(
            x: rect.maxX + PanelDraft.barGap, y: rect.minY, width: PanelDraft.barWidth, height: rect.height)
        layout.bar = ColorBarLayout(rect: bar, axis: axis)
        let left = bar.maxX + typography.minorTickLength + 0.5 + PanelDraft.labelGap
        for tick in axis.ticks {
            guard let label = tick.label else { continue }
            let y = bar.maxY - axis.projection.unit(tick.value) * bar.height
            layout.texts.append(
                PlacedText(
                    block: label, origin: Point(x: left, y: y + 0.5 * Typography.capHeight * self.tick),
                    role: .tickLabel))
        }
        if let factor = axis.factor {
            layout.texts.append(
                PlacedText(
                    block: factor, origin: Point(x: bar.minX, y: bar.minY - 4 - factor.descent),
                    role: .axisFactor))
        }
        if let title = panel.colorBar?.title, !title.isEmpty {
            let block = try typesetter.set(title, size: typography.axisTitleSize)
            // A single symbol stands upright, as a reader knows it; words run along the bar.
            if block.width <= PanelDraft.uprightTitle * typography.axisTitleSize {
                layout.texts.append(
                    PlacedText(
                        block: block,
                        origin: Point(
                            x: left + axis.widestLabel + PanelDraft.titleGap,
                            y: rect.midY + 0.5 * (block.ascent - block.descent)),
                        role: .axisTitle))
                return
            }
            layout.texts.append(
                PlacedText(
                    block: block,
                    origin: Point(
                        x: left + axis.widestLabel + PanelDraft.titleGap
                            + max(block.ascent, Typography.capHeight * typography.axisTitleSize),
                        y: rect.midY + block.width / 2),
                    upwards: true, role: .axisTitle))
        }
    }

    private func placeStrips(
        in layout: inout PanelLayout, top: inout Double, _ typesetter: inout Typesetter
    ) throws(PlotError) {
        for strip in panel.strips {
            let bottom = top - 3
            let height = strip.style == .bar ? 3.0 : 2.0
            layout.strips.append(StripLayout(strip: strip, top: bottom - height, bottom: bottom))
            top = bottom - height
            var highest = top
            var taken = -Double.infinity
            for span in strip.spans {
                guard let label = span.label, !label.isEmpty else { continue }
                let block = try typesetter.set(label, size: tick)
                let (start, end) = (
                    layout.plot.x(span.range.lowerBound), layout.plot.x(span.range.upperBound)
                )
                let x = (start + end - block.width) / 2
                // A label without room between its neighbours is left out rather than written over them.
                guard x.isFinite, x > taken + 2 else { continue }
                taken = x + block.width
                let text = PlacedText(
                    block: block, origin: Point(x: x, y: top - 2 - Typography.depth * tick * 0.6),
                    role: .strip)
                layout.texts.append(text)
                highest = min(highest, text.box.minY)
            }
            top = highest
        }
    }

    /// The base line of a letter that stands left of what is highest in the panel, on one line with it if that is a
    /// legend or a strip's labels; or above any text that reaches so far to the left.
    private func letterLine(in layout: PanelLayout, until right: Double, top: Double) -> Double {
        let height = Typography.capHeight * typography.letterSize
        let neighbours = layout.texts.filter { $0.role == .legend || $0.role == .strip }
        let line = neighbours.map(\.origin.y).min() ?? top + height
        let obstacles = layout.texts.filter { text in
            // The y axis' title may yet be moved to the left, in line with others.
            let isInTheWay =
                text.box.minX < right + 4 || text.upwards && text.box.maxX < layout.plot.rect.minX
            return isInTheWay && text.box.minY < line + 2
        }
        return min(line, (obstacles.map(\.box.minY).min() ?? .infinity) - 2)
    }

    private mutating func placeLegend(
        in layout: inout PanelLayout, texts: [Rect], top: inout Double, _ typesetter: inout Typesetter
    ) throws(PlotError) {
        guard !legend.keys.isEmpty else { return }
        let rect = layout.plot.rect
        switch panel.legend {
        case .automatic where !legendIsAbove:
            let landmarks = panel.marks.flatMap { $0.body.landmarks(in: layout.plot) }
            layout.legend = try legend.freeCorner(
                in: layout.plot, landmarks: landmarks, texts: texts, &typesetter)
            legendIsAbove = layout.legend == nil
        case .topLeft, .topRight, .bottomLeft, .bottomRight:
            layout.legend = try legend.corner(panel.legend, in: rect, &typesetter)
        default:
            break
        }
        if layout.legend == nil {
            let above = try legend.above(from: rect.minX, width: rect.width, bottom: top - 1.5, &typesetter)
            layout.legend = above
            top = above.box.minY
        }
        layout.texts += layout.legend?.entries.map(\.text) ?? []
    }

    private func placeTitle(
        in layout: inout PanelLayout, left: Double?, top: Double, _ typesetter: inout Typesetter
    ) throws(PlotError) {
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
        let block = try typesetter.set(title, size: typography.titleSize)
        var text = PlacedText(block: block, origin: Point(x: start, y: base), role: .panelTitle)
        // A long title may reach over the colour bar, whose highest label stands a little above the plot.
        let highest = layout.texts.map(\.box).filter(text.box.overlaps).map(\.minY).min()
        if let highest { text.origin.y = highest - 1 - block.descent }
        layout.texts.append(text)
    }
}
