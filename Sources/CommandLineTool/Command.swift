import Foundation

/// Runs a command's work and turns its outcome into the process's exit code.
///
/// - Parameters:
///   - name: what error messages start with.
///   - code: the exit code of an error that is not a `CommandError`.
public func runCommand(
    _ name: String, code: (any Error) -> ExitCode = { _ in .failure }, _ body: () throws -> ExitCode
) -> Never {
    // A reader that goes away, as `head` does, or a file that may grow no further is an error to report and no
    // reason to die without cleaning up.
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    do {
        exit(try body().rawValue)
    } catch {
        // One line, whatever a file name or a system's message may hold.
        let text = "\(name): \(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
        Terminal().error(text)
        exit((error as? CommandError)?.code.rawValue ?? code(error).rawValue)
    }
}
