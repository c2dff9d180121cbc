/// Draws all of a panel but its texts.
struct PanelPainter {
    let panel: PanelLayout
    let canvas: Canvas
    let theme: Theme

    private var rect: Rect { panel.plot.rect }
    private var typography: Typography { panel.typography }

    func paint() throws(PlotError) {
        grid()
        let pen = Pen(
            canvas: canvas, plot: panel.plot, theme: theme, colors: panel.colors,
            overhang: panel.panel.frame == .none ? .infinity : typography.axisWidth / 2)
        for mark in panel.panel.marks where !mark.body.liesOverAxes { try mark.body.draw(with: pen) }
        axes()
        for mark in panel.panel.marks where mark.body.liesOverAxes { try mark.body.draw(with: pen) }
        if let bar = panel.bar { paint(bar) }
        for strip in panel.strips { paint(strip) }
        if let legend = panel.legend {
            for entry in legend.entries { try paint(entry) }
        }
    }

    private func grid() {
        if panel.panel.x.grid {
            for tick in panel.x.ticks where !tick.isMinor {
                let x = panel.plot.x(tick.value)
                canvas.rule(
                    from: Point(x: x, y: rect.minY), to: Point(x: x, y: rect.maxY), width: 0.5,
                    color: theme.grid)
            }
        }
        if panel.panel.y.grid {
            for tick in panel.y.ticks where !tick.isMinor {
                let y = panel.plot.y(tick.value)
                canvas.rule(
                    from: Point(x: rect.minX, y: y), to: Point(x: rect.maxX, y: y), width: 0.5,
                    color: theme.grid)
            }
        }
    }

    private func axes() {
        let half = typography.axisWidth / 2
        switch panel.panel.frame {
        case .box:
            frame(rect)
        case .open:
            if panel.panel.x.isVisible { line(rect.minX - half, rect.maxY, rect.maxX + half, rect.maxY) }
            if panel.panel.y.isVisible { line(rect.minX, rect.minY - half, rect.minX, rect.maxY + half) }
        case .none:
            break
        }
        if panel.panel.x.isVisible {
            for tick in panel.x.ticks {
                let x = panel.plot.x(tick.value)
                line(x, rect.maxY, x, rect.maxY + length(tick))
            }
        }
        if panel.panel.y.isVisible {
            for tick in panel.y.ticks {
                let y = panel.plot.y(tick.value)
                line(rect.minX - length(tick), y, rect.minX, y)
            }
        }
    }

    private func line(_ x0: Double, _ y0: Double, _ x1: Double, _ y1: Double) {
        canvas.rule(
            from: Point(x: x0, y: y0), to: Point(x: x1, y: y1), width: typography.axisWidth, color: theme.ink)
    }

    private func frame(_ rect: Rect) {
        // Lines meet in the corners: each is longer by half its width at both ends.
        let half = typography.axisWidth / 2
        for y in [rect.minY, rect.maxY] { line(rect.minX - half, y, rect.maxX + half, y) }
        for x in [rect.minX, rect.maxX] { line(x, rect.minY - half, x, rect.maxY + half) }
    }

    private func length(_ tick: ResolvedAxis.Tick) -> Double {
        tick.isMinor ? typography.minorTickLength : typography.tickLength
    }

    private func paint(_ bar: ColorBarLayout) {
        let shades = panel.colors.map.table(count: ColorMap.shades, theme: theme)
        // A shade is that of the values nearest to its own, so those of the ends have half the others' height.
        let height = bar.rect.height / Double(shades.count - 1)
        for (index, shade) in shades.enumerated() {
            let top = bar.rect.maxY - (Double(index) + 0.5) * height
            let (start, end) = (max(bar.rect.minY, top), min(bar.rect.maxY, top + height))
            canvas.fill(
                Rect(x: bar.rect.minX, y: start, width: bar.rect.width, height: end - start), color: shade)
        }
        // Where its colours are those of the page, the bar would have no sides.
        frame(bar.rect)
        for tick in bar.axis.ticks where !tick.isMinor {
            let y = bar.rect.maxY - bar.axis.projection.unit(tick.value) * bar.rect.height
            canvas.rule(
                from: Point(x: bar.rect.maxX, y: y),
                to: Point(x: bar.rect.maxX + typography.minorTickLength + 0.5, y: y),
                width: typography.axisWidth, color: theme.ink)
        }
    }

    private func paint(_ strip: StripLayout) {
        for span in strip.strip.spans {
            let start = max(rect.minX, panel.plot.x(span.range.lowerBound))
            let end = min(rect.maxX, panel.plot.x(span.range.upperBound))
            guard start.isFinite, end.isFinite, end > start else { continue }
            let color = span.ink.color(in: theme)
            // A hair's breadth keeps neighbours apart.
            let (left, right) = (start + 0.5, end - 0.5)
            switch strip.strip.style {
            case .bar:
                canvas.fill(
                    Rect(
                        x: left, y: strip.top, width: max(0.1, right - left), height: strip.bottom - strip.top
                    ),
                    color: color)
            case .bracket:
                let width = typography.axisWidth
                canvas.rule(
                    from: Point(x: left, y: strip.top), to: Point(x: right, y: strip.top), width: width,
                    color: color)
                for x in [left, right] {
                    canvas.rule(
                        from: Point(x: x, y: strip.top), to: Point(x: x, y: strip.bottom), width: width,
                        color: color)
                }
            }
        }
    }

    private func paint(_ entry: LegendLayout.Entry) throws(PlotError) {
        let swatch = entry.swatch
        for symbol in entry.symbols {
            switch symbol {
            case .line(let ink, let width, let dash):
                let line = [Point(x: swatch.minX, y: swatch.midY), Point(x: swatch.maxX, y: swatch.midY)]
                let color = ink.color(in: theme)
                if dash.isEmpty {
                    canvas.rule(
                        from: line[0], to: line[1], width: max(width, 0.9), color: color)
                } else {
                    try canvas.stroke(
                        pixelPath: Path(line: line.map(canvas.pixel)), width: width, color: color, dash: dash)
                }
            case .area(let ink):
                canvas.fill(swatch, color: ink.color(in: theme))
            case .frame(let ink, let width):
                // Inside the swatch, so that it is no larger than the area it goes round.
                try canvas.stroke(
                    pixelPath: Path(rect: swatch.grown(by: -width / 2).scaled(by: canvas.scale)),
                    width: width, color: ink.color(in: theme))
            case .dot(let ink, let radius, let isHollow):
                try DotsMark.discs(
                    at: [canvas.pixel(Point(x: swatch.midX, y: swatch.midY))], radius: radius,
                    isHollow: isHollow, color: ink.color(in: theme), background: theme.background, on: canvas)
            }
        }
    }
}
