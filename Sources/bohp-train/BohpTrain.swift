import BOHP
import CommandLineTool
import Foundation
import RunRecord

@main
enum BohpTrain {
    static func main() {
        runCommand(TrainOptions.command, code: exitCode) {
            var settings = TrainSettings()
            let words = Array(CommandLine.arguments.dropFirst())
            let parser = TrainOptions.parser
            switch try parser.parse(words, into: &settings) {
            case .print(let text):
                Terminal().result(text)
                return .done
            case .work:
                return try TrainingSession(settings, command: [TrainOptions.command] + words).run()
            }
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
