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
        // A file that is opened must not become standard output, because results would be written into it.
        while case let descriptor = open("/dev/null", O_RDONLY), descriptor >= 0 {
            guard descriptor > STDERR_FILENO else { continue }
            close(descriptor)
            break
        }
        do {
            try Self.checkOpenFiles()
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

    /// The number of files that a command may have open at a time. Foundation's run loops and locks take some of them, and
    /// end the process if they get none.
    private static var leastOpenFiles: rlim_t { 32 }

    private static func checkOpenFiles() throws {
        var limit = rlimit()
        #if os(Linux)
            let files = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        #else
            let files = RLIMIT_NOFILE
        #endif
        guard getrlimit(files, &limit) == 0, limit.rlim_cur < leastOpenFiles else { return }
        throw CommandError(
            "may open \(limit.rlim_cur) files at a time, and needs \(leastOpenFiles); raise the limit by ulimit -n",
            code: .failure)
    }
}
