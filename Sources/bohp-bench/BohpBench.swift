import BOHP
import CommandLineTool
import Plot
import RunRecord

@main
enum BohpBench {
    static func main() {
        runCommand(BenchOptions.command, code: exitCode) {
            var settings = BenchSettings()
            switch try BenchOptions.parser.parse(Array(CommandLine.arguments.dropFirst()), into: &settings) {
            case .print(let text): Terminal().result(text)
            case .work(let names): try BenchSession(settings, names: names).run()
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
