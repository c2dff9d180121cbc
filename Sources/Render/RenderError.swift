/// What can go wrong while a scene is turned into bytes.
///
/// `description` is a sentence of plain English that tells a user what to do.
public enum RenderError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The picture's size or resolution is not a positive finite number.
    case invalidSize(String)
    /// The picture would have more pixels than a canvas may have.
    case tooLarge(width: Double, height: Double)
    /// There is no memory for the picture.
    case outOfMemory(width: Int, height: Int)
    /// libgd could not draw a text; `message` is its own.
    case text(String, message: String)
    /// FreeType's rasteriser refused an outline; `code` is its error number.
    case rasterizer(code: Int32)
    /// libgd could not encode the picture as PNG.
    case encoding
    /// libtiff could not write the picture.
    case tiff
    /// cairo could not write the picture; the message is its own.
    case cairo(String)

    public var description: String {
        switch self {
        case .invalidSize(let what):
            "a figure cannot be drawn at this size: \(what)"
        case .tooLarge(let width, let height):
            """
            a figure of \(RenderError.count(width)) × \(RenderError.count(height)) pixels is too large (at most \
            \(Canvas.sideLimit) a side and \(Canvas.areaLimit / 1_000_000) million in all); lower its \
            resolution or its size
            """
        case .outOfMemory(let width, let height):
            "no memory for a picture of \(width) × \(height) pixels"
        case .text(let text, let message):
            "cannot draw the text “\(text)”: \(message)"
        case .rasterizer(let code):
            "FreeType could not fill a shape (error \(code))"
        case .encoding:
            "libgd could not encode the picture as PNG"
        case .tiff:
            "libtiff could not write the picture"
        case .cairo(let message):
            "cairo could not write the picture: \(message)"
        }
    }

    private static func count(_ value: Double) -> String {
        value < 1e15 ? String(Int(value)) : "\(value)"
    }
}
