import CGD

/// Measures and draws text with FreeType through libgd.
///
/// libgd keeps opened fonts in one cache of the process, behind a lock that it takes for the whole of each
/// call; only the making of the cache is not guarded, so that is done here once. Text may therefore be drawn
/// on several threads.
enum GDText {
    private static let isReady: Bool = gdFontCacheSetup() == 0

    /// What `measure` finds, in points, relative to the start of the text on the base line, y downwards.
    struct Extent: Hashable, Sendable {
        /// Where the next character would start.
        var advance: Double
        /// Left end of the ink; may be a little negative.
        var left: Double
        /// Top of the ink, negative above the base line.
        var top: Double
        /// Bottom of the ink, positive below the base line.
        var bottom: Double
    }

    /// The size of a text in points. It does not depend on the resolution: libgd lays text out at a fixed
    /// one.
    static func measure(_ text: String, path: String, size: Double) throws(PlotError) -> Extent {
        // libgd reports whole pixels; at 64 pixels a point that is fine enough.
        let grain = 64.0
        var corners = [Int32](repeating: 0, count: 8)
        try call(nil, &corners, 0, text, path, size, 0, (0, 0), resolution: Int32(72 * grain))
        return Extent(
            advance: Double(corners[2]) / grain, left: Double(corners[0]) / grain,
            top: Double(corners[5]) / grain, bottom: Double(corners[1]) / grain)
    }

    /// Draws a text whose base line starts at a pixel; `angle` in radians, counter-clockwise.
    static func draw(
        _ text: String, on image: gdImagePtr, path: String, size: Double, angle: Double, x: Int32, y: Int32,
        color: Int32, resolution: Int32
    ) throws(PlotError) {
        var corners = [Int32](repeating: 0, count: 8)
        try call(image, &corners, color, text, path, size, angle, (x, y), resolution: resolution)
    }

    private static func call(
        _ image: gdImagePtr?, _ corners: inout [Int32], _ color: Int32, _ text: String, _ path: String,
        _ size: Double, _ angle: Double, _ origin: (x: Int32, y: Int32), resolution: Int32
    ) throws(PlotError) {
        guard isReady else { throw .text(text, message: "libgd could not set its font cache up") }
        var extra = gdFTStringExtra()
        extra.flags = gdFTEX_RESOLUTION | gdFTEX_FONTPATHNAME
        extra.hdpi = resolution
        extra.vdpi = resolution
        // libgd reads HTML entities in the text; one for the ampersand keeps every other from being seen.
        let escaped = text.contains("&") ? text.replacing("&", with: "&amp;") : text
        let message = gdImageStringFTEx(
            image, &corners, color, path, size, angle, origin.x, origin.y, escaped, &extra)
        if let message { throw .text(text, message: String(cString: message)) }
    }
}
