import BOHP
// Its table holds C functions without any state, which may be called on any thread.
@preconcurrency import BenchKernels
import Dispatch

/// What the machine can do at most, measured: the other end of the scale for what training reaches.
struct MachineLimits: Codable {
    /// The instruction set of the loops that measured them.
    var instructionSet: String
    /// Floating-point operations a second: multiplications and additions in registers, widest vectors.
    var arithmetic: Double
    /// Bytes a second of an update in place, a ← a · s + b, on as many bytes as the benchmark works on.
    var bandwidth: Double

    /// Measures both on `threads` threads.
    ///
    /// - Parameter workingSet: bytes that one thread works on.
    init(precision: Configuration.Precision, threads: Int, workingSet: Double) {
        let kernels = bench_select().pointee
        instructionSet = String(cString: kernels.instructionSet)
        arithmetic = Self.arithmetic(kernels, precision: precision, threads: threads)
        bandwidth = Self.bandwidth(kernels, threads: threads, bytes: workingSet)
    }

    /// The best of some tries: anything that disturbs makes them slower, never faster.
    private static let tries = 7

    private static func arithmetic(
        _ kernels: bench_kernels, precision: Configuration.Precision, threads: Int
    ) -> Double {
        let rounds = 1_000_000
        // The chains tend to 1, well away from the numbers that slow processors down.
        @Sendable func work() {
            switch precision {
            case .double: precondition(kernels.arithmetic64(rounds, 0.5, 0.5).isFinite)
            case .float: precondition(kernels.arithmetic32(rounds, 0.5, 0.5).isFinite)
            }
        }
        let perRound =
            precision == .double ? kernels.operationsPerRound64 : kernels.operationsPerRound32
        return Double(rounds * perRound * threads) / quickest(threads: threads) { _ in work() }
    }

    private static func bandwidth(_ kernels: bench_kernels, threads: Int, bytes: Double) -> Double {
        let lanes = 8
        let vectors = max(1, Int(bytes) / 2 / (lanes * MemoryLayout<Double>.size))
        let count = vectors * lanes
        // An arena for all threads, each with two arrays of its own.
        let arena = UnsafeMutableRawPointer.allocate(
            byteCount: 2 * threads * count * MemoryLayout<Double>.size, alignment: 64
        ).bindMemory(to: Double.self, capacity: 2 * threads * count)
        defer { arena.deallocate() }
        arena.initialize(repeating: 1, count: 2 * threads * count)
        // Some thirty milliseconds at ten gigabytes a second, however small the arrays.
        let passes = max(1, 12_000_000 / count)
        nonisolated(unsafe) let start = arena
        let time = quickest(threads: threads) { thread in
            let a = start + 2 * thread * count
            for _ in 0..<passes { kernels.update(count, 0.5, a, a + count) }
        }
        return Double(3 * MemoryLayout<Double>.size * count * passes * threads) / time
    }

    /// The shortest time in which all threads have done `work`.
    private static func quickest(threads: Int, _ work: @Sendable (Int) -> Void) -> Double {
        (0..<tries).reduce(Double.infinity) { best, _ in
            min(
                best,
                Stopwatch.seconds { DispatchQueue.concurrentPerform(iterations: threads, execute: work) })
        }
    }
}
