import BOHP
import CommandLineTool
import RunRecord
import Text

@main
enum BohpTrain {
    static func main() {
        TrainOptions.parser.run(TrainSettings(), code: exitCode) { settings, _ in
            let command = [TrainOptions.command] + CommandLine.arguments.dropFirst()
            try Double.checkRequestedKernels()
            if settings.listsExperiments {
                try Terminal().result(TextTable.text(Experiment.all.map { [$0.name, $0.words] }))
                return .done
            }
            let stop = StopRequest()
            if let run = settings.evaluate {
                try Terminal().path(Measuring.measure(run, settings) { stop.isRequested })
                return .done
            }
            if let run = settings.repeated {
                let (isIdentical, text) = try Repeating.check(run, settings) { stop.isRequested }
                try Terminal().result(text)
                return isIdentical ? .done : .failure
            }
            let outcome = try TrainingSession(settings, command: command) { stop.isRequested }.run()
            try Terminal().path(outcome.path)
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
