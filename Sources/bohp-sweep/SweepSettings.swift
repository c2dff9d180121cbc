import CommandLineTool
import RunRecord

/// What the command line of `bohp-sweep` asks for.
struct SweepSettings {
    var sweeps = "sweeps"
    var isDryRun = false
    var usesSlurm = false
    var runs: Range<Int>?
    var threads: Int?
    var acceptsOtherKernels = false
    var makesReport = true
    var isQuiet = false
}

/// The options of `bohp-sweep`.
enum SweepOptions {
    static let command = "bohp-sweep"

    static let parser = CommandLineParser<SweepSettings>(
        command: command, version: RunInformation.Software.current.version,
        summary: "Train the runs of a sweep file, those that are not done. The same call again goes on.",
        operands: "FILE | DIR | status DIR", groups: [("The sweep", options)])

    private static let options: [CommandOption<SweepSettings>] = [
        .init("sweeps", .text("DIR"), "Folder of the sweeps", default: SweepSettings().sweeps) {
            $0.sweeps = $1
        },
        .flag("dry-run", "Say what would be done, and do nothing") { $0.isDryRun = true },
        .flag("slurm", "Submit the runs to Slurm as an array of jobs") { $0.usesSlurm = true },
        .init("runs", .text("A-B"), "Only these runs, by their numbers in the order of --dry-run") {
            settings, text in
            let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
            guard let first = ends[0], let last = ends[ends.count - 1], ends.count <= 2, first > 0,
                first <= last
            else {
                throw CommandError("--runs takes two numbers, such as 1-20, not “\(text)”", code: .usage)
            }
            settings.runs = first - 1..<last
        },
        .init(
            "threads", .integer(1...1024),
            "Number of threads, on which results do not depend; all cores by default"
        ) { $0.threads = $1 },
        .flag("other-kernels", "Continue runs also with kernels that round differently") {
            $0.acceptsOtherKernels = true
        },
        .flag("no-report", "Make no report at the end") { $0.makesReport = false },
        .flag("quiet", letter: "q", "Print only errors and the result") { $0.isQuiet = true },
    ]
}
