import Foundation

/// Runs a command and ends the process with the exit code of its outcome.
///
/// - Parameters:
///   - name: the command's name, with which error messages start.
///   - code: gives the exit code of an error that is not a `CommandError`.
///   - body: does the command's work.
public func runCommand(
    _ name: String, code: (any Error) -> ExitCode = { _ in .failure }, _ body: () throws -> ExitCode
) -> Never {
    // A closed pipe (as `head` leaves it) and a full quota become errors of `write`, so that the command still
    // cleans up; by default these signals end the process.
    for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
    do {
        exit(try body().rawValue)
    } catch {
        // One line, because file names and system messages may contain line ends.
        let text = "\(name): \(error)".split(whereSeparator: \.isNewline).joined(separator: " ")
        Terminal().error(text)
        exit((error as? CommandError)?.code.rawValue ?? code(error).rawValue)
    }
}
