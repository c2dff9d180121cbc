import BOHP
import Foundation

/// The cost of a training episode against the number of neurons, for both engines on one thread, and the
/// exponents of its growth.
extension Benchmark {
    static let scaling = Benchmark(
        name: "scaling",
        summary: "An episode (T = 66, double, one thread) against N for both engines, with exponents."
    ) { plan in
        var part = plan
        part.seconds = plan.seconds / 4
        part.repetitions = max(3, plan.repetitions / 2)
        let measurements = try scalingSizes.flatMap { engine, sizes in
            try sizes.map { neurons in
                let work = TimedWork(
                    configuration: .overlapping(neurons: neurons).with(\.engine, engine))
                return Timing(of: work, try work.samples(part))
            }
        }
        let findings = scalingSizes.compactMap { engine, _ in
            PowerLaw(of: measurements, engine: engine).map { fit in
                BenchmarkResult.Finding(
                    name: "exponent of N, \(engine.rawValue), N ≥ \(PowerLaw.smallestFitted)",
                    value: fit.exponent)
            }
        }
        return BenchmarkResult(benchmark: "scaling", measurements: measurements, findings: findings)
    }

    /// Multiples of the vector width, because the padding of matrices would bend the line.
    static let scalingSizes: [(engine: GradientMethod, neurons: [Int])] = [
        (.bptt, [8, 16, 32, 64, 128, 256, 512, 1024]),
        (.rtrl, [8, 16, 24, 32, 48, 64]),
    ]
}

/// The growth of an episode's time with N: time = factor · N^exponent.
struct PowerLaw {
    let factor: Double
    let exponent: Double

    /// The smallest size that the line is fitted to. From here on, the work on matrices dominates.
    static let smallestFitted = 32

    /// The least-squares line of log time over log N for an engine's larger networks; `nil` for fewer than two different
    /// N.
    init?(of measurements: [Timing], engine: GradientMethod) {
        let points =
            measurements
            .filter { $0.engine == engine && $0.neurons >= Self.smallestFitted }
            .map { (log(Double($0.neurons)), log($0.median)) }
        let count = Double(points.count)
        let meanX = points.reduce(0) { $0 + $1.0 } / count
        let meanY = points.reduce(0) { $0 + $1.1 } / count
        let spread = points.reduce(0) { $0 + ($1.0 - meanX) * ($1.0 - meanX) }
        guard spread > 0 else { return nil }
        exponent = points.reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) } / spread
        factor = exp(meanY - exponent * meanX)
    }

    /// The time of an episode of N neurons, in seconds.
    func seconds(neurons: Double) -> Double { factor * pow(neurons, exponent) }
}
