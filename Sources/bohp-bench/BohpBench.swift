import CommandLineTool
import RunRecord

@main
enum BohpBench {
    static func main() {
        BenchOptions.parser.run(BenchSettings(), code: exitCode) { settings, names in
            try BenchSession(settings, names: names).run()
            return .done
        }
    }

    private static func exitCode(of error: any Error) -> ExitCode {
        (error as? RunRecordError).flatMap { ExitCode(rawValue: $0.exitCode) } ?? .failure
    }
}
