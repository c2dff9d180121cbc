/// What can go wrong while a figure is laid out, drawn or encoded.
///
/// Every case carries what a user needs to mend it; `description` is one or two lines of plain English.
public enum PlotError: Error, Equatable, Sendable, CustomStringConvertible {
    /// No usable sans-serif font in any of the folders.
    case fontNotFound(names: [String], folders: [String])
    /// libgd or FreeType could not draw or measure a text; `message` is the library's own.
    case text(String, message: String)
    /// The figure's size or resolution is not a positive finite number.
    case invalidSize(String)
    /// The picture would have more pixels than a canvas may have.
    case tooLarge(width: Double, height: Double, limit: String)
    /// libgd could not allocate the picture.
    case outOfMemory(width: Int, height: Int)
    /// FreeType's rasteriser refused an outline; `code` is its error number.
    case rasterizer(code: Int32)
    /// libgd could not encode the picture as PNG.
    case encoding
    /// A mark was given data that does not fit together, such as two columns of different length.
    case invalidData(String)

    public var description: String {
        switch self {
        case .fontNotFound(let names, let folders):
            """
            no sans-serif font found: looked for \(names.joined(separator: ", ")) in \
            \(folders.joined(separator: ", ")); install one (Debian: apt-get install fonts-liberation)
            """
        case .text(let text, let message):
            "cannot draw the text “\(text)”: \(message)"
        case .invalidSize(let what):
            "a figure cannot be drawn at this size: \(what)"
        case .tooLarge(let width, let height, let limit):
            """
            a figure of \(PlotError.count(width)) × \(PlotError.count(height)) pixels is too large \
            (\(limit)); lower its resolution or its size
            """
        case .outOfMemory(let width, let height):
            "no memory for a picture of \(width) × \(height) pixels"
        case .rasterizer(let code):
            "FreeType could not fill a shape (error \(code))"
        case .encoding:
            "libgd could not encode the picture as PNG"
        case .invalidData(let what):
            what
        }
    }

    private static func count(_ value: Double) -> String {
        value < 1e15 ? String(Int(value)) : "\(value)"
    }
}
