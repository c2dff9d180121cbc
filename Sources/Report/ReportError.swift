/// Why no report could be made, other than by a template (`TemplateError`, `TemplateFileError`).
public enum ReportError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A figure could not be drawn.
    case drawing(figure: String, reason: String)

    public var description: String {
        switch self {
        case .drawing(let figure, let reason): "cannot draw the figure \(figure): \(reason)"
        }
    }
}
