import Text

/// Why no report could be made, other than by a mistake in a template's text (``TemplateError``).
public enum ReportError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A template or a file that it names cannot be read.
    case unreadable(path: String, reason: String)
    /// A template is in none of the places looked at; `near` are names of those that are.
    case noTemplate(name: String, places: [String], near: [String])
    /// A figure could not be drawn.
    case drawing(figure: String, reason: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
        case .noTemplate(let name, let places, let near):
            "there is no template \(name) in \(places.joined(separator: " or "))"
                + (near.isEmpty
                    ? "; name one by --template" : NearestNames.suggestion(for: name, among: near))
        case .drawing(let figure, let reason): "cannot draw the figure \(figure): \(reason)"
        }
    }
}
