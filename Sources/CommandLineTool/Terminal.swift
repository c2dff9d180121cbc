import Foundation
import Text

/// Where a command speaks: results to standard output, everything else to standard error.
public struct Terminal: Sendable {
    /// Whether messages are kept back; errors never are.
    public var isQuiet: Bool
    /// Whether standard error is a terminal that can move its cursor.
    public let isInteractive: Bool
    /// Whether colour is welcome: on such a terminal, unless NO_COLOR is set.
    public let usesColour: Bool

    /// This process's terminal.
    public init(isQuiet: Bool = false) {
        self.isQuiet = isQuiet
        let environment = ProcessInfo.processInfo.environment
        isInteractive = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
        usesColour = isInteractive && environment["NO_COLOR", default: ""].isEmpty
    }

    /// Prints a result.
    public func result(_ text: String) { write(text + "\n", to: STDOUT_FILENO) }

    /// Tells the user something, unless told to be quiet.
    public func message(_ text: String) {
        if !isQuiet { write(text + "\n", to: STDERR_FILENO) }
    }

    /// Tells the user of an error.
    public func error(_ text: String) { write(text + "\n", to: STDERR_FILENO) }

    /// The number of columns of the terminal.
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
