import BOHP
import CommandLineTool
import Text

/// A benchmark. To add one, add a value of this type to `all`.
struct Benchmark: Sendable {
    /// Its name on the command line.
    let name: String
    /// One line for `--list`.
    let summary: String
    /// The configuration that is timed; `nil` if the benchmark times several.
    var configuration: Configuration?
    let measure: @Sendable (TimingPlan) throws -> BenchmarkResult

    /// Every benchmark, in the order in which they run.
    static let all = [
        small, original, large, rtrl, rtrl64, batch, batchFloat, simple, simpleFixed, images, completion,
        oneShot,
        reversal, scaling,
    ]

    /// The benchmarks of the given names; all if there are none.
    ///
    /// - Throws: `CommandError` with code 64.
    static func named(_ names: [String]) throws -> [Benchmark] {
        if names.isEmpty { return all }
        return try names.map { name in
            guard let benchmark = all.first(where: { $0.name == name }) else {
                let hint = NearestNames.suggestion(for: name, among: all.map(\.name))
                throw CommandError("there is no benchmark “\(name)”\(hint)", code: .usage)
            }
            return benchmark
        }
    }

    /// The text of `--list`.
    static var list: String { TextTable.text(all.map { [$0.name, $0.summary] }) }
}
