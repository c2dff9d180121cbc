/// Something in a sweep file is wrong.
public struct SweepFileError: Error, Equatable, CustomStringConvertible {
    /// The path of the file.
    public var file: String
    /// The line, from 1; `nil` if no line is to blame.
    public var line: Int?
    /// What is wrong, and what to do about it.
    public var problem: String

    public var description: String { "\(file)\(line.map { ":\($0)" } ?? ""): \(problem)" }
}

/// A problem at a line of a text whose file is not known here.
struct LineError: Error {
    var line: Int?
    var problem: String
}
