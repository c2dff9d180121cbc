import CommandLineTool
import RunRecord

@main
enum BohpBench {
    static func main() {
        BenchOptions.parser.run(BenchSettings(), code: exitCode) { settings, names in
            if let file = settings.fixtureFile {
                let comparison = try FixtureComparison(path: file)
                try Terminal().result(comparison.table)
                return comparison.passes ? .done : .failure
            }
            try BenchSession(settings, names: names).run()
            return .done
        }
    }

    private static func exitCode(of error: any Error) -> ExitCode {
        (error as? RunRecordError).flatMap { ExitCode(rawValue: $0.exitCode) } ?? .failure
    }
}
