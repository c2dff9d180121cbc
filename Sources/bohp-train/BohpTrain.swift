import BOHP
import CommandLineTool
import Foundation
import RunRecord

@main
enum BohpTrain {
    static func main() {
        TrainOptions.parser.run(TrainSettings(), code: exitCode) { settings, _ in
            let command = [TrainOptions.command] + CommandLine.arguments.dropFirst()
            try Double.checkRequestedKernels()
            if settings.listsExperiments {
                let longest = Experiment.all.map(\.name.count).max() ?? 0
                let lines = Experiment.all.map {
                    $0.name.padding(toLength: longest + 2, withPad: " ", startingAt: 0) + $0.words
                }
                try Terminal().result(lines.joined(separator: "\n"))
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
