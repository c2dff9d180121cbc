import CCairo
import Foundation
import Plot

/// A shape as pixels with an opacity, drawn by cairo. Used by one thread.
final class PixelLayer {
    let place: Rect
    let width: Int
    let height: Int
    /// A surface of cairo.
    let surface: OpaquePointer

    /// The finest resolution, and the longest side in pixels.
    private static let (finest, longestSide) = (600.0, 16_000.0)

    /// - Throws: `RenderError`.
    init(_ shape: Shape, _ theme: Theme, place: Rect, dotsPerInch: Double) throws {
        let longest = max(place.width, place.height)
        let scale = min(min(dotsPerInch, Self.finest) / 72, Self.longestSide / longest)
        self.place = place
        width = Int((place.width * scale).rounded(.up))
        height = Int((place.height * scale).rounded(.up))
        guard let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height)),
            let context = cairo_create(surface)
        else { throw RenderError.outOfMemory(width: width, height: height) }
        self.surface = surface
        cairo_scale(context, Double(width) / place.width, Double(height) / place.height)
        cairo_translate(context, -place.x, -place.y)
        let canvas = CairoCanvas(context, dotsPerInch: dotsPerInch, keepsDenseShapes: true)
        try canvas.paint(shape, theme, visible: place)
        try CairoCanvas.check(cairo_status(context))
        cairo_surface_flush(surface)
    }

    deinit { cairo_surface_destroy(surface) }

    /// The pixels as a PNG file.
    ///
    /// - Throws: `RenderError`.
    func png() throws -> Data {
        let output = CairoCanvas.Output()
        try withExtendedLifetime(output) {
            let pointer = Unmanaged.passUnretained(output).toOpaque()
            try CairoCanvas.check(
                cairo_surface_write_to_png_stream(surface, CairoCanvas.Output.append, pointer))
        }
        return output.bytes
    }
}
