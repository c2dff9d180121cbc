import BOHP
import CommandLineTool
import RunRecord

@main
enum BohpTrain {
    static func main() {
        TrainOptions.parser.run(TrainSettings(), code: exitCode) { settings, _ in
            let command = [TrainOptions.command] + CommandLine.arguments.dropFirst()
            return try TrainingSession(settings, command: command).run()
        }
    }

    private static func exitCode(of error: any Error) -> ExitCode {
        switch error {
        case let error as RunRecordError: ExitCode(rawValue: error.exitCode) ?? .failure
        case is ConfigurationError: .usage
        default: .failure
        }
    }
}
