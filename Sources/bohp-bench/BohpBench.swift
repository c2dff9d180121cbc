import BOHP
import CommandLineTool
import Plot
import RunRecord

@main
enum BohpBench {
    static func main() {
        runCommand(BenchOptions.command, code: exitCode) {
            switch try BenchOptions.parser.parse(Array(CommandLine.arguments.dropFirst())) {
            case .print(let text): Terminal().result(text)
            case .work(let line):
                var settings = BenchSettings()
                try line.apply(to: &settings)
                try BenchSession(settings, names: line.operands).run()
            }
            return .done
        }
    }

    private static func exitCode(of error: any Error) -> ExitCode {
        switch error {
        case let error as RunRecordError: ExitCode(rawValue: error.exitCode) ?? .failure
        default: .failure
        }
    }
}
