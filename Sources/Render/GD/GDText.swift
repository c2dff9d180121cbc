import CGD

/// Draws text with FreeType through libgd.
///
/// libgd keeps open fonts in one cache for the process and locks it during each call. Only the creation of
/// the cache is not locked, so it happens here, once. Several threads may therefore draw text.
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
        // libgd decodes HTML entities, so ampersands are escaped.
        let escaped = text.contains("&") ? text.replacing("&", with: "&amp;") : text
        let message = gdImageStringFTEx(image, &corners, color, path, size, angle, x, y, escaped, &extra)
        if let message { throw RenderError.text(text, message: String(cString: message)) }
        return corners
    }
}
