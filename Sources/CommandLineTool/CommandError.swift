/// The exit codes of the commands, numbered as in BSD's sysexits.h.
public enum ExitCode: Int32, Sendable {
    /// The command did what was asked.
    case done = 0
    /// An error without a code of its own.
    case failure = 1
    /// The command line is wrong.
    case usage = 64
    /// Input data are wrong.
    case badData = 65
    /// An input does not exist.
    case noInput = 66
    /// A file cannot be written.
    case cannotWrite = 73
    /// Standard output cannot be written.
    case outputFailure = 74
    /// The work was stopped before its end, and is worth continuing.
    case unfinished = 75
}

/// An error that ends a command: one line for its user, and the exit code.
public struct CommandError: Error, CustomStringConvertible {
    /// What was wrong, where, and what to do about it.
    public var message: String
    /// The exit code of the process.
    public var code: ExitCode

    /// An error with the given message and exit code.
    public init(_ message: String, code: ExitCode) {
        self.message = message
        self.code = code
    }

    public var description: String { message }
}
