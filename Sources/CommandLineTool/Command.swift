import Foundation
import Text

extension CommandLineParser {
    /// Runs the command as its command line says, and ends the process with the exit code of the outcome.
    ///
    /// - Parameters:
    ///   - settings: the settings without any option.
    ///   - code: gives the exit code of an error that is not a `CommandError`.
    ///   - work: does the command's work with the settings and operands of the command line.
    public func run(
        _ settings: Settings, code: (any Error) -> ExitCode = { _ in .failure },
        _ work: (Settings, _ operands: [String]) throws -> ExitCode
    ) -> Never {
        // A closed pipe (as `head` leaves it) and a full quota become errors of `write`, so that the command still
        // cleans up; by default these signals end the process.
        for number in [SIGPIPE, SIGXFSZ] { signal(number, SIG_IGN) }
        do {
            var settings = settings
            switch try parse(Array(CommandLine.arguments.dropFirst()), into: &settings) {
            case .print(let text):
                try Terminal().result(text)
                exit(ExitCode.done.rawValue)
            case .work(let operands):
                exit(try work(settings, operands).rawValue)
            }
        } catch {
            Terminal().error(PlainLine.text("\(command): \(error)"))
            exit((error as? CommandError)?.code.rawValue ?? code(error).rawValue)
        }
    }
}
