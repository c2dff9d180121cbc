import CommandLineTool
import Foundation

/// One call of `bohp-bench`.
struct BenchSession {
    private let settings: BenchSettings
    private let benchmarks: [Benchmark]
    private let terminal: Terminal

    /// - Throws: `CommandError` for names and options that exclude each other.
    init(_ settings: BenchSettings, names: [String]) throws {
        self.settings = settings
        benchmarks = try Benchmark.named(names)
        terminal = Terminal(isQuiet: settings.isQuiet)
        if settings.gradientFile != nil, names.count != 1 || benchmarks[0].configuration == nil {
            let known = Benchmark.all.filter { $0.configuration != nil }.map(\.name)
            throw CommandError(
                "--gradient takes one benchmark of \(known.joined(separator: ", "))", code: .usage)
        }
        if settings.figureFile != nil, !benchmarks.contains(where: { $0.name == Benchmark.scaling.name }) {
            throw CommandError("--figure draws the benchmark “scaling”, which is not named", code: .usage)
        }
    }

    /// Does the work of the call.
    func run() throws {
        if settings.lists {
            try terminal.result(Benchmark.list)
        } else if let path = settings.gradientFile, let configuration = benchmarks[0].configuration {
            try GradientExport.write(configuration, to: path)
            try terminal.result(path)
        } else {
            try measure()
        }
    }

    private func measure() throws {
        #if DEBUG
            terminal.message(
                "This is a debug build, whose times are meaningless; use swift build -c release.")
        #endif
        var report = BenchReport(results: [])
        for (index, benchmark) in benchmarks.enumerated() {
            terminal.message("\(benchmark.name): \(benchmark.summary)")
            if settings.inProcess {
                var result = try benchmark.measure(settings.plan)
                // The peak would include the memory of earlier benchmarks.
                if index > 0 { result.peakMemory = nil }
                report.results.append(result)
            } else {
                report.results.append(try measureInChild(benchmark))
            }
        }
        let json = try report.encoded()
        try terminal.result(settings.json ? String(decoding: json, as: UTF8.self) : ResultTable.text(report))
        if let path = settings.figureFile,
            let scaling = report.results.first(where: { $0.benchmark == Benchmark.scaling.name })
        {
            try ScalingFigure.write(scaling, to: path)
        }
    }

    /// Measures in a separate process, so that the peak memory is the benchmark's own and no benchmark
    /// starts with the caches of another.
    private func measureInChild(_ benchmark: Benchmark) throws -> BenchmarkResult {
        guard let executable = Bundle.main.executablePath else {
            throw CommandError("cannot find this program's own file; use --in-process", code: .failure)
        }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: executable)
        process.arguments = [
            benchmark.name, "--in-process", "--json", "--quiet", "--threads", "\(settings.plan.threads)",
            "--repetitions", "\(settings.plan.repetitions)", "--seconds", "\(settings.plan.seconds)",
        ]
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0, let result = try BenchReport.decoded(data).results.first else {
            throw CommandError("the benchmark \(benchmark.name) failed", code: .failure)
        }
        return result
    }
}
