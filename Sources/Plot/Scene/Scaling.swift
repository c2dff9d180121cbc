extension Scene {
    /// The same picture with all lengths multiplied by a factor.
    func magnified(by factor: Double) -> Scene {
        if factor == 1 { return self }
        var scene = Scene(
            width: .points(width.points * factor), height: .points(height.points * factor),
            shapes: shapes.map { $0.scaled(by: factor) })
        scene.panels = panels.map { $0.scaled(by: factor) }
        return scene
    }
}

extension Shape {
    fileprivate func scaled(by factor: Double) -> Shape {
        switch self {
        case .rectangles(let rects, let ink): .rectangles(rects.map { $0.scaled(by: factor) }, ink)
        case .rules(let lines, let width, let ink):
            .rules(lines.map { $0.scaled(by: factor) }, width: width * factor, ink)
        case .stroke(let path, let stroke): .stroke(path.scaled(by: factor), stroke.scaled(by: factor))
        case .polyline(let path, let stroke): .polyline(path.scaled(by: factor), stroke.scaled(by: factor))
        case .areas(let areas, let ink): .areas(areas.map { $0.scaled(by: factor) }, ink)
        case .discs(let centers, let radius, let ink):
            .discs(centers.scaled(by: factor), radius: radius * factor, ink)
        case .cells(let grid): .cells(grid.scaled(by: factor))
        case .text(let text): .text(text.scaled(by: factor))
        case .group(let role, let clip, let shapes):
            .group(role, clip: clip?.scaled(by: factor), shapes.map { $0.scaled(by: factor) })
        }
    }
}

extension Path {
    /// The path with all coordinates multiplied by `factor`.
    public func scaled(by factor: Double) -> Path {
        Path(contours.map { Contour($0.points.scaled(by: factor), closed: $0.closed) })
    }
}

extension Area {
    /// The area with all coordinates multiplied by `factor`.
    public func scaled(by factor: Double) -> Area {
        Area(lower: lower.scaled(by: factor), upper: upper.scaled(by: factor))
    }
}

extension [Point] {
    /// The points with both coordinates multiplied by `factor`.
    public func scaled(by factor: Double) -> [Point] { map { $0.scaled(by: factor) } }
}

extension Point {
    fileprivate func scaled(by factor: Double) -> Point { Point(x: x * factor, y: y * factor) }
}

extension Segment {
    fileprivate func scaled(by factor: Double) -> Segment {
        Segment(start.x * factor, start.y * factor, end.x * factor, end.y * factor)
    }
}

extension Stroke {
    fileprivate func scaled(by factor: Double) -> Stroke {
        Stroke(ink, width: width * factor, dash: dash.map { $0 * factor }, hasRoundEnds: hasRoundEnds)
    }
}

extension CellGrid {
    fileprivate func scaled(by factor: Double) -> CellGrid {
        func scaled(_ sides: [Side]) -> [Side] {
            sides.map { Side(start: $0.start * factor, end: $0.end * factor) }
        }
        var grid = self
        (grid.rows, grid.columns) = (scaled(rows), scaled(columns))
        return grid
    }
}

extension PlacedText {
    fileprivate func scaled(by factor: Double) -> PlacedText {
        PlacedText(
            block: block.scaled(by: factor), origin: origin.scaled(by: factor), upwards: upwards, ink: ink,
            role: role)
    }
}

extension TextBlock {
    fileprivate func scaled(by factor: Double) -> TextBlock {
        TextBlock(
            text: text, runs: runs.map { $0.scaled(by: factor) }, width: width * factor,
            ascent: ascent * factor, descent: descent * factor)
    }
}

extension GlyphRun {
    fileprivate func scaled(by factor: Double) -> GlyphRun {
        GlyphRun(
            text: text, font: font, size: size * factor,
            glyphs: glyphs.map { Glyph(index: $0.index, advance: $0.advance * factor) },
            offset: offset.scaled(by: factor))
    }
}

extension PanelPlace {
    /// The places of the data; the axes keep their labels' sizes.
    fileprivate func scaled(by factor: Double) -> PanelPlace {
        PanelPlace(
            plot: PlotArea(
                rect: plot.rect.scaled(by: factor), x: plot.x, y: plot.y, colors: plot.colors,
                overhang: plot.overhang * factor),
            x: x, y: y, legendBox: legendBox?.scaled(by: factor),
            colorBarBox: colorBarBox?.scaled(by: factor),
            texts: texts.map { $0.scaled(by: factor) })
    }
}
