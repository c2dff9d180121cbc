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

/// One time, measured repeatedly.
struct Timing: Codable {
    /// The work timed, in a few words.
    var work: String
    var engine: Configuration.Engine
    var neurons: Int
    var steps: Int
    var precision: Configuration.Precision
    var batch: Int
    var threads: Int
    /// The training episodes of one unit of work: 1, unless a whole run is timed.
    var episodes: Int
    /// The episodes trained on before the first sample.
    var warmUpEpisodes: Int
    /// Seconds per unit, each from one sample.
    var samples: [Double]
    /// The cost of an episode by formula.
    var cost: Cost
    /// The machine's limits, measured by the same process on the same number of threads.
    var limits: MachineLimits?

    /// The times' median and quartiles, in seconds.
    var quartiles: Quartiles {
        guard let quartiles = Quartiles(of: samples) else {
            preconditionFailure("a measurement needs a sample")
        }
        return quartiles
    }
    /// Floating-point operations a second.
    var arithmeticRate: Double { cost.operations * Double(episodes) / quartiles.median }
    /// Bytes a second.
    var bandwidth: Double { cost.bytes * Double(episodes) / quartiles.median }

    private enum CodingKeys: String, CodingKey {
        case work, engine, neurons, steps, precision, batch, threads, episodes, warmUpEpisodes, samples, cost,
            limits
    }

    private enum DerivedKeys: String, CodingKey {
        case median, lowerQuartile, upperQuartile, arithmeticRate, bandwidth, arithmeticShare, bandwidthShare
    }

    /// Encodes the measurement with the numbers derived from it, so that readers need not compute them.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(work, forKey: .work)
        try container.encode(engine, forKey: .engine)
        try container.encode(neurons, forKey: .neurons)
        try container.encode(steps, forKey: .steps)
        try container.encode(precision, forKey: .precision)
        try container.encode(batch, forKey: .batch)
        try container.encode(threads, forKey: .threads)
        try container.encode(episodes, forKey: .episodes)
        try container.encode(warmUpEpisodes, forKey: .warmUpEpisodes)
        try container.encode(samples, forKey: .samples)
        try container.encode(cost, forKey: .cost)
        try container.encodeIfPresent(limits, forKey: .limits)
        var derived = encoder.container(keyedBy: DerivedKeys.self)
        try derived.encode(quartiles.median, forKey: .median)
        try derived.encode(quartiles.lower, forKey: .lowerQuartile)
        try derived.encode(quartiles.upper, forKey: .upperQuartile)
        try derived.encode(arithmeticRate, forKey: .arithmeticRate)
        try derived.encode(bandwidth, forKey: .bandwidth)
        try derived.encodeIfPresent(limits.map { arithmeticRate / $0.arithmetic }, forKey: .arithmeticShare)
        try derived.encodeIfPresent(limits.map { bandwidth / $0.bandwidth }, forKey: .bandwidthShare)
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
