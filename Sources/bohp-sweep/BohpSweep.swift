import BOHP
import CommandLineTool
import Foundation
import RunRecord
import Sweep
import Text

@main
enum BohpSweep {
    static func main() {
        SweepOptions.parser.run(SweepSettings(), code: exitCode) { settings, operands in
            try Double.checkRequestedKernels()
            return try SweepSession(settings, operands: operands).run()
        }
    }

    private static func exitCode(of error: any Error) -> ExitCode {
        switch error {
        case let error as RunRecordError: ExitCode(rawValue: error.exitCode) ?? .failure
        case is SweepFileError: .badData
        case is ConfigurationError: .usage
        default: .failure
        }
    }
}
