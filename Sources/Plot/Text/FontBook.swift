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
        let regular: String
        /// The other faces; a missing one is replaced by the regular face.
        let others: [RichText.Face: String]

        func font(_ face: RichText.Face) -> Font {
            Font(family: name, face: face, path: others[face] ?? regular)
        }
    }

    let families: [Family]

    /// The fonts in the folders of the system and the user, looked up once.
    ///
    /// - Throws: `PlotError.fontNotFound`.
    public static func system() throws -> FontBook { try found.get() }

    private static let found = Result { try FontBook(folders: systemFolders) }

    /// Looks fonts up in the given folders only; subfolders are not searched.
    ///
    /// - Throws: `PlotError.fontNotFound` with the names and folders that were tried.
    public init(folders: [String]) throws {
        func readable(_ file: String) -> String? {
            let paths = folders.flatMap { ["\($0)/\(file).ttf", "\($0)/\(file).otf"] }
            return paths.first { access($0, R_OK) == 0 }
        }
        families = FontBook.catalogue.compactMap { name, regular, italic, bold in
            guard let regular = readable(regular) else { return nil }
            let others = [RichText.Face.italic: italic, .bold: bold].compactMapValues(readable)
            return Family(name: name, regular: regular, others: others)
        }
        if families.isEmpty {
            throw PlotError.fontNotFound(names: FontBook.catalogue.map(\.name), folders: folders)
        }
    }

    /// The folders in which Debian, macOS and their users keep fonts.
    private static var systemFolders: [String] {
        let home = NSHomeDirectory()
        let families = ["liberation", "liberation2", "msttcorefonts", "dejavu", "noto"]
        return families.map { "/usr/share/fonts/truetype/\($0)" } + [
            "/usr/share/texmf/fonts/opentype/public/tex-gyre", "/usr/share/fonts", "/usr/local/share/fonts",
            "\(home)/.local/share/fonts", "\(home)/.fonts",
            "/System/Library/Fonts/Supplemental", "/System/Library/Fonts", "/Library/Fonts",
            "\(home)/Library/Fonts", "/opt/homebrew/share/fonts",
        ]
    }

    /// Families with the file names of their faces, without endings.
    private static let catalogue: [(name: String, regular: String, italic: String, bold: String)] = [
        ("Liberation Sans", "LiberationSans-Regular", "LiberationSans-Italic", "LiberationSans-Bold"),
        ("Arial", "Arial", "Arial Italic", "Arial Bold"),
        ("Helvetica", "Helvetica", "Helvetica-Oblique", "Helvetica-Bold"),
        ("TeX Gyre Heros", "texgyreheros-regular", "texgyreheros-italic", "texgyreheros-bold"),
        ("DejaVu Sans", "DejaVuSans", "DejaVuSans-Oblique", "DejaVuSans-Bold"),
        ("Noto Sans", "NotoSans-Regular", "NotoSans-Italic", "NotoSans-Bold"),
    ]
}

/// One face of a font family, in one file.
public struct Font: Hashable, Sendable {
    /// For instance `Liberation Sans`.
    public let family: String
    public let face: RichText.Face
    public let path: String
}
