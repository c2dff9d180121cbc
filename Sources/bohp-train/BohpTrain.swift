import BOHP
import CommandLineTool
import Foundation
import RunRecord

@main
enum BohpTrain {
    static func main() {
        runCommand(TrainOptions.command, code: exitCode) {
            let words = Array(CommandLine.arguments.dropFirst())
            switch try TrainOptions.parser.parse(words) {
            case .print(let text):
                Terminal().result(text)
                return .done
            case .work(let line):
                var settings = TrainSettings()
                try line.apply(to: &settings)
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
