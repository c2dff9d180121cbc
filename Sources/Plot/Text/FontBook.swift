import CFontconfig

/// The font files for a figure's text: a regular, an italic and a bold face, and families to fall back on.
///
/// Fontconfig finds the files. The first family with a regular face sets the text. A character that it lacks is taken
/// from the next family that has it.
public struct FontBook: Hashable, Sendable {
    /// One family's files.
    struct Family: Hashable, Sendable {
        let name: String
        let regular: String
        /// The other faces; a missing one is replaced by the regular face.
        let others: [RichText.Face: String]

        func font(_ face: RichText.Face) -> Font {
            Font(family: name, face: face, path: others[face] ?? regular)
        }
    }

    let families: [Family]

    /// Sans-serif families cut like Helvetica, and two with many more characters.
    public static let standard = [
        "Liberation Sans", "Arial", "Helvetica", "TeX Gyre Heros", "DejaVu Sans", "Noto Sans",
    ]

    /// The ``standard`` families that are installed, looked up once.
    ///
    /// - Throws: `PlotError.fontNotFound`.
    public static func system() throws -> FontBook { try found.get() }

    private static let found = Result { try FontBook() }

    /// - Parameters:
    ///   - preferred: families that come before the ``standard`` ones, by the names under which they are installed. One
    ///     that is not installed is passed over.
    ///   - folders: where to look; nil for everywhere where the system and the user keep fonts.
    /// - Throws: `PlotError.fontNotFound` if none of the families is installed.
    public init(preferring preferred: [String] = [], folders: [String]? = nil) throws {
        let names = preferred + Self.standard.filter { !preferred.contains($0) }
        let fonts = InstalledFonts(folders: folders)
        families = names.compactMap { name in
            let faces = fonts.faces(of: name)
            return faces[.regular].map { Family(name: name, regular: $0, others: faces) }
        }
        if families.isEmpty {
            throw PlotError.fontNotFound(names: names, folders: folders ?? fonts.folders)
        }
    }

    /// The names of all families that can set a figure's text, in alphabetical order.
    public static func installedFamilies() -> [String] { InstalledFonts(folders: nil).families }
}

/// One face of a font family, in one file.
public struct Font: Hashable, Sendable {
    /// For instance `Liberation Sans`.
    public let family: String
    public let face: RichText.Face
    public let path: String
}

/// The font files that fontconfig knows. Used by one thread.
private final class InstalledFonts {
    private let configuration: OpaquePointer?

    init(folders: [String]?) {
        guard let folders else {
            configuration = FcInitLoadConfigAndFonts()
            return
        }
        configuration = FcConfigCreate()
        for folder in folders { FcConfigAppFontAddDir(configuration, folder) }
    }

    deinit {
        if let configuration { FcConfigDestroy(configuration) }
    }

    /// The folders in which the system and the user keep fonts.
    var folders: [String] {
        guard let list = FcConfigGetFontDirs(configuration) else { return [] }
        defer { FcStrListDone(list) }
        var folders: [String] = []
        while let folder = FcStrListNext(list) { folders.append(String(cString: folder)) }
        return folders
    }

    var families: [String] { Set(list(nil).flatMap(\.families)).sorted() }

    /// The files of a family's faces, as far as it has them.
    func faces(of family: String) -> [RichText.Face: String] {
        var faces: [RichText.Face: String] = [:]
        // In the order of their paths, so that the choice among several versions of a font is always the same.
        for font in list(family).sorted(by: { $0.path < $1.path }) {
            if let face = font.face, faces[face] == nil { faces[face] = font.path }
        }
        return faces
    }

    /// A font in a file of its own.
    private struct FontFile {
        /// Its family's names, in several languages.
        let families: [String]
        let path: String
        /// Nil for weights that figures do not use.
        let face: RichText.Face?

        /// Nil for a font whose weight varies.
        init?(_ pattern: OpaquePointer) {
            func text(_ property: String, _ index: Int32) -> String? {
                var text: UnsafeMutablePointer<FcChar8>?
                return FcPatternGetString(pattern, property, index, &text) == FcResultMatch
                    ? text.map { String(cString: $0) } : nil
            }
            func number(_ property: String) -> Int32? {
                var number: Int32 = 0
                return FcPatternGetInteger(pattern, property, 0, &number) == FcResultMatch ? number : nil
            }
            guard let path = text(FC_FILE, 0), let slant = number(FC_SLANT), let weight = number(FC_WEIGHT)
            else { return nil }
            self.path = path
            families = Array(
                sequence(state: Int32(0)) { index in
                    defer { index += 1 }
                    return text(FC_FAMILY, index)
                })
            let isUpright = slant == FC_SLANT_ROMAN
            switch weight {
            case FC_WEIGHT_BOOK...FC_WEIGHT_MEDIUM: face = isUpright ? .regular : .italic
            case FC_WEIGHT_BOLD: face = isUpright ? .bold : nil
            default: face = nil
            }
        }
    }

    /// The fonts of a family, or all, of normal width. Renderers open only the first font of a file, and no fonts that
    /// consist of pixels.
    private func list(_ family: String?) -> [FontFile] {
        let pattern = FcPatternCreate()
        defer { FcPatternDestroy(pattern) }
        if let family { FcPatternAddString(pattern, FC_FAMILY, family) }
        FcPatternAddInteger(pattern, FC_INDEX, 0)
        FcPatternAddBool(pattern, FC_OUTLINE, FcTrue)
        FcPatternAddInteger(pattern, FC_WIDTH, FC_WIDTH_NORMAL)
        let objects = FcObjectSetCreate()
        defer { FcObjectSetDestroy(objects) }
        for object in [FC_FAMILY, FC_FILE, FC_SLANT, FC_WEIGHT] { FcObjectSetAdd(objects, object) }
        guard let set = FcFontList(configuration, pattern, objects) else { return [] }
        defer { FcFontSetDestroy(set) }
        return (0..<Int(set.pointee.nfont)).compactMap { set.pointee.fonts[$0].flatMap(FontFile.init) }
    }
}
