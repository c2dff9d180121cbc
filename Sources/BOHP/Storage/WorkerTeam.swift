import BOHPKernels
import Foundation
import Synchronization

/// Threads that work together: on one episode, step by step, or on the episodes of a batch.
///
/// All threads meet at a barrier after every step, about a hundred times per episode, every few microseconds. That is too
/// often for a dispatch queue, and the threads must run at the same time. Therefore the team keeps its own threads,
/// which spin for a moment before they sleep, at a barrier and between batches.
public final class WorkerTeam: Sendable {
    /// How many threads work, the caller's among them.
    let size: Int
    private let shared: Shared

    /// A team of `size` threads.
    init(size: Int) {
        self.size = max(1, size)
        shared = Shared(size: self.size)
        for worker in 1..<self.size {
            // The thread retains the shared state and not the team, because the team's deinit ends the thread.
            let thread = Thread { [shared] in shared.serve(worker) }
            thread.name = "BOHP worker \(worker)"
            thread.start()
        }
    }

    /// A team for work that falls into `parts` pieces: `threads` threads, or one per processor if that is `nil`, but at
    /// most one per piece.
    convenience init(threads: Int?, parts: Int) {
        self.init(size: min(threads ?? ProcessInfo.processInfo.activeProcessorCount, parts))
    }

    deinit { shared.finish() }

    /// Runs `work` on every thread of the team, and returns when all are done.
    ///
    /// - Parameter work: told the number of its worker, 0..<size.
    func run(_ work: (Int) -> Void) {
        if size == 1 {
            work(0)
        } else {
            withoutActuallyEscaping(work) { shared.run($0) }
        }
    }

    /// Waits until every worker of the present `run` has reached the barrier.
    func barrier() {
        if size > 1 { shared.barrier() }
    }

    /// The part of `count` items that a worker handles.
    func share(of count: Int, worker: Int) -> Range<Int> {
        (worker * count / size)..<((worker + 1) * count / size)
    }
}

/// The state that a team's threads share.
private final class Shared: @unchecked Sendable {
    private let size: Int
    private let condition = NSCondition()
    // `condition` guards the next two; the two after them are written under it.
    private var work: ((Int) -> Void)?
    private var isFinished = false
    /// How many times `run` was called, and how many workers have not finished the last call.
    private let round = Atomic<Int>(0)
    private let busy = Atomic<Int>(0)
    /// Workers that have not reached the present barrier, the number of barriers passed, and sleeping workers.
    private let missing: Atomic<Int>
    private let passed = Atomic<Int>(0)
    private let sleeping = Atomic<Int>(0)

    init(size: Int) {
        self.size = size
        missing = Atomic(size)
    }

    func run(_ work: @escaping (Int) -> Void) {
        condition.lock()
        self.work = work
        busy.store(size - 1, ordering: .relaxed)
        round.add(1, ordering: .releasing)
        condition.broadcast()
        condition.unlock()
        work(0)
        spin { busy.load(ordering: .acquiring) == 0 }
        condition.lock()
        while busy.load(ordering: .relaxed) > 0 { condition.wait() }
        self.work = nil
        condition.unlock()
    }

    func serve(_ worker: Int) {
        var served = 0
        while true {
            spin { round.load(ordering: .acquiring) != served }
            condition.lock()
            while round.load(ordering: .relaxed) == served, !isFinished { condition.wait() }
            let ends = isFinished
            served = round.load(ordering: .relaxed)
            condition.unlock()
            if ends { return }
            perform(worker)
            condition.lock()
            if busy.subtract(1, ordering: .releasing).newValue == 0 { condition.broadcast() }
            condition.unlock()
        }
    }

    /// A separate function, because this thread must release the work before it reports that it is done: the work must
    /// not outlive the call of `run`.
    @inline(never)
    private func perform(_ worker: Int) {
        condition.lock()
        let work = work
        condition.unlock()
        work?(worker)
    }

    func finish() {
        condition.lock()
        isFinished = true
        condition.broadcast()
        condition.unlock()
    }

    func barrier() {
        let present = passed.load(ordering: .relaxed)
        if missing.subtract(1, ordering: .acquiringAndReleasing).newValue == 0 {
            missing.store(size, ordering: .relaxed)
            // Either this thread sees a sleeper, or the sleeper sees that the barrier is passed.
            passed.store(present + 1, ordering: .sequentiallyConsistent)
            guard sleeping.load(ordering: .sequentiallyConsistent) > 0 else { return }
            condition.lock()
            condition.broadcast()
            condition.unlock()
            return
        }
        if spin(until: { passed.load(ordering: .acquiring) != present }) { return }
        // On a busy machine the missing thread may wait for a processor; sleeping frees this one.
        condition.lock()
        sleeping.add(1, ordering: .sequentiallyConsistent)
        while passed.load(ordering: .sequentiallyConsistent) == present { condition.wait() }
        sleeping.subtract(1, ordering: .relaxed)
        condition.unlock()
    }

    /// Polls a condition for about as long as it takes to wake a thread. With a shorter wait, a thread that has slept is
    /// late at the next barrier and sends the others to sleep there.
    ///
    /// - Returns: whether the condition became true.
    @discardableResult
    private func spin(until isTrue: () -> Bool) -> Bool {
        for _ in 0..<4000 {
            if isTrue() { return true }
            bohp_pause()
        }
        return false
    }
}
