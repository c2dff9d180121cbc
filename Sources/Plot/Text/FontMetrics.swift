import CFreeType

/// Chooses fonts for the characters of a text and measures it, by FreeType. Used by one layout, on one thread.
///
/// Text is measured as libgd sets it at every resolution: with hinted advances at 300 dots per inch and the
/// font's kerning. Results are truncated to 1/64 point. So a text is as wide in a picture as in the layout.
final class FontMetrics {
    /// The size of a text in points, relative to its start on the base line, y downwards.
    struct Size {
        /// Where the next character would start.
        var advance = 0.0
        /// Top of the ink, negative above the base line.
        var top = 0.0
        /// Bottom of the ink, positive below the base line.
        var bottom = 0.0
        /// One for each Unicode scalar.
        var glyphs: [Glyph] = []

        func divided(by factor: Double) -> Size {
            Size(
                advance: advance / factor, top: top / factor, bottom: bottom / factor,
                glyphs: glyphs.map { Glyph(index: $0.index, advance: $0.advance / factor) })
        }
    }

    private let library: FT_Library
    private var faces: [String: FT_Face] = [:]
    /// Those of the fonts whose files are sound; the first one sets the text.
    private var families: [FontBook.Family] = []

    private static let resolution = 300.0
    private static let grain = 64.0

    /// - Throws: `PlotError.font` if no font file can be read.
    init(fonts: FontBook) throws {
        var library: FT_Library?
        let code = FT_Init_FreeType(&library)
        guard code == 0, let library else { throw PlotError.font("FreeType", code: code) }
        self.library = library
        families = fonts.families.filter { (try? face($0.regular)) != nil }
        if families.isEmpty, let damaged = fonts.families.first { _ = try face(damaged.regular) }
    }

    deinit {
        // Frees all faces as well.
        FT_Done_FreeType(library)
    }

    /// Similar characters, tried before another family so that a text stays in one font.
    private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{2218}": "\u{25E6}",  // ring operator: white bullet
        "\u{22C5}": "\u{00B7}",  // dot operator: middle dot
        "\u{2010}": "-",
    ]

    /// Splits a text into parts that can each be set in one font.
    func split(_ text: String, face: RichText.Face) throws -> [(text: String, font: Font)] {
        guard let primary = families.first else { return [] }
        var pieces: [(text: String, font: Font)] = []
        for scalar in text.unicodeScalars {
            // libgd cannot decode characters beyond U+FFFF.
            var shown = scalar.value > 0xFFFF ? "\u{FFFD}" : scalar
            var family = primary
            if try !holds(shown, primary) {
                if let alike = FontMetrics.lookAlikes[shown], try holds(alike, primary) {
                    shown = alike
                } else {
                    family = try families.first { try holds(shown, $0) } ?? primary
                }
            }
            let font = family.font(face)
            if let last = pieces.indices.last, pieces[last].font == font {
                pieces[last].text.unicodeScalars.append(shown)
            } else {
                pieces.append((String(shown), font))
            }
        }
        return pieces
    }

    private func holds(_ scalar: Unicode.Scalar, _ family: FontBook.Family) throws -> Bool {
        FT_Get_Char_Index(try face(family.regular), FT_ULong(scalar.value)) != 0
    }

    /// The size of a text that is set in one font at `size` points; all zero for an empty text.
    ///
    /// - Throws: `PlotError.font` if the font file cannot be read.
    func measure(_ text: String, font: Font, size: Double) throws -> Size {
        let face = try face(font.path)
        func check(_ code: FT_Error) throws {
            if code != 0 { throw PlotError.font(font.path, code: code) }
        }
        let resolution = FT_UInt(FontMetrics.resolution)
        try check(FT_Set_Char_Size(face, 0, FT_F26Dot6(size * 64), resolution, resolution))
        let flags = face.pointee.face_flags
        let isKerned = flags & FT_FACE_FLAG_KERNING != 0 && flags & FT_FACE_FLAG_FIXED_WIDTH == 0
        // In FreeType's unit, 1/64 pixel, y downwards.
        var glyphs: [(index: FT_UInt, advance: Int)] = []
        var (top, bottom) = (Int.max, Int.min)
        for scalar in text.unicodeScalars {
            let index = FT_Get_Char_Index(face, FT_ULong(scalar.value))
            if isKerned, let last = glyphs.indices.last, glyphs[last].index != 0, index != 0 {
                var kerning = FT_Vector()
                FT_Get_Kerning(face, glyphs[last].index, index, FT_KERNING_DEFAULT.rawValue, &kerning)
                glyphs[last].advance += kerning.x
            }
            try check(FT_Load_Glyph(face, index, FT_LOAD_DEFAULT))
            guard let metrics = face.pointee.glyph?.pointee.metrics else { continue }
            glyphs.append((index, metrics.horiAdvance))
            top = min(top, -metrics.horiBearingY)
            bottom = max(bottom, metrics.height - metrics.horiBearingY)
        }
        guard !glyphs.isEmpty else { return Size() }
        var (pen, right) = (0, Int.min)
        for glyph in glyphs {
            pen += glyph.advance
            right = max(right, pen)
        }
        func points(_ length: Int) -> Double {
            let grains = Double(length) * (72 * FontMetrics.grain / (64 * FontMetrics.resolution))
            return grains.rounded(.towardZero) / FontMetrics.grain
        }
        let unit = 72 / (64 * FontMetrics.resolution)
        return Size(
            advance: points(right), top: points(top), bottom: points(bottom),
            glyphs: glyphs.map { Glyph(index: $0.index, advance: Double($0.advance) * unit) })
    }

    private func face(_ path: String) throws -> FT_Face {
        if let face = faces[path] { return face }
        var face: FT_Face?
        let code = FT_New_Face(library, path, 0, &face)
        guard code == 0, let face else { throw PlotError.font(path, code: code) }
        faces[path] = face
        return face
    }
}
