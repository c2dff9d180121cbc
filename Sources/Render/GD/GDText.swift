import CGD

/// Draws text with FreeType through libgd.
///
/// libgd keeps opened fonts in one cache of the process, behind a lock that it takes for the whole of each
/// call; only the making of the cache is not guarded, so that is done here once. Text may therefore be drawn
/// on several threads.
enum GDText {
    private static let isReady: Bool = gdFontCacheSetup() == 0

    /// Draws a text whose base line starts at a pixel; `angle` in radians, counter-clockwise.
    ///
    /// - Parameter image: nil draws nothing.
    /// - Returns: the corners of the text's box in pixels, counter-clockwise from its start.
    @discardableResult
    static func draw(
        _ text: String, on image: gdImagePtr?, path: String, size: Double, angle: Double, x: Int32, y: Int32,
        color: Int32, resolution: Int32
    ) throws -> [Int32] {
        guard isReady else { throw RenderError.text(text, message: "libgd could not set its font cache up") }
        var corners = [Int32](repeating: 0, count: 8)
        var extra = gdFTStringExtra()
        extra.flags = gdFTEX_RESOLUTION | gdFTEX_FONTPATHNAME
        extra.hdpi = resolution
        extra.vdpi = resolution
        // libgd reads HTML entities in the text; one for the ampersand keeps every other from being seen.
        let escaped = text.contains("&") ? text.replacing("&", with: "&amp;") : text
        let message = gdImageStringFTEx(image, &corners, color, path, size, angle, x, y, escaped, &extra)
        if let message { throw RenderError.text(text, message: String(cString: message)) }
        return corners
    }
}
