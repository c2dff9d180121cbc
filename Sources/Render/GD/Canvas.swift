import CGD
import Foundation
import Plot

/// A picture being drawn: owns a libgd image and knows its resolution.
///
/// Lengths are points from the top left corner unless said otherwise. The canvas is opaque. Used by one
/// thread.
final class Canvas {
    /// Pixels in a point.
    let scale: Double
    let width: Int
    let height: Int
    let dotsPerInch: Double
    let background: Color

    private let image: gdImagePtr
    private let rows: UnsafeMutablePointer<UnsafeMutablePointer<Int32>?>
    private let rasterizer: Rasterizer

    /// The longest side in pixels; FreeType counts pixels in 16 bits.
    static let sideLimit = 20_000
    /// The most pixels, 480 MB.
    static let areaLimit = 120_000_000

    /// libgd tells its errors by results too, and would print them.
    private static let silence: Void = gdSetErrorMethod(nil)

    /// A canvas filled with one colour.
    ///
    /// - Throws: `RenderError.invalidSize`, `.tooLarge`, `.outOfMemory` or `.rasterizer`.
    init(width: Length, height: Length, dotsPerInch: Double, background: Color) throws {
        scale = dotsPerInch / 72
        self.dotsPerInch = dotsPerInch
        self.background = background
        let (x, y) = ((width.points * scale).rounded(), (height.points * scale).rounded())
        guard dotsPerInch > 0, x.isFinite, y.isFinite, x >= 1, y >= 1 else {
            throw RenderError.invalidSize(
                "\(width.millimetres) × \(height.millimetres) mm at \(dotsPerInch) dots per inch")
        }
        guard max(x, y) <= Double(Canvas.sideLimit), x * y <= Double(Canvas.areaLimit) else {
            throw RenderError.tooLarge(width: x, height: y)
        }
        self.width = Int(x)
        self.height = Int(y)
        Self.silence
        rasterizer = try Rasterizer()
        guard let image = gdImageCreateTrueColor(Int32(x), Int32(y)), let rows = image.pointee.tpixels else {
            throw RenderError.outOfMemory(width: Int(x), height: Int(y))
        }
        self.image = image
        self.rows = rows
        // libgd stores whole dots per inch.
        let resolution = UInt32(max(1, dotsPerInch.rounded()))
        gdImageSetResolution(image, resolution, resolution)
        rows[0]?.update(repeating: Int32(background.hex), count: self.width)
        // Copying a row is several times as fast as filling it.
        for row in 1..<self.height {
            if let first = rows[0] { rows[row]?.update(from: first, count: self.width) }
        }
    }

    deinit {
        gdImageDestroy(image)
    }

    /// The whole canvas in pixels.
    private var bounds: Rasterizer.PixelBox {
        Rasterizer.PixelBox(left: 0, top: 0, right: width, bottom: height)
    }

    /// The whole canvas in points.
    var area: Rect { Rect(x: 0, y: 0, width: Double(width) / scale, height: Double(height) / scale) }

    /// The pixels that show inside a clip.
    func pixelBox(_ clip: Rect?) -> Rasterizer.PixelBox {
        guard let clip else { return bounds }
        return bounds.intersection(rounded(clip))
    }

    /// The pixels of a rectangle, with its sides on the nearest borders between pixels.
    private func rounded(_ rect: Rect) -> Rasterizer.PixelBox {
        let scaled = rect.scaled(by: scale)
        return Rasterizer.PixelBox(
            left: whole(scaled.minX.rounded()), top: whole(scaled.minY.rounded()),
            right: whole(scaled.maxX.rounded()), bottom: whole(scaled.maxY.rounded()))
    }

    /// A pixel number from any number. NaN is 0, and numbers far outside the canvas are clamped to ones that
    /// are still outside, so the conversion cannot trap.
    private func whole(_ value: Double) -> Int {
        value.isNaN ? 0 : Int(min(1e6, max(-1e6, value)))
    }

    /// A point's place in pixels.
    func pixel(_ point: Point) -> Point { Point(x: point.x * scale, y: point.y * scale) }

    // MARK: Shapes

    private func receiver(_ color: Color) -> SpanReceiver {
        SpanReceiver(image: image, rows: rows, color: color, background: Int32(background.hex))
    }

    /// Fills a closed shape given in pixels.
    func fill(pixelPath path: Path, color: Color, clip: Rect?) throws {
        guard color.opacity > 0 else { return }
        var receiver = receiver(color)
        try rasterizer.fill(path, inside: pixelBox(clip), receiver: &receiver)
    }

