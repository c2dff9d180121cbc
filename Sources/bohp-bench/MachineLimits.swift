import BOHP
// The table holds stateless C functions, which are safe to call on any thread.
@preconcurrency import BenchKernels
import Dispatch

/// The measured limits of the machine, with which training is compared.
struct MachineLimits: Codable {
    /// The instruction set of the loops that measured them.
    var instructionSet: String
    /// Floating-point operations per second: multiplications and additions in registers, widest vectors.
    var arithmetic: Double
    /// Bytes per second of an update in place, a ← a · s + b, on as many bytes as the benchmark works on.
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

    /// The number of tries, of which the best counts, because a disturbance only makes a try slower.
    private static let tries = 7

    private static func arithmetic(
        _ kernels: bench_kernels, precision: Configuration.Precision, threads: Int
    ) -> Double {
        let rounds = 1_000_000
        // The chains converge to 1, far from subnormal numbers, which are slow.
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
        // One allocation for all threads. Each thread has two arrays.
        let arena = UnsafeMutableRawPointer.allocate(
            byteCount: 2 * threads * count * MemoryLayout<Double>.size, alignment: 64
        ).bindMemory(to: Double.self, capacity: 2 * threads * count)
        defer { arena.deallocate() }
        arena.initialize(repeating: 1, count: 2 * threads * count)
        // About 30 ms at 10 GB/s for any array size.
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
