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
                try Double.checkRequestedKernels()
                let stop = StopRequest()
                if let run = settings.evaluate {
                    Terminal().result(
                        try Measuring.measure(run, settings) { stop.isRequested })
                    return .done
                }
                let session = try TrainingSession(settings, command: [TrainOptions.command] + words) {
                    stop.isRequested
                }
                let outcome = try session.run()
                Terminal().result(outcome.path)
                return outcome.isFinished ? .done : .failure
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
