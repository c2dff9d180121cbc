/// A mistake in a template and its place: `report.md:12: there is no value run.sed; did you mean run.seed?`
public struct TemplateError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The path of the template as it was given, or the path of an included file relative to the template.
    public var file: String
    /// The line in that file, counted from 1.
    public var line: Int
    /// One sentence that says what is wrong and what to do.
    public var message: String

    public var description: String { "\(file):\(line): \(message)" }
}

/// A mistake in a part of a template, found by code that does not know the file. The caller adds file and line.
struct TemplateProblem: Error, Equatable {
    var message: String
    /// The number of lines between the start of the part and the mistake.
    var lineOffset = 0

    func at(file: String, line: Int) -> TemplateError {
        TemplateError(file: file, line: line + lineOffset, message: message)
    }
}
