/// Multiplies all lengths, and then moves everything.
struct SceneMap {
    var factor = 1.0
    var offset = Point(x: 0, y: 0)
}

extension Scene {
    /// The same picture with all lengths multiplied by a factor.
    func magnified(by factor: Double) -> Scene {
        if factor == 1 { return self }
        let map = SceneMap(factor: factor)
        var scene = Scene(
            width: .points(width.points * factor), height: .points(height.points * factor),
            shapes: shapes.map { $0.mapped(by: map) })
        scene.panels = panels.map { $0.mapped(by: map) }
        return scene
    }
}

extension Shape {
    func mapped(by map: SceneMap) -> Shape {
        switch self {
        case .rectangles(let rects, let ink): .rectangles(rects.map { $0.mapped(by: map) }, ink)
        case .rules(let lines, let width, let ink):
            .rules(lines.map { $0.mapped(by: map) }, width: width * map.factor, ink)
        case .stroke(let path, let stroke): .stroke(path.mapped(by: map), stroke.scaled(by: map.factor))
        case .polyline(let path, let stroke): .polyline(path.mapped(by: map), stroke.scaled(by: map.factor))
        case .areas(let areas, let ink): .areas(areas.map { $0.mapped(by: map) }, ink)
        case .discs(let centers, let radius, let ink):
            .discs(centers.mapped(by: map), radius: radius * map.factor, ink)
        case .cells(let grid): .cells(grid.mapped(by: map))
        case .text(let text): .text(text.mapped(by: map))
        case .group(let role, let clip, let shapes):
            .group(role, clip: clip?.mapped(by: map), shapes.map { $0.mapped(by: map) })
        }
    }
}

extension Path {
    /// The path with all coordinates multiplied by `factor`.
    public func scaled(by factor: Double) -> Path { mapped(by: SceneMap(factor: factor)) }

    fileprivate func mapped(by map: SceneMap) -> Path {
        Path(contours.map { Contour($0.points.mapped(by: map), closed: $0.closed) })
    }
}

extension Area {
    /// The area with all coordinates multiplied by `factor`.
    public func scaled(by factor: Double) -> Area { mapped(by: SceneMap(factor: factor)) }

    fileprivate func mapped(by map: SceneMap) -> Area {
        Area(lower: lower.mapped(by: map), upper: upper.mapped(by: map))
    }
}

extension [Point] {
    fileprivate func mapped(by map: SceneMap) -> [Point] { self.map { $0.mapped(by: map) } }
}

extension Point {
    fileprivate func mapped(by map: SceneMap) -> Point {
        Point(x: x * map.factor + map.offset.x, y: y * map.factor + map.offset.y)
    }
}

extension Rect {
    fileprivate func mapped(by map: SceneMap) -> Rect {
        var rect = scaled(by: map.factor)
        (rect.x, rect.y) = (rect.x + map.offset.x, rect.y + map.offset.y)
        return rect
    }
}

extension Segment {
    fileprivate func mapped(by map: SceneMap) -> Segment {
        let (start, end) = (start.mapped(by: map), end.mapped(by: map))
        return Segment(start.x, start.y, end.x, end.y)
    }
}

extension Stroke {
    fileprivate func scaled(by factor: Double) -> Stroke {
        Stroke(ink, width: width * factor, dash: dash.map { $0 * factor }, hasRoundEnds: hasRoundEnds)
    }
}

extension CellGrid {
    fileprivate func mapped(by map: SceneMap) -> CellGrid {
        func mapped(_ sides: [Side], _ offset: Double) -> [Side] {
            sides.map { Side(start: $0.start * map.factor + offset, end: $0.end * map.factor + offset) }
        }
        var grid = self
        (grid.rows, grid.columns) = (mapped(rows, map.offset.y), mapped(columns, map.offset.x))
        return grid
    }
}

extension PlacedText {
    fileprivate func mapped(by map: SceneMap) -> PlacedText {
        PlacedText(
            block: block.scaled(by: map.factor), origin: origin.mapped(by: map), upwards: upwards, ink: ink,
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
            offset: offset.mapped(by: SceneMap(factor: factor)))
    }
}

extension PanelPlace {
    /// The places of the data; the axes keep their labels' sizes.
    func mapped(by map: SceneMap) -> PanelPlace {
        PanelPlace(
            plot: PlotArea(
                rect: plot.rect.mapped(by: map), x: plot.x, y: plot.y, colors: plot.colors,
                overhang: plot.overhang * map.factor),
            x: x, y: y, legendBox: legendBox?.mapped(by: map), colorBarBox: colorBarBox?.mapped(by: map),
            texts: texts.map { $0.mapped(by: map) })
    }
}
