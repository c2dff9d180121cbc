import Text

/// Why a template, or a file that it needs, could not be read. A mistake in its text is a ``TemplateError``.
public enum TemplateFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A template or a file that it names cannot be read.
    case unreadable(path: String, reason: String)
    /// There is no template of that name in any of `places`; `near` are similar names of templates that are there.
    case notFound(name: String, places: [String], near: [String])

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "cannot read \(path): \(reason)"
        case .notFound(let name, let places, let near):
            "there is no template \(name) in \(places.joined(separator: " or "))"
                + (near.isEmpty
                    ? "; name one by --template" : NearestNames.suggestion(for: name, among: near))
        }
    }
}
