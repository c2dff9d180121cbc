import Foundation
import Plot

/// Draws scenes as PNG pictures with libgd and FreeType.
///
/// Several threads may draw at once.
public struct GDRenderer: Renderer {
    public static let fileExtension = "png"

    /// Pixels per inch of the scene's size. The file says so, rounded to a whole number.
    public var dotsPerInch: Double

    public init(dotsPerInch: Double) {
        self.dotsPerInch = dotsPerInch
    }

    /// The scene as a PNG picture with its resolution, its colour space and `words` written into it.
    ///
    /// - Throws: ``RenderError``; `.invalidSize` for a resolution that is not positive and finite.
    public func render(_ scene: Scene, theme: Theme, words: PictureWords) throws -> Data {
        PNGWords.adding(words, to: try canvas(of: scene, theme: theme).png())
    }

    /// The scene as pixels.
    func canvas(of scene: Scene, theme: Theme) throws -> Canvas {
        let canvas = try Canvas(
            width: scene.width, height: scene.height, dotsPerInch: dotsPerInch, background: theme.background)
        let painter = GDPainter(canvas: canvas, theme: theme)
        for shape in scene.shapes { try painter.paint(shape, clip: nil) }
        return canvas
    }
}

/// Paints shapes on a canvas.
private struct GDPainter {
    let canvas: Canvas
    let theme: Theme

    private var scale: Double { canvas.scale }

    func paint(_ shape: Shape, clip: Rect?) throws {
        switch shape {
        case .rectangles(let rects, let ink):
            for rect in rects { canvas.fill(rect, color: ink.color(in: theme), clip: clip) }
        case .rules(let lines, let width, let ink):
            for line in lines {
                canvas.rule(
                    from: line.start, to: line.end, width: width, color: ink.color(in: theme), clip: clip)
            }
        case .stroke(let path, let stroke):
            try canvas.stroke(
                pixelPath: path.scaled(by: scale), stroke, color: stroke.ink.color(in: theme), clip: clip)
        case .polyline(let path, let stroke):
            try paint(curve: path.scaled(by: scale), stroke, clip: clip)
        case .areas(let areas, let ink):
            let path = Path(areas.map { $0.scaled(by: scale).envelope })
            try canvas.fill(pixelPath: path, color: ink.color(in: theme), clip: clip)
        case .discs(let centers, let radius, let ink):
            let color = ink.color(in: theme)
            let discs = centers.map { Path.Contour(circle: canvas.pixel($0), radius: radius * scale) }
            // Opaque discs look the same if they are painted at once.
            for group in color.opacity < 1 ? discs.map({ [$0] }) : [discs] {
                try canvas.fill(pixelPath: Path(group), color: color, clip: clip)
            }
        case .cells(let grid):
            paint(grid, clip: clip)
        case .text(let text):
            try canvas.draw(text, color: text.ink.color(in: theme))
        case .group(_, let inner, let shapes):
            let both = inner.map { inner in clip.map(inner.intersection) ?? inner } ?? clip
            for shape in shapes { try paint(shape, clip: both) }
        }
    }

    private func paint(_ grid: CellGrid, clip: Rect?) {
        let palette = CellPalette(colors: grid.colors, theme: theme)
        guard grid.isAveraged else {
            for (index, value) in grid.values.enumerated() {
                let row = grid.rows[index / grid.columns.count]
                let column = grid.columns[index % grid.columns.count]
                let cell = Rect(
                    from: Point(x: column.start, y: row.start), to: Point(x: column.end, y: row.end))
                canvas.fill(cell, color: Color(UInt32(palette.pixel(value))), clip: clip)
            }
            return
        }
        let area = canvas.pixelBox(clip)
        CellPainter(
            values: grid.values, columnCount: grid.columns.count,
            rows: CellCover(grid.rows, scale: scale, pixels: area.top..<max(area.top, area.bottom)),
            columns: CellCover(grid.columns, scale: scale, pixels: area.left..<max(area.left, area.right)),
            palette: palette
        ).paint(on: canvas)
    }

    /// Draws curves with few points as strokes, and denser ones as their envelopes.
    private func paint(curve: Path, _ stroke: Stroke, clip: Rect?) throws {
        let visible = (clip ?? canvas.area).scaled(by: scale)
        var (lines, areas) = (Path(), Path())
        for contour in curve.contours {
            if stroke.dash.isEmpty, !contour.closed,
                let envelope = CurveEnvelope(contour.points, clip: visible)
            {
                areas.contours.append(envelope.outline(radius: max(0.5, stroke.width * scale / 2)))
            } else {
                lines.contours.append(contour)
            }
        }
        let color = stroke.ink.color(in: theme)
        try canvas.fill(pixelPath: areas, color: color, clip: clip)
        try canvas.stroke(pixelPath: lines, stroke, color: color, clip: clip)
    }
}

extension Path.Contour {
    /// A circle in pixels, as a polygon that is nowhere farther from it than 1/20 pixel.
    init(circle center: Point, radius: Double) {
        let count = max(8, Int((2.2 * (max(radius, 1) / 0.05).squareRoot()).rounded(.up)))
        self.init(
            (0..<count).map { index in
                let angle = 2 * Double.pi * Double(index) / Double(count)
                return Point(x: center.x + radius * cos(angle), y: center.y + radius * sin(angle))
            }, closed: true)
    }
}
