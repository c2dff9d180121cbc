import BOHP

/// Training episode by episode: drawing the episode, gradient, update and metrics, which is all that
/// `bohp-train` does except writing files.
struct TrainingBenchmark {
    /// The unit of work that is timed.
    enum Unit {
        case episode
        /// A whole run, the initial network included.
        case run(episodes: Int)
    }

    let name: String
    let summary: String
    let configuration: Configuration
    var unit = Unit.episode
    /// Whether it uses all threads, or one.
    var usesThreads = false

    /// The 2017 program's task.
    static let small = TrainingBenchmark(
        name: "small", summary: "A training episode of the 2017 program's task: N = 29, T = 66, double.",
        configuration: .original)

    static let original = TrainingBenchmark(
        name: "original", summary: "The 2017 program's whole run: 10,000 such episodes.",
        configuration: .original, unit: .run(episodes: 10_000))

    static let large = TrainingBenchmark(
        name: "large",
        summary:
            "A training episode at N = 1000: 999 pattern neurons, 5 patterns, T = 106, float, all threads.",
        configuration: .overlapping(neurons: 1000, patterns: 5, precision: .float), usesThreads: true)

    static let rtrl = TrainingBenchmark(
        name: "rtrl",
        summary: "The small episode with gradients by real-time recurrent learning, all threads.",
        configuration: .original.with(engine: .rtrl), usesThreads: true)

    static let rtrl64 = TrainingBenchmark(
        name: "rtrl-64", summary: "Real-time recurrent learning at N = 64, T = 66, double, all threads.",
        configuration: .overlapping(neurons: 64).with(engine: .rtrl), usesThreads: true)

    var benchmark: Benchmark {
        Benchmark(name: name, summary: summary, configuration: configuration, measure: measure)
    }

    private func measure(_ plan: TimingPlan) throws -> BenchmarkResult {
        let threads = usesThreads ? plan.threads : 1
        var measurement = try Timing(
            of: unit, of: configuration, threads: threads, plan: plan, work: summary)
        let memory = PeakMemory.bytes
        measurement.measureLimits()
        return BenchmarkResult(benchmark: name, measurements: [measurement], peakMemory: memory)
    }
}

extension Configuration {
    /// The 2017 program's configuration for another number of neurons, with independently drawn patterns,
    /// because orthogonal patterns take long to find among many neurons, and that is not to be timed.
    static func overlapping(
        neurons: Int, patterns: Int = 3, precision: Precision = .double
    ) -> Configuration {
        var configuration = Configuration.original
        var task = AssociativeMemory()
        task.patternSize = neurons - 1
        task.patterns = patterns
        task.orthogonal = false
        configuration.task = task
        configuration.precision = precision
        return configuration
    }

    func with(engine: Engine) -> Configuration {
        var configuration = self
        configuration.engine = engine
        return configuration
    }

    func with(batch: Int) -> Configuration {
        var configuration = self
        configuration.batch = batch
        return configuration
    }

    func with(episodes: Int) -> Configuration {
        var configuration = self
        configuration.episodes = episodes
        return configuration
    }
}

extension Timing {
    /// Times training.
    init(
        of unit: TrainingBenchmark.Unit, of configuration: Configuration, threads: Int, plan: TimingPlan,
        work: String
    ) throws {
        var timed: (samples: [Double], warmUp: Int)
        var episodes = 1
        var perUnit = 1
        switch unit {
        case .episode:
            // More episodes than the time allows.
            let trainer = try Trainer(configuration.with(episodes: 1_000_000_000), threads: threads)
            timed = try Stopwatch.samples(plan) { _ = try trainer.trainBatch() }
            timed.samples = timed.samples.map { $0 / Double(configuration.batch) }
            perUnit = configuration.batch
        case .run(let count):
            let whole = configuration.with(episodes: count)
            timed = try Stopwatch.samples(plan) {
                let trainer = try Trainer(whole, threads: threads)
                while !trainer.isFinished { _ = try trainer.trainBatch() }
            }
            episodes = count
            perUnit = count
        }
        let task = configuration.task
        self.init(
            work: work, engine: configuration.engine, neurons: task.neurons, steps: task.steps,
            precision: configuration.precision, batch: configuration.batch, threads: threads,
            episodes: episodes, warmUpEpisodes: timed.warmUp * perUnit, samples: timed.samples,
            cost: Cost(configuration))
    }

    /// Measures the machine's limits.
    mutating func measureLimits() {
        // Threads that split the rows of one episode share its matrices. Threads that split a batch's
        // episodes or RTRL's parameters have their own.
        let isShared = batch == 1 && engine == .bptt
        let share = isShared ? cost.workingSet / Double(threads) : cost.workingSet
        limits = MachineLimits(precision: precision, threads: threads, workingSet: share)
    }
}
