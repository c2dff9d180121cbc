import Foundation

/// What can go wrong while a figure is laid out.
///
/// `description` is a sentence of plain English that tells a user what to do.
public enum PlotError: Error, Equatable, Sendable, CustomStringConvertible {
    /// There is no usable sans-serif font in any of the folders.
    case fontNotFound(names: [String], folders: [String])
    /// FreeType could not measure text; `code` is its error number.
    case font(String, code: Int32)
    /// The figure's size is not a positive finite number.
    case invalidSize(String)
    /// The figure's panels have no room at its width; both widths are in millimetres, and at `smallest` they have.
    case tooNarrow(width: Double, smallest: Double)
    /// A mark was given data that do not fit together, such as two columns of different length.
    case invalidData(String)

    public var description: String {
        switch self {
        case .fontNotFound(let names, let folders):
            """
            no sans-serif font found: searched for \(names.joined(separator: ", ")) in \
            \(folders.joined(separator: ", ")); install one (Debian: apt-get install fonts-liberation)
            """
        case .font(let what, let code):
            "FreeType cannot measure text (\(what), error \(code))"
        case .invalidSize(let what):
            "the layout fails at this size: \(what)"
        case .tooNarrow(let width, let smallest):
            """
            \(Self.millimetres(width)) mm are too narrow for its panels; the smallest width is \
            \(Self.millimetres(smallest)) mm
            """
        case .invalidData(let what):
            what
        }
    }

    private static func millimetres(_ width: Double) -> String { String(format: "%g", width) }
}
