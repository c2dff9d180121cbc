import CCairo
import Foundation
import Plot

/// Writes scenes as PDF with cairo: texts as texts in subsets of their fonts, cells as images.
public struct PDFRenderer: Renderer {
    public static let fileExtension = "pdf"
    private let dotsPerInch: Double

    public init(dotsPerInch: Double) { self.dotsPerInch = dotsPerInch }

    public func render(_ scene: Scene, theme: Theme, words: PictureWords) throws -> Data {
        try CairoCanvas.file(of: scene, theme, dotsPerInch, cairo_pdf_surface_create_for_stream) { surface in
            // PDF has no place of its own for the alternative text of a whole page.
            let subject = [words.caption, words.description].filter { !$0.isEmpty }.joined(separator: "\n")
            // An empty date is left out; without one, cairo writes the current time.
            let entries = [
                (CAIRO_PDF_METADATA_TITLE, words.title), (CAIRO_PDF_METADATA_SUBJECT, subject),
                (CAIRO_PDF_METADATA_CREATOR, words.creator), (CAIRO_PDF_METADATA_CREATE_DATE, ""),
            ]
            for (key, text) in entries { cairo_pdf_surface_set_metadata(surface, key, text) }
        }
    }
}

/// Writes scenes as encapsulated PostScript with cairo. PostScript knows no transparency, so translucent shapes and what
/// lies beneath them become pixels.
public struct EPSRenderer: Renderer {
    public static let fileExtension = "eps"
    private let dotsPerInch: Double

    public init(dotsPerInch: Double) { self.dotsPerInch = dotsPerInch }

    public func render(_ scene: Scene, theme: Theme, words: PictureWords) throws -> Data {
        var file = try CairoCanvas.file(
            of: scene, theme, dotsPerInch, cairo_ps_surface_create_for_stream
        ) { surface in
            cairo_ps_surface_set_eps(surface, 1)
            // A comment is one line of at most 255 bytes of ASCII.
            let title = words.title.unicodeScalars.filter { (32..<127).contains($0.value) }
            if !title.isEmpty {
                let line = "%%Title: " + String(String.UnicodeScalarView(title)).prefix(240)
                cairo_ps_surface_dsc_comment(surface, line)
            }
        }
        // The same scene gives the same bytes on any day.
        if let date = file.firstRange(of: Data("%%CreationDate:".utf8)),
            let end = file[date.lowerBound...].firstIndex(of: UInt8(ascii: "\n"))
        {
            file.removeSubrange(date.lowerBound...end)
        }
        return file
    }
}

/// A page or pixels that cairo writes. Used by one thread.
final class CairoCanvas: VectorCanvas {
    let dotsPerInch: Double
    let keepsDenseShapes: Bool
    private let context: OpaquePointer
    private var faces: [String: OpaquePointer] = [:]

    /// Collects the bytes of a file.
    final class Output {
        private(set) var bytes = Data()

        static let append: cairo_write_func_t = { output, bytes, count in
            if let output, let bytes {
                Unmanaged<Output>.fromOpaque(output).takeUnretainedValue().bytes.append(
                    bytes, count: Int(count))
            }
            return CAIRO_STATUS_SUCCESS
        }
    }

    typealias Create = (cairo_write_func_t?, UnsafeMutableRawPointer?, Double, Double) -> OpaquePointer?

    /// A file with a scene as its only page.
    ///
    /// - Parameters:
    ///   - create: cairo's function for the format.
    ///   - describe: writes what the file says about itself.
    static func file(
        of scene: Scene, _ theme: Theme, _ dotsPerInch: Double, _ create: Create,
        describe: (OpaquePointer?) -> Void
    ) throws -> Data {
        let page = try scene.page
        let output = Output()
        return try withExtendedLifetime(output) {
            let surface = create(
                Output.append, Unmanaged.passUnretained(output).toOpaque(), page.width, page.height)
            defer { cairo_surface_destroy(surface) }
            describe(surface)
            cairo_surface_set_fallback_resolution(surface, dotsPerInch, dotsPerInch)
            guard let context = cairo_create(surface) else { throw RenderError.cairo("no context") }
            let canvas = CairoCanvas(context, dotsPerInch: dotsPerInch)
            try canvas.paint(scene, theme: theme)
            try check(cairo_status(context))
            cairo_surface_finish(surface)
            try check(cairo_surface_status(surface))
            return output.bytes
        }
    }

    static func check(_ status: cairo_status_t) throws {
        if status != CAIRO_STATUS_SUCCESS {
            throw RenderError.cairo(cairo_status_to_string(status).map { String(cString: $0) } ?? "")
        }
    }

