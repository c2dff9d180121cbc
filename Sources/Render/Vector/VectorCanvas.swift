import Plot

/// A picture of paths, images and texts being written to a file. All lengths are in points.
protocol VectorCanvas: AnyObject {
    /// The resolution of parts that consist of pixels.
    var dotsPerInch: Double { get }
    /// Whether shapes stay shapes however many they are, because the canvas consists of pixels itself.
    var keepsDenseShapes: Bool { get }
    /// Fills the polygons as one shape.
    func fill(_ path: Path, _ color: Color)
    /// Fills the discs as one shape.
    func fill(discs: [Point], radius: Double, _ color: Color)
    /// Draws the lines as one shape, with round corners.
    func stroke(_ path: Path, width: Double, dash: [Double], hasRoundEnds: Bool, _ color: Color)
    func draw(_ image: CellImage) throws
    func draw(_ layer: PixelLayer) throws
    func draw(_ text: PlacedText, _ color: Color) throws
    /// Clips all that follows until the end of the group.
    func beginGroup(_ role: Shape.Role, clip: Rect?)
    func endGroup()
}

extension VectorCanvas {
    /// Paints the page and all shapes of a scene.
    func paint(_ scene: Scene, theme: Theme) throws {
        let page = try scene.page
        fill(Path(rect: page), theme.background)
        for shape in scene.shapes { try paint(shape, theme, visible: page) }
    }

    /// Paints a shape, or a picture of pixels if it is so dense that a viewer would be slow.
    func paint(_ shape: Shape, _ theme: Theme, visible: Rect) throws {
        if !keepsDenseShapes, shape.isDense, visible.width > 0, visible.height > 0 {
            return try draw(PixelLayer(shape, theme, place: visible, dotsPerInch: dotsPerInch))
        }
        switch shape {
        case .rectangles(let rects, let ink):
            let color = ink.color(in: theme)
            // Viewers leave a seam between neighbours, such as bars, that are not one shape.
            let isRow = zip(rects, rects.dropFirst()).allSatisfy { $0.maxX <= $1.minX + 1e-6 }
            for group in isRow ? [rects] : color.paintedAtOnce(rects) {
                fill(Path(group.flatMap { Path(rect: $0).contours }), color)
            }
        case .rules(let lines, let width, let ink):
            let color = ink.color(in: theme)
            for group in color.paintedAtOnce(lines) {
                let path = Path(group.map { Path.Contour([$0.start, $0.end]) })
                stroke(path, width: width, dash: [], hasRoundEnds: false, color)
            }
        case .stroke(let path, let stroke):
            draw(path, stroke, theme, visible)
        case .polyline(let path, let stroke):
            draw(Path(path.contours.map(\.thinned)), stroke, theme, visible)
        case .areas(let areas, let ink):
            // The columns of the outline of a dense area are a pixel wide.
            let scale = 1 / Path.Contour.grain
            let outlines = areas.map { $0.scaled(by: scale).envelope }
            let path = Path(outlines).scaled(by: 1 / scale).clipped(to: visible.grown(by: 10))
            fill(path, ink.color(in: theme))
        case .discs(let centers, let radius, let ink):
            let color = ink.color(in: theme)
            let near = visible.grown(by: radius)
            for group in color.paintedAtOnce(centers.filter(near.contains)) {
                fill(discs: group, radius: radius, color)
            }
        case .cells(let grid):
            for image in grid.images(theme: theme) {
                // Viewers stretch an image to whole pixels, which would make the gaps between single cells uneven.
                if image.pixels.count == 1 {
                    fill(Path(rect: image.place), Color(UInt32(image.pixels[0])))
                } else {
                    try draw(image.enlarged(to: dotsPerInch))
                }
            }
        case .text(let text):
            try draw(text, text.ink.color(in: theme))
        case .group(let role, let clip, let shapes):
            beginGroup(role, clip: clip)
            for shape in shapes {
                try paint(shape, theme, visible: clip.map(visible.intersection) ?? visible)
            }
            endGroup()
        }
    }

    private func draw(_ path: Path, _ stroke: Stroke, _ theme: Theme, _ visible: Rect) {
        // Lines are clipped because a file's numbers have few digits, and dashes far outside cost time.
        self.stroke(
            path.clipped(to: visible.grown(by: stroke.width + 10)), width: stroke.width, dash: stroke.dash,
            hasRoundEnds: stroke.hasRoundEnds && stroke.dash.isEmpty, stroke.ink.color(in: theme))
    }
}

extension Shape {
    /// The most discs, or points of lines, that stay shapes in a vector figure: about 100 KB.
    private static let (mostDiscs, mostPoints) = (5000, 20_000)

    /// Whether the shape has more parts than a vector figure should. Curves through data do not, because they are thinned.
    var isDense: Bool {
        switch self {
        case .discs(let centers, _, _): centers.count > Self.mostDiscs
        case .rectangles(let rects, _): rects.count > Self.mostDiscs
        case .stroke(let path, _): path.contours.reduce(0) { $0 + $1.points.count } > Self.mostPoints
        default: false
        }
    }
}

extension Scene {
    /// The whole picture.
    ///
    /// - Throws: `RenderError.invalidSize`.
    var page: Rect {
        get throws {
            guard width.points.isFinite, height.points.isFinite, width.points > 0, height.points > 0 else {
                throw RenderError.invalidSize(
                    "\(width.millimetres) mm wide and \(height.millimetres) mm high")
            }
            return Rect(x: 0, y: 0, width: width.points, height: height.points)
        }
    }
}

extension Color {
    /// Shapes that are to be painted one after the other, in groups that may be painted as one shape.
    fileprivate func paintedAtOnce<Element>(_ shapes: [Element]) -> [[Element]] {
        opacity < 1 ? shapes.map { [$0] } : shapes.isEmpty ? [] : [shapes]
    }
}

extension Path.Contour {
    /// The width in points of the columns in which a dense curve is thinned, a seventh of the thinnest line.
    static let grain = 0.1

    /// The line with at most four points in each column, if it goes from left to right: the first, the lowest, the
    /// highest and the last one. They draw the same line as all points do, to within a column (U. Jugel et al., "M4: a
    /// visualization-oriented time series data aggregation", 2014).
    var thinned: Path.Contour {
        guard !closed, points.count > 64, let first = points.first, let last = points.last,
            Double(points.count) * Self.grain > 4 * (last.x - first.x),
            zip(points, points.dropFirst()).allSatisfy({ $0.x <= $1.x })
        else { return self }
        var result: [Point] = []
        var start = 0
        while start < points.count {
            let column = (points[start].x / Self.grain).rounded(.down)
            var (end, low, high) = (start, start, start)
            while end + 1 < points.count, (points[end + 1].x / Self.grain).rounded(.down) == column {
                end += 1
                if points[end].y < points[low].y { low = end }
                if points[end].y > points[high].y { high = end }
            }
            for place in Set([start, low, high, end]).sorted() { result.append(points[place]) }
            start = end + 1
        }
        return Path.Contour(result)
    }
}
