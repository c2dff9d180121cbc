import Foundation
import Plot

/// Converts scenes to the bytes of one file format.
///
/// A format is a file with a type that does this, and a line in ``Renderers``.
public protocol Renderer: Sendable {
    /// The name for the command line: `tiff`.
    static var name: String { get }

    /// Without a dot: `tif`.
    static var fileExtension: String { get }

    /// What follows a figure's name in that of its file: `.tif`.
    static var fileEnding: String { get }

    /// - Parameter dotsPerInch: the resolution of everything that the format stores as pixels.
    init(dotsPerInch: Double)

    /// The scene in the colours of a theme. Equal arguments give equal bytes.
    ///
    /// - Parameter words: what the file says about the picture, as far as the format has room for it.
    /// - Throws: ``RenderError``.
    func render(_ scene: Scene, theme: Theme, words: PictureWords) throws -> Data
}

extension Renderer {
    public static var name: String { fileExtension }
    public static var fileEnding: String { "." + fileExtension }

    /// The scene in the colours of a theme, without a word about it.
    ///
    /// - Throws: ``RenderError``.
    public func render(_ scene: Scene, theme: Theme) throws -> Data {
        try render(scene, theme: theme, words: PictureWords())
    }
}

/// What a file says about its picture. Empty texts are left out.
public struct PictureWords: Hashable, Sendable {
    public var title: String
    /// The name of the figure's files without their endings.
    public var fileName: String
    public var caption: String
    /// What the picture shows, for readers who cannot see it.
    public var description: String
    /// The program that made the file.
    public var creator: String

    public init(
        title: String = "", fileName: String = "", caption: String = "", description: String = "",
        creator: String = ""
    ) {
        self.title = title
        self.fileName = fileName
        self.caption = caption
        self.description = description
        self.creator = creator
    }
}

/// The list of file formats.
public enum Renderers {
    public static let all: [any Renderer.Type] = [
        GDRenderer.self, PDFRenderer.self, SVGRenderer.self, EPSRenderer.self, TIFFRenderer.self,
    ]

    /// Pixels for looking, vectors for papers.
    public static let standard: [any Renderer.Type] = [GDRenderer.self, PDFRenderer.self]
}
