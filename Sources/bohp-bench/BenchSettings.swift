import CommandLineTool
import Foundation
import RunRecord
import Text

/// The settings on the command line of `bohp-bench`.
struct BenchSettings {
    var plan = TimingPlan()
    var json = false
    var lists = false
    var inProcess = false
    var gradientFile: String?
    var figureFile: String?
    var fixtureFile: String?
    var isQuiet = false
}

/// How much is measured, and on how many threads.
struct TimingPlan {
    /// Threads of the benchmarks that use several; all processors by default.
    var threads = ProcessInfo.processInfo.activeProcessorCount
    /// Samples of a measurement.
    var repetitions = 20
    /// The time, in seconds, for all samples of a measurement.
    var seconds = 2.0
}

/// The options of `bohp-bench`.
enum BenchOptions {
    private static let plan = TimingPlan()

    static let parser = CommandLineParser<BenchSettings>(
        command: "bohp-bench", version: RunInformation.Software.current.version,
        summary: "Times training and compares it with what the machine can do.",
        operands: "[NAME ...]",
        groups: [
            (
                "What is measured",
                [
                    .flag("list", "List the benchmarks and measure nothing; all run unless some are named") {
                        $0.lists = true
                    },
                    .init(
                        "threads", .integer(1...1024), "Threads of the benchmarks that use several",
                        default: "\(plan.threads)"
                    ) { $0.plan.threads = $1 },
                    .init(
                        "repetitions", .integer(3...100_000), "Samples of a measurement",
                        default: "\(plan.repetitions)"
                    ) { $0.plan.repetitions = $1 },
                    .init(
                        "seconds", .number(0.001...3600, "S"),
                        "Time for a measurement's samples, of which there are at least three",
                        default: NumberText.general(plan.seconds)
                    ) { $0.plan.seconds = $1 },
                    .flag(
                        "in-process",
                        "Measure in this process, for a profiler, instead of each benchmark in a process of its own"
                    ) { $0.inProcess = true },
                ]
            ),
            (
                "What comes out",
                [
                    .flag("json", "Print everything as JSON instead of a table") { $0.json = true },
                    .init(
                        "figure", .text("FILE"),
                        "Draw the result of the benchmark scaling, cost of an episode against N, as PNG"
                    ) { $0.figureFile = $1 },
                    .init(
                        "gradient", .text("FILE"),
                        "Measure nothing, but write the named benchmark's network, first episode and gradient as "
                            + "safetensors"
                    ) { $0.gradientFile = $1 },
                    .init(
                        "fixture", .text("FILE"),
                        "Measure nothing, but compare this program's gradients with those in a JSON file"
                    ) { $0.fixtureFile = $1 },
                    .flag("quiet", letter: "q", "Print nothing but errors and the result") {
                        $0.isQuiet = true
                    },
                ]
            ),
        ])
}