    /// A canvas that owns its context.
    init(_ context: OpaquePointer, dotsPerInch: Double, keepsDenseShapes: Bool = false) {
        self.dotsPerInch = dotsPerInch
        self.keepsDenseShapes = keepsDenseShapes
        self.context = context
        cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND)
    }

    deinit {
        cairo_destroy(context)
        for face in faces.values { cairo_font_face_destroy(face) }
    }

    // MARK: Paths

    private func set(_ color: Color) {
        cairo_set_source_rgba(
            context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255,
            color.opacity)
    }

    private func add(_ path: Path) {
        for contour in path.contours {
            cairo_new_sub_path(context)
            for point in contour.points { cairo_line_to(context, point.x, point.y) }
            if contour.closed { cairo_close_path(context) }
        }
    }

    func fill(_ path: Path, _ color: Color) {
        set(color)
        add(path)
        cairo_fill(context)
    }

    func fill(discs: [Point], radius: Double, _ color: Color) {
        set(color)
        for center in discs {
            cairo_new_sub_path(context)
            cairo_arc(context, center.x, center.y, radius, 0, 2 * .pi)
            cairo_close_path(context)
        }
        cairo_fill(context)
    }

    func stroke(_ path: Path, width: Double, dash: [Double], hasRoundEnds: Bool, _ color: Color) {
        set(color)
        add(path)
        cairo_set_line_width(context, width)
        cairo_set_line_cap(context, hasRoundEnds ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT)
        cairo_set_dash(context, dash, Int32(dash.count), 0)
        cairo_stroke(context)
    }

    func beginGroup(_ role: Shape.Role, clip: Rect?) {
        cairo_save(context)
        guard let clip else { return }
        cairo_rectangle(context, clip.x, clip.y, max(0, clip.width), max(0, clip.height))
        cairo_clip(context)
    }

    func endGroup() { cairo_restore(context) }

    // MARK: Images

    func draw(_ image: CellImage) {
        let source = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(image.width), Int32(image.height))
        defer { cairo_surface_destroy(source) }
        let stride = Int(cairo_image_surface_get_stride(source))
        if let bytes = cairo_image_surface_get_data(source) {
            let length = 4 * image.width
            image.pixels.withUnsafeBytes { pixels in
                for row in 0..<image.height {
                    UnsafeMutableRawBufferPointer(start: bytes + row * stride, count: length)
                        .copyMemory(
                            from: UnsafeRawBufferPointer(rebasing: pixels[row * length..<(row + 1) * length]))
                }
            }
            cairo_surface_mark_dirty(source)
        }
        draw(source, image.width, image.height, at: image.place)
    }

    func draw(_ layer: PixelLayer) { draw(layer.surface, layer.width, layer.height, at: layer.place) }

    /// Draws pixels as they are, without interpolation.
    private func draw(_ surface: OpaquePointer?, _ width: Int, _ height: Int, at place: Rect) {
        cairo_save(context)
        cairo_translate(context, place.x, place.y)
        cairo_scale(context, place.width / Double(width), place.height / Double(height))
        cairo_set_source_surface(context, surface, 0, 0)
        cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
        cairo_paint(context)
        cairo_restore(context)
    }

    // MARK: Text

    func draw(_ text: PlacedText, _ color: Color) throws {
        set(color)
        for run in text.runs {
            let start = text.start(of: run)
            cairo_save(context)
            defer { cairo_restore(context) }
            var place = cairo_matrix_t(xx: 1, yx: 0, xy: 0, yy: 1, x0: start.x, y0: start.y)
            if text.upwards { (place.xx, place.yx, place.xy, place.yy) = (0, -1, 1, 0) }
            cairo_transform(context, &place)
            cairo_set_font_face(context, try face(run.font.path))
            cairo_set_font_size(context, run.size)
            var x = 0.0
            let glyphs = run.glyphs.map { glyph in
                defer { x += glyph.advance }
                return cairo_glyph_t(index: UInt(glyph.index), x: x, y: 0)
            }
            // One cluster for each character, so that the characters can be searched and copied.
            let clusters = run.text.unicodeScalars.map {
                cairo_text_cluster_t(num_bytes: Int32(UTF8.width($0)), num_glyphs: 1)
            }
            cairo_show_text_glyphs(
                context, run.text, -1, glyphs, Int32(glyphs.count), clusters, Int32(clusters.count),
                cairo_text_cluster_flags_t(0))
        }
    }

    /// A font file's face. Cairo keeps faces longer than a canvas lives, so each frees its own FreeType library in the
    /// end.
    private func face(_ path: String) throws -> OpaquePointer {
        if let face = faces[path] { return face }
        var library: FT_Library?
        var font: FT_Face?
        guard FT_Init_FreeType(&library) == 0, let library else { throw RenderError.cairo("no FreeType") }
        guard FT_New_Face(library, path, 0, &font) == 0, let font,
            let face = cairo_ft_font_face_create_for_ft_face(font, Int32(FT_LOAD_NO_HINTING))
        else {
            FT_Done_FreeType(library)
            throw RenderError.cairo("cannot read the font \(path)")
        }
        // Any address can be the key, and that of the library is needed in the end.
        cairo_font_face_set_user_data(face, UnsafePointer(library), UnsafeMutableRawPointer(library)) {
            FT_Done_FreeType(OpaquePointer($0))
        }
        faces[path] = face
        return face
    }
}
