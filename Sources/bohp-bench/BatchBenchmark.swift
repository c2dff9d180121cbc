import BOHP

/// Training on batches of 32 episodes, on one thread and on all.
struct BatchBenchmark {
    let name: String
    let precision: Configuration.Precision

    static let double = BatchBenchmark(name: "batch", precision: .double)
    static let float = BatchBenchmark(name: "batch-float", precision: .float)

    var benchmark: Benchmark {
        Benchmark(
            name: name,
            summary: "The small episode in batches of 32, \(precision.rawValue), on one thread and on all.",
            configuration: configuration, measure: measure)
    }

    private var configuration: Configuration {
        var configuration = Configuration.original.with(batch: 32)
        configuration.precision = precision
        return configuration
    }

    private func measure(_ plan: TimingPlan) throws -> BenchmarkResult {
        // One thread and all threads alternate in short turns, because a temporary disturbance of the
        // machine then affects both.
        let turns = 5
        var turn = plan
        turn.repetitions = max(3, plan.repetitions / turns)
        turn.seconds = plan.seconds / Double(turns)
        func measure(threads: Int) throws -> Timing {
            try Timing(
                of: .episode, of: configuration, threads: threads, plan: turn,
                work: "An episode of a batch of 32.")
        }
        var measurements = [try measure(threads: 1), try measure(threads: plan.threads)]
        for _ in 1..<turns {
            for index in measurements.indices {
                let more = try measure(threads: measurements[index].threads)
                measurements[index].samples += more.samples
            }
        }
        let memory = PeakMemory.bytes
        for index in measurements.indices { measurements[index].measureLimits() }
        let ratio = measurements[0].quartiles.median / measurements[1].quartiles.median
        return BenchmarkResult(
            benchmark: name, measurements: measurements,
            findings: [.init(name: "episodes a second on all threads, times those on one", value: ratio)],
            peakMemory: memory)
    }
}
