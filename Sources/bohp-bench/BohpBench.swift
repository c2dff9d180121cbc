import CommandLineTool
import RunRecord

@main
enum BohpBench {
    static func main() {
        runCommand(
            BenchOptions.command,
            code: { ($0 as? RunRecordError).flatMap { ExitCode(rawValue: $0.exitCode) } ?? .failure }
        ) {
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
}
