import BOHP
import Foundation

/// The cost of a training episode against the number of neurons, for both engines on one thread, and the
/// exponents of its growth.
enum ScalingBenchmark {
    static let name = "scaling"

    /// Multiples of the vector width, because the padding of matrices would bend the line.
    static let sizes: [(engine: Configuration.Engine, neurons: [Int])] = [
        (.bptt, [8, 16, 32, 64, 128, 256, 512, 1024]),
        (.rtrl, [8, 16, 24, 32, 48, 64]),
    ]

    /// The smallest size that the line is fitted to. From here on, the work on matrices dominates.
    static let smallestFitted = 32

    static var benchmark: Benchmark {
        Benchmark(
            name: name,
            summary: "An episode (T = 66, double, one thread) against N for both engines, with exponents.",
            measure: measure)
    }

    private static func measure(_ plan: TimingPlan) throws -> BenchmarkResult {
        var part = plan
        part.seconds = plan.seconds / 4
        part.repetitions = max(3, plan.repetitions / 2)
        var measurements: [Timing] = []
        for (engine, sizes) in sizes {
            for neurons in sizes {
                measurements.append(
                    try Timing(
                        of: .episode, of: .overlapping(neurons: neurons).with(engine: engine), threads: 1,
                        plan: part, work: "An episode by \(engine.rawValue)."))
            }
        }
        var result = BenchmarkResult(benchmark: name, measurements: measurements)
        for (engine, _) in sizes {
            guard let fit = PowerLaw(of: result, engine: engine) else { continue }
            result.findings.append(
                .init(name: "exponent of N, \(engine.rawValue), N ≥ \(smallestFitted)", value: fit.exponent))
        }
        return result
    }
}

/// A power law y = factor · x^exponent.
struct PowerLaw {
    let factor: Double
    let exponent: Double

    /// The least-squares line of log y over log x; `nil` for fewer than two different x.
    init?(x: [Double], y: [Double]) {
        let points = zip(x, y).map { (log($0), log($1)) }
        let count = Double(points.count)
        let meanX = points.reduce(0) { $0 + $1.0 } / count
        let meanY = points.reduce(0) { $0 + $1.1 } / count
        let spread = points.reduce(0) { $0 + ($1.0 - meanX) * ($1.0 - meanX) }
        guard spread > 0 else { return nil }
        exponent = points.reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
        factor = exp(meanY - exponent * meanX)
    }

    /// The power law of an engine's larger networks in the scaling benchmark's result.
    init?(of result: BenchmarkResult, engine: Configuration.Engine) {
        let fitted = result.measurements.filter {
            $0.engine == engine && $0.neurons >= ScalingBenchmark.smallestFitted
        }
        self.init(x: fitted.map { Double($0.neurons) }, y: fitted.map(\.quartiles.median))
    }

    /// y at x.
    func value(at x: Double) -> Double { factor * pow(x, exponent) }
}
