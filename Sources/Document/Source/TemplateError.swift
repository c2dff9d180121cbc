/// What is wrong in a template, and where: `report.md:12: there is no value run.sed; did you mean run.seed?`
public struct TemplateError: Error, Equatable, Sendable, CustomStringConvertible {
    /// The template's path as it was given, or an included file's beside it.
    public var file: String
    /// The line in that file, from 1.
    public var line: Int
    /// One sentence: what is wrong and what to do.
    public var message: String

    public init(file: String, line: Int, message: String) {
        self.file = file
        self.line = line
        self.message = message
    }

    public var description: String { "\(file):\(line): \(message)" }
}

/// Something wrong in a part of a template that does not know its own place; whoever knows it adds file and
/// line.
struct TemplateProblem: Error, Equatable {
    var message: String
    /// Lines below the start of the part that was read.
    var lineOffset = 0

    func at(file: String, line: Int) -> TemplateError {
        TemplateError(file: file, line: line + lineOffset, message: message)
    }
}
