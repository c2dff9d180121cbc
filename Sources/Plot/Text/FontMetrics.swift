import CFreeType

/// Measures text by FreeType. Used by one layout, on one thread.
///
/// Text is measured as libgd sets it at every resolution: hinted advances at 300 dots per inch and the font's kerning,
/// results cut to whole 64ths of a point. So a text is as wide in a picture as the layout says.
final class FontMetrics {
    /// The size of a text in points, relative to its start on the base line, y downwards.
    struct Extent {
        /// Where the next character would start.
        var advance = 0.0
        /// Top of the ink, negative above the base line.
        var top = 0.0
        /// Bottom of the ink, positive below the base line.
        var bottom = 0.0
        /// One for each Unicode scalar.
        var glyphs: [Glyph] = []
    }

    /// A glyph in FreeType's unit, 1/64 pixel, y downwards.
    private struct Box {
        let index: FT_UInt
        var advance: Int
        let top: Int
        let bottom: Int
    }

    private struct SizedFont {
        let size: FT_Size
        var boxes: [Unicode.Scalar: Box] = [:]
    }

    private struct Key: Hashable {
        let path: String
        let size: Double
    }

    private let library: FT_Library
    private var faces: [String: FT_Face] = [:]
    private var fonts: [Key: SizedFont] = [:]

    private static let resolution = 300.0
    private static let grain = 64.0

    /// - Throws: `PlotError.font`.
    init() throws {
        var library: FT_Library?
        let code = FT_Init_FreeType(&library)
        guard code == 0, let library else { throw PlotError.font("FreeType", code: code) }
        self.library = library
    }

    deinit {
        // Frees all faces and sizes as well.
        FT_Done_FreeType(library)
    }

    /// The size of a text that is set in one font at `size` points; all zero for an empty text.
    ///
    /// - Throws: `PlotError.font` if the font file cannot be read.
    func measure(_ text: String, font: Font, size: Double) throws -> Extent {
        let boxes = try boxes(of: text, path: font.path, size: size)
        guard let first = boxes.first else { return Extent() }
        var (pen, right, top, bottom) = (0, first.advance, first.top, first.bottom)
        for box in boxes {
            pen += box.advance
            (right, top, bottom) = (max(right, pen), min(top, box.top), max(bottom, box.bottom))
        }
        func points(_ length: Int) -> Double {
            let grains = Double(length) * (72 * FontMetrics.grain / (64 * FontMetrics.resolution))
            return grains.rounded(.towardZero) / FontMetrics.grain
        }
        let unit = 72 / (64 * FontMetrics.resolution)
        return Extent(
            advance: points(right), top: points(top), bottom: points(bottom),
            glyphs: boxes.map { Glyph(index: $0.index, advance: Double($0.advance) * unit) })
    }

    /// The glyphs of a text, their advances kerned.
    private func boxes(of text: String, path: String, size: Double) throws -> [Box] {
        let face = try face(path)
        let key = Key(path: path, size: size)
        var font = try fonts[key] ?? sized(face, size)
        FT_Activate_Size(font.size)
        let flags = face.pointee.face_flags
        let isKerned = flags & FT_FACE_FLAG_KERNING != 0 && flags & FT_FACE_FLAG_FIXED_WIDTH == 0
        var boxes: [Box] = []
        for scalar in text.unicodeScalars {
            let box = try font.boxes[scalar] ?? box(of: scalar, in: face)
            font.boxes[scalar] = box
            if isKerned, let last = boxes.indices.last, boxes[last].index != 0, box.index != 0 {
                var kerning = FT_Vector()
                FT_Get_Kerning(face, boxes[last].index, box.index, FT_KERNING_DEFAULT.rawValue, &kerning)
                boxes[last].advance += kerning.x
            }
            boxes.append(box)
        }
        fonts[key] = font
        return boxes
    }

    private func face(_ path: String) throws -> FT_Face {
        if let face = faces[path] { return face }
        var face: FT_Face?
        let code = FT_New_Face(library, path, 0, &face)
        guard code == 0, let face else { throw PlotError.font(path, code: code) }
        faces[path] = face
        return face
    }

    private func sized(_ face: FT_Face, _ points: Double) throws -> SizedFont {
        var size: FT_Size?
        var code = FT_New_Size(face, &size)
        guard code == 0, let size else { throw PlotError.font("FreeType", code: code) }
        FT_Activate_Size(size)
        let resolution = FT_UInt(FontMetrics.resolution)
        code = FT_Set_Char_Size(face, 0, FT_F26Dot6(points * 64), resolution, resolution)
        guard code == 0 else { throw PlotError.font("\(points) pt", code: code) }
        return SizedFont(size: size)
    }

    private func box(of scalar: Unicode.Scalar, in face: FT_Face) throws -> Box {
        let index = FT_Get_Char_Index(face, FT_ULong(scalar.value))
        let code = FT_Load_Glyph(face, index, FT_LOAD_DEFAULT)
        guard code == 0, let slot = face.pointee.glyph else { throw PlotError.font("\(scalar)", code: code) }
        let metrics = slot.pointee.metrics
        return Box(
            index: index, advance: metrics.horiAdvance, top: -metrics.horiBearingY,
            bottom: metrics.height - metrics.horiBearingY)
    }
}
