/// The exit codes of the commands; the numbers are those of BSD's sysexits.h.
public enum ExitCode: Int32, Sendable {
    /// What was asked for is done.
    case done = 0
    /// Anything without a code of its own.
    case failure = 1
    /// The command line is wrong.
    case usage = 64
    /// Data given to the command are wrong.
    case badData = 65
    /// What was asked about does not exist.
    case noInput = 66
    /// A file cannot be written.
    case cannotWrite = 73
}

/// A reason for a command to end: one line for its user, and the exit code.
public struct CommandError: Error, CustomStringConvertible {
    /// What was wrong, where, and what to do about it.
    public var message: String
    /// What the process exits with.
    public var code: ExitCode

    /// A reason to end.
    public init(_ message: String, code: ExitCode) {
        self.message = message
        self.code = code
    }

    public var description: String { message }
}
