import BOHP

/// Training on batches of 32 episodes, on one thread and on all.
extension Benchmark {
    static let batch = batch("batch", .double)
    static let batchFloat = batch("batch-float", .float)

    private static func batch(_ name: String, _ precision: Configuration.Precision) -> Benchmark {
        let configuration = Configuration.original.with(\.batch, 32).with(\.precision, precision)
        return Benchmark(
            name: name,
            summary: "The small episode in batches of 32, \(precision.rawValue), on one thread and on all.",
            configuration: configuration
        ) { plan in
            // One thread and all threads alternate in short turns, because a temporary disturbance of the
            // machine then affects both.
            let turns = 5
            var turn = plan
            turn.repetitions = max(3, plan.repetitions / turns)
            turn.seconds = plan.seconds / Double(turns)
            var timed = [1, plan.threads].map { threads in
                (work: TimedWork(configuration: configuration, threads: threads), samples: [Double]())
            }
            for _ in 0..<turns {
                for index in timed.indices { timed[index].samples += try timed[index].work.samples(turn) }
            }
            var result = BenchmarkResult(of: name, timed)
            result.findings = [
                .init(
                    name: "episodes per second on all threads, relative to one thread",
                    value: result.measurements[0].median / result.measurements[1].median)
            ]
            return result
        }
    }
}
