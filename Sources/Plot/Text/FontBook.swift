import CFreeType
import Foundation

/// The font files for a figure's text: a regular, an italic and a bold face, and families to fall back on.
///
/// Fonts are searched by file name in the order Liberation Sans, Arial, Helvetica, TeX Gyre Heros, DejaVu
/// Sans, Noto Sans. The first family with a regular face sets the text. A character that it lacks is taken
/// from the next family that has it.
public struct FontBook: Sendable {
    /// One family's files.
    struct Family: Sendable {
        let name: String
        /// Path of each face; a missing one is replaced by the regular face.
        let paths: [RichText.Face: String]
        let regular: String
        /// The characters of the regular face, one bit each for U+0000…U+FFFF.
        let characters: [UInt64]

        func path(_ face: RichText.Face) -> String { paths[face] ?? regular }

        func holds(_ scalar: Unicode.Scalar) -> Bool {
            let value = Int(scalar.value)
            return value < 0x10000 && characters[value >> 6] & (1 << UInt64(value & 63)) != 0
        }
    }

    let families: [Family]

    /// The family that sets the text, for instance `Liberation Sans`.
    package var familyName: String { families.first?.name ?? "" }

    /// The fonts in the folders of the system and the user, looked up once.
    ///
    /// - Throws: `PlotError.fontNotFound`.
    public static func system() throws -> FontBook { try found.get() }

    private static let found = Result { try FontBook(folders: systemFolders) }

    /// Looks fonts up in the given folders only; subfolders are not searched.
    ///
    /// - Throws: `PlotError.fontNotFound` with the names and folders that were tried.
    public init(folders: [String]) throws {
        var library: FT_Library?
        let code = FT_Init_FreeType(&library)
        guard code == 0, let library else { throw PlotError.font("FreeType", code: code) }
        defer { FT_Done_FreeType(library) }
        families = FontBook.catalogue.compactMap { entry in
            let files = [
                (RichText.Face.regular, entry.regular), (.italic, entry.italic), (.bold, entry.bold),
            ]
            var paths: [RichText.Face: String] = [:]
            for (face, file) in files { paths[face] = FontBook.firstReadable(file, in: folders) }
            guard let regular = paths[.regular],
                let characters = FontBook.characters(of: regular, library: library)
            else { return nil }
            return Family(name: entry.name, paths: paths, regular: regular, characters: characters)
        }
        if families.isEmpty {
            throw PlotError.fontNotFound(names: FontBook.catalogue.map(\.name), folders: folders)
        }
    }

    /// The folders in which Debian, macOS and their users keep fonts.
    private static var systemFolders: [String] {
        let home = NSHomeDirectory()
        return [
            "/usr/share/fonts/truetype/liberation",
            "/usr/share/fonts/truetype/liberation2",
            "/usr/share/fonts/truetype/msttcorefonts",
            "/usr/share/texmf/fonts/opentype/public/tex-gyre",
            "/usr/share/fonts/truetype/dejavu",
            "/usr/share/fonts/truetype/noto",
            "/usr/share/fonts",
            "/usr/local/share/fonts",
            "\(home)/.local/share/fonts",
            "\(home)/.fonts",
            "/System/Library/Fonts/Supplemental",
            "/System/Library/Fonts",
            "/Library/Fonts",
            "\(home)/Library/Fonts",
            "/opt/homebrew/share/fonts",
        ]
    }

    /// Families with the file names of their faces.
    private static let catalogue: [(name: String, regular: String, italic: String, bold: String)] = [
        (
            "Liberation Sans", "LiberationSans-Regular.ttf", "LiberationSans-Italic.ttf",
            "LiberationSans-Bold.ttf"
        ),
        ("Arial", "Arial.ttf", "Arial Italic.ttf", "Arial Bold.ttf"),
        ("Helvetica", "Helvetica.ttf", "Helvetica-Oblique.ttf", "Helvetica-Bold.ttf"),
        (
            "TeX Gyre Heros", "texgyreheros-regular.otf", "texgyreheros-italic.otf",
            "texgyreheros-bold.otf"
        ),
        ("DejaVu Sans", "DejaVuSans.ttf", "DejaVuSans-Oblique.ttf", "DejaVuSans-Bold.ttf"),
        ("Noto Sans", "NotoSans-Regular.ttf", "NotoSans-Italic.ttf", "NotoSans-Bold.ttf"),
    ]

    private static func firstReadable(_ file: String, in folders: [String]) -> String? {
        folders.lazy.map { "\($0)/\(file)" }.first { access($0, R_OK) == 0 }
    }

    private static func characters(of path: String, library: FT_Library) -> [UInt64]? {
        var face: FT_Face?
        guard FT_New_Face(library, path, 0, &face) == 0, let face else { return nil }
        defer { FT_Done_Face(face) }
        var bits = [UInt64](repeating: 0, count: 0x10000 / 64)
        var glyph: FT_UInt = 0
        var code = FT_Get_First_Char(face, &glyph)
        while glyph != 0 {
            if code < 0x10000 { bits[Int(code) >> 6] |= 1 << UInt64(code & 63) }
            code = FT_Get_Next_Char(face, code, &glyph)
        }
        return bits
    }

    /// Similar characters, tried before another family so that a text stays in one font.
    private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{2218}": "\u{25E6}",  // ring operator: white bullet
        "\u{22C5}": "\u{00B7}",  // dot operator: middle dot
        "\u{2010}": "-",
    ]

    /// Splits a text into parts that can each be set in one font.
    func split(_ text: String, face: RichText.Face) -> [(text: String, font: Font)] {
        guard let primary = families.first else { return [] }
        var pieces: [(text: String, font: Font)] = []
        for scalar in text.unicodeScalars {
            // libgd cannot decode characters beyond U+FFFF.
            let scalar = scalar.value > 0xFFFF ? "\u{FFFD}" : scalar
            var shown = scalar
            var family = primary
            if !primary.holds(scalar) {
                if let alike = FontBook.lookAlikes[scalar], primary.holds(alike) {
                    shown = alike
                } else if let other = families.dropFirst().first(where: { $0.holds(scalar) }) {
                    family = other
                }
            }
            if let last = pieces.indices.last, pieces[last].font.family == family.name {
                pieces[last].text.unicodeScalars.append(shown)
            } else {
                pieces.append((String(shown), Font(family: family.name, face: face, path: family.path(face))))
            }
        }
        return pieces
    }
}

/// One face of a font family, in one file.
public struct Font: Hashable, Sendable {
    /// For instance `Liberation Sans`.
    public let family: String
    public let face: RichText.Face
    public let path: String
}
