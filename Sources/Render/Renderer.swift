import Foundation
import Plot

/// Converts scenes to the bytes of one file format.
///
/// A format is a file with a type that does this, and a line in ``Renderers``.
public protocol Renderer: Sendable {
    /// Without a dot: `png`.
    static var fileExtension: String { get }

    /// - Parameter dotsPerInch: the resolution of everything that the format stores as pixels.
    init(dotsPerInch: Double)

    /// The scene in the colours of a theme.
    ///
    /// - Throws: ``RenderError``.
    func render(_ scene: Scene, theme: Theme) throws -> Data
}

/// The list of file formats.
public enum Renderers {
    public static let all: [any Renderer.Type] = [GDRenderer.self]
}