    /// Strokes lines given in pixels; width and dashes of the stroke are in points.
    func stroke(pixelPath path: Path, _ stroke: Stroke, color: Color, clip: Rect?) throws {
        guard color.opacity > 0 else { return }
        let (area, width) = (pixelBox(clip), stroke.width * scale)
        var path = path
        if !stroke.dash.isEmpty {
            // Lines are clipped before they are dashed, because a line far outside the page would have
            // countless dashes.
            path = path.clipped(to: area.grown(by: width + 4)).dashed(stroke.dash.map { $0 * scale })
        }
        var receiver = receiver(color)
        try rasterizer.stroke(
            path, width: width, butt: !stroke.dash.isEmpty || !stroke.hasRoundEnds, inside: area,
            receiver: &receiver)
    }

    /// Fills a rectangle with its sides on the nearest borders between pixels; never thinner than a pixel.
    func fill(_ rect: Rect, color: Color, clip: Rect?) {
        guard [rect.x, rect.y, rect.width, rect.height].allSatisfy(\.isFinite) else { return }
        var box = rounded(rect)
        box.right = max(box.right, box.left + 1)
        box.bottom = max(box.bottom, box.top + 1)
        fill(box, color: color, clip: clip)
    }

    /// Draws a horizontal or vertical line with sharp sides; its width is rounded to whole pixels, at least
    /// one.
    func rule(from start: Point, to end: Point, width: Double, color: Color, clip: Rect?) {
        let thickness = max(1, whole((width * scale).rounded()))
        func pixels(_ a: Double, _ b: Double, across: Bool) -> Range<Int> {
            let first = whole((across ? a - Double(thickness) / 2 : min(a, b)).rounded())
            return first..<(across ? first + thickness : max(first + 1, whole(max(a, b).rounded())))
        }
        let (a, b) = (pixel(start), pixel(end))
        let columns = pixels(a.x, b.x, across: start.y != end.y)
        let rows = pixels(a.y, b.y, across: start.y == end.y)
        fill(
            Rasterizer.PixelBox(
                left: columns.lowerBound, top: rows.lowerBound, right: columns.upperBound,
                bottom: rows.upperBound), color: color, clip: clip)
    }

    private func fill(_ rect: Rasterizer.PixelBox, color: Color, clip: Rect?) {
        let area = pixelBox(clip).intersection(rect)
        guard !area.isEmpty, color.opacity > 0 else { return }
        if color.opacity >= 1 {
            for row in area.top..<area.bottom {
                rows[row]?.advanced(by: area.left).update(repeating: Int32(color.hex), count: area.width)
            }
        } else {
            gdImageFilledRectangle(
                image, Int32(area.left), Int32(area.top), Int32(area.right - 1), Int32(area.bottom - 1),
                color.packed)
        }
    }

    /// Sets consecutive pixels of a row; all must lie on the canvas.
    func set(row: Int, from column: Int, to pixels: ArraySlice<Int32>) {
        pixels.withUnsafeBufferPointer { pixels in
            guard let source = pixels.baseAddress else { return }
            rows[row]?.advanced(by: column).update(from: source, count: pixels.count)
        }
    }

    // MARK: Text

    /// Draws a text at its place.
    func draw(_ text: PlacedText, color: Color) throws {
        // libgd takes whole dots per inch; the font size compensates for the rounding.
        let resolution = max(1, dotsPerInch.rounded())
        for run in text.runs {
            let start = pixel(text.start(of: run))
            try GDText.draw(
                run.text, on: image, path: run.font.path, size: run.size * dotsPerInch / resolution,
                angle: text.upwards ? .pi / 2 : 0, x: Int32(whole(start.x.rounded())),
                y: Int32(whole(start.y.rounded())),
                color: color.packed, resolution: Int32(resolution))
        }
    }

    // MARK: Output

    /// The pixels of a row as 0xRRGGBB.
    func pixels(row: Int) -> UnsafeBufferPointer<Int32> {
        UnsafeBufferPointer(start: rows[row], count: width)
    }

    /// The picture as PNG, with its resolution in a pHYs chunk.
    func png() throws -> Data {
        try PNGEncoder.encode(image, rows: rows, width: width, height: height)
    }
}

extension Color {
    /// The colour in libgd's format, with 128 steps of opacity.
    var packed: Int32 { Int32(((1 - opacity) * 127).rounded()) << 24 | Int32(hex) }
}
