import CommandLineTool
import Foundation
import RunRecord

/// What the command line of `bohp-bench` asks for.
struct BenchSettings {
    var plan = MeasurementPlan()
    var json = false
    var lists = false
    var inProcess = false
    var gradientFile: String?
    var figureFile: String?
    var isQuiet = false
}

/// How much is measured, and on how many threads.
struct MeasurementPlan {
    /// Threads where a benchmark uses several; all processors unless told otherwise.
    var threads = ProcessInfo.processInfo.activeProcessorCount
    /// Samples of a measurement.
    var repetitions = 20
    /// The time that a measurement's samples may take together.
    var seconds = 2.0
}

/// The options of `bohp-bench`.
enum BenchOptions {
    static let command = "bohp-bench"

    static var parser: CommandLineParser<BenchSettings> {
        CommandLineParser(
            command: command, version: RunInformation.Software.current.version,
            summary: "Times training beside the machine's own limits.",
            operands: "[NAME ...]",
            groups: [
                (
                    "What is measured",
                    [
                        .flag(
                            "list",
                            help: "List the benchmarks, and measure nothing; all run unless some are named."
                        ) { $0.lists = true },
                        .integer(
                            "threads", in: 1...1024,
                            help: "Threads where a benchmark uses several (default all cores)."
                        ) { $0.plan.threads = $1 },
                        .integer(
                            "repetitions", in: 3...100_000, help: "Samples of a measurement (default 20)."
                        ) { $0.plan.repetitions = $1 },
                        .number(
                            "seconds", value: "S", in: 0.001...3600,
                            help:
                                "Time for a measurement's samples (default 2); never less than three samples."
                        ) { $0.plan.seconds = $1 },
                        .flag(
                            "in-process",
                            help:
                                "Measure in this process, for a profiler, instead of each benchmark in one of "
                                + "its own."
                        ) { $0.inProcess = true },
                    ]
                ),
                (
                    "What comes out",
                    [
                        .flag("json", help: "Print everything as JSON instead of a table.") {
                            $0.json = true
                        },
                        .text(
                            "figure", value: "FILE",
                            help: "Draw the scaling benchmark's result: cost of an episode against N, as PNG."
                        ) { $0.figureFile = $1 },
                        .text(
                            "gradient", value: "FILE",
                            help:
                                "Measure nothing, but write the named benchmark's network, first episode and "
                                + "gradient, as safetensors."
                        ) { $0.gradientFile = $1 },
                        .flag("quiet", letter: "q", help: "Say nothing but errors and the result.") {
                            $0.isQuiet = true
                        },
                    ]
                ),
            ])
    }
}
