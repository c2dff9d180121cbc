import Analysis
import BOHP
import Foundation
import RunRecord

/// The result of a benchmark.
struct BenchmarkResult: Codable {
    var benchmark: String
    var measurements: [Timing]
    /// Numbers derived from the measurements, such as a ratio.
    var findings: [Finding] = []
    /// The most memory that the benchmark's process had in use before the machine's peaks were measured, in
    /// bytes; `nil` if other things were measured in the same process before.
    var peakMemory: UInt64?

    /// A number derived from measurements.
    struct Finding: Codable {
        var name: String
        var value: Double
    }
}

extension BenchmarkResult {
    /// The result of timed work: takes the peak memory, then measures the machine's limits.
    init(of benchmark: String, _ timed: [(work: TimedWork, samples: [Double])]) {
        let memory = PeakMemory.bytes
        self.init(
            benchmark: benchmark,
            measurements: timed.map { Timing(of: $0.work, $0.samples, limits: $0.work.limits()) },
            peakMemory: memory)
    }
}

/// One time, measured repeatedly, and the numbers derived from it.
struct Timing: Codable {
    let engine: GradientMethod
    let neurons: Int
    let steps: Int
    let precision: Configuration.Precision
    let batch: Int
    let threads: Int
    /// The training episodes of one unit of work: 1, unless a whole run is timed.
    let episodes: Int
    /// Seconds per unit, each from one sample.
    let samples: [Double]
    /// The samples' median and quartiles, in seconds.
    let median: Double
    let lowerQuartile: Double
    let upperQuartile: Double
    /// The cost of an episode by formula.
    let cost: Cost
    /// Floating-point operations per second.
    let arithmeticRate: Double
    /// Bytes per second.
    let bandwidth: Double
    /// The machine's limits, measured by the same process on the same number of threads.
    let limits: MachineLimits?
    /// Shares of these limits.
    let arithmeticShare: Double?
    let bandwidthShare: Double?

    /// - Precondition: there is a sample.
    init(of work: TimedWork, _ samples: [Double], limits: MachineLimits? = nil) {
        guard let quartiles = Quartiles(of: samples) else {
            preconditionFailure("a measurement needs a sample")
        }
        let configuration = work.configuration
        engine = configuration.engine
        neurons = configuration.task.neurons
        steps = configuration.task.steps
        precision = configuration.precision
        batch = configuration.batch
        threads = work.threads
        episodes = work.isWholeRun ? configuration.episodes : 1
        self.samples = samples
        median = quartiles.median
        lowerQuartile = quartiles.lower
        upperQuartile = quartiles.upper
        cost = Cost(configuration)
        arithmeticRate = cost.operations * Double(episodes) / median
        bandwidth = cost.bytes * Double(episodes) / median
        self.limits = limits
        arithmeticShare = limits.map { [arithmeticRate] in arithmeticRate / $0.arithmetic }
        bandwidthShare = limits.map { [bandwidth] in bandwidth / $0.bandwidth }
    }
}

/// The results of one call of `bohp-bench`.
struct BenchReport: Codable {
    var formatVersion = 1
    var software = RunInformation.Software.current
    var machine = RunInformation.Machine.current
    var results: [BenchmarkResult]

    /// JSON with keys in snake case; what `bohp-bench --json` prints.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.keyEncodingStrategy = .convertToSnakeCase
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// Reads what `encoded` wrote.
    static func decoded(_ data: Data) throws -> BenchReport {
        let decoder = JSONDecoder()
        decoder.keyDecodingStrategy = .convertFromSnakeCase
        return try decoder.decode(BenchReport.self, from: data)
    }
}
