import Foundation
import Text

/// A command's output: results go to standard output, everything else to standard error.
public struct Terminal: Sendable {
    /// Whether messages are suppressed. Errors and results are always printed.
    public var isQuiet: Bool
    /// Whether standard error is a terminal that can move its cursor.
    public let isInteractive: Bool
    /// Whether to use colour: on such a terminal, unless NO_COLOR is set.
    public let usesColour: Bool

    /// This process's terminal.
    public init(isQuiet: Bool = false) {
        self.isQuiet = isQuiet
        let environment = ProcessInfo.processInfo.environment
        isInteractive = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
        usesColour = isInteractive && environment["NO_COLOR", default: ""].isEmpty
    }

    /// Prints a result and a line end on standard output.
    ///
    /// - Throws: `CommandError` if standard output takes no more: it is closed, or its disk is full.
    public func result(_ text: String) throws {
        let isWritten = Array((text + "\n").utf8).withUnsafeBytes {
            FileOutput.writeAll($0, to: STDOUT_FILENO)
        }
        guard !isWritten, errno != EPIPE else { return }
        let reason = String(cString: strerror(errno))
        throw CommandError("cannot write to standard output: \(reason)", code: .outputFailure)
    }

    /// Prints the path of a result on standard output. A terminal gets escapes in place of control characters; other programs
    /// get the path as it is.
    ///
    /// - Throws: `CommandError`.
    public func path(_ path: String) throws {
        try result(isatty(STDOUT_FILENO) == 1 ? PlainLine.printable(path) : path)
    }

    /// Prints a message on standard error, unless quiet.
    public func message(_ text: String) {
        if !isQuiet { write(PlainLine.printable(text) + "\n", to: STDERR_FILENO) }
    }

    /// Prints an error on standard error.
    public func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// The number of columns of the terminal, 80 if unknown.
    var width: Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    func write(_ text: String, to descriptor: Int32) {
        // A failure cannot be reported, because this is where reports go.
        _ = Array(text.utf8).withUnsafeBytes { FileOutput.writeAll($0, to: descriptor) }
    }
}
