import BOHP

/// Training that is timed: drawing the episode, gradient, update and metrics, which is all that `bohp-train` does except
/// writing files.
struct TimedWork {
    var configuration: Configuration
    var threads = 1
    /// Whether the unit of work is a whole run, the initial network included, or an episode.
    var isWholeRun = false

    /// Seconds per unit of work, sample by sample.
    ///
    /// - Throws: `ConfigurationError`.
    func samples(_ plan: TimingPlan) throws -> [Double] {
        if isWholeRun {
            return try Stopwatch.samples(plan) {
                let trainer = try Trainer(configuration, threads: threads)
                while !trainer.isFinished { _ = try trainer.trainBatch() }
            }
        }
        // More episodes than the time allows.
        let trainer = try Trainer(configuration.with(\.episodes, 1_000_000_000), threads: threads)
        return try Stopwatch.samples(plan) { _ = try trainer.trainBatch() }
            .map { $0 / Double(configuration.batch) }
    }

    /// The machine's limits on as many threads.
    func limits() -> MachineLimits {
        // Threads that split the rows of one episode share its matrices. Threads that split a batch's
        // episodes or RTRL's parameters have their own.
        let workingSet = Cost(configuration).workingSet
        let isShared = configuration.batch == 1 && configuration.engine == .bptt
        return MachineLimits(
            precision: configuration.precision, threads: threads,
            workingSet: isShared ? workingSet / Double(threads) : workingSet)
    }
}
