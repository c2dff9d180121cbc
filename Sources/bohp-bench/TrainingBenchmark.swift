import BOHP

/// Training episode by episode.
extension Benchmark {
    /// The 2017 program's task.
    static let small = training(
        "small", "A training episode of the 2017 program's task: N = 29, T = 66, double.", .original)

    static let original = training(
        "original", "The 2017 program's whole run: 10,000 such episodes.", .original.with(\.episodes, 10_000),
        isWholeRun: true)

    static let large = training(
        "large",
        "A training episode at N = 1000: 999 pattern neurons, 5 patterns, T = 106, float, all threads.",
        .overlapping(neurons: 1000, patterns: 5).with(\.precision, .float), usesThreads: true)

    static let rtrl = training(
        "rtrl", "The small episode with gradients by real-time recurrent learning, all threads.",
        .original.with(\.engine, .rtrl), usesThreads: true)

    static let rtrl64 = training(
        "rtrl-64", "Real-time recurrent learning at N = 64, T = 66, double, all threads.",
        .overlapping(neurons: 64).with(\.engine, .rtrl), usesThreads: true)

    static let simple = training(
        "simple",
        "A training episode of the 1000-bit memory of 2018, which learns its trace rate: N = 1001, T = 106, float, all threads.",
        Experiment.simple2018.configuration, usesThreads: true)

    static let simpleFixed = training(
        "simple-fixed", "The same episode with a fixed trace rate.",
        Experiment.simple2018.configuration.with(\.rule, DecayingHebb(eta: 0.99)), usesThreads: true)

    static let images = training(
        "images",
        "A training episode of the completion of images of 2018: N = 1025, T = 201, float, all threads.",
        Experiment.images2018.configuration, usesThreads: true)

    static let completion = training(
        "completion", "A training episode of the completion of patterns of 2016, double.",
        Experiment.completion2016.configuration)

    static let oneShot = training(
        "one-shot", "A training episode of the one-shot learning of 2016, double.",
        Experiment.oneShot2016.configuration)

    static let reversal = training(
        "reversal", "A training episode of the reversal learning of 2016, double.",
        Experiment.reversal2016.configuration)

    private static func training(
        _ name: String, _ summary: String, _ configuration: Configuration, usesThreads: Bool = false,
        isWholeRun: Bool = false
    ) -> Benchmark {
        Benchmark(name: name, summary: summary, configuration: configuration) { plan in
            let work = TimedWork(
                configuration: configuration, threads: usesThreads ? plan.threads : 1, isWholeRun: isWholeRun)
            return BenchmarkResult(of: name, [(work, try work.samples(plan))])
        }
    }
}

extension Configuration {
    /// The 2017 program's configuration for another number of neurons, with independently drawn patterns,
    /// because orthogonal patterns take long to find among many neurons, and that is not to be timed.
    static func overlapping(neurons: Int, patterns: Int = 3) -> Configuration {
        var task = AssociativeMemory()
        task.patternSize = neurons - 1
        task.patterns = patterns
        task.orthogonal = false
        return Configuration.original.with(\.task, task)
    }

    /// A copy with another value of one setting.
    func with<Value>(_ setting: WritableKeyPath<Configuration, Value>, _ value: Value) -> Configuration {
        var configuration = self
        configuration[keyPath: setting] = value
        return configuration
    }
}
