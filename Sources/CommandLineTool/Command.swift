import Foundation

/// Runs a command's work and turns its outcome into the process's exit code.
///
/// - Parameters:
///   - name: what error messages start with.
///   - code: the exit code of an error that is not a `CommandError`.
public func runCommand(
    _ name: String, code: (any Error) -> ExitCode = { _ in .failure }, _ body: () throws -> ExitCode
) -> Never {
    // A reader that goes away, as `head` does, is no reason to die without cleaning up.
    signal(SIGPIPE, SIG_IGN)
    do {
        exit(try body().rawValue)
    } catch {
        // One line, whatever a file name or a system's message may hold.
        let text = "\(name): \(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
        Terminal().error(text)
        exit((error as? CommandError)?.code.rawValue ?? code(error).rawValue)
    }
}
