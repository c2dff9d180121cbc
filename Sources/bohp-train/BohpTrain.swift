import BOHP
import CommandLineTool
import RunRecord

@main
enum BohpTrain {
    static func main() {
        TrainOptions.parser.run(TrainSettings(), code: exitCode) { settings, _ in
            try Double.checkRequestedKernels()
            let stop = StopRequest()
            if let run = settings.evaluate {
                Terminal().result(try Measuring.measure(run, settings) { stop.isRequested })
                return .done
            }
            let command = [TrainOptions.command] + CommandLine.arguments.dropFirst()
            let session = try TrainingSession(settings, command: command) { stop.isRequested }
            let outcome = try session.run()
            Terminal().result(outcome.path)
            return outcome.isFinished ? .done : .failure
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
