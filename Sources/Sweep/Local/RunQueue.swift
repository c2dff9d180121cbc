import BOHP
import Foundation

/// The runs that the threads of one process share out among themselves.
final class RunQueue: @unchecked Sendable {
    // Everything that changes is guarded by `condition`.
    private let condition = NSCondition()
    private let machine: MachineShare
    private let plan: SweepPlan
    private let selector: any RunSelector
    private var freeProcessors: Int
    private var freeMemory: Double
    private var active: [Int: Claim] = [:]
    private var done: [Int: Double] = [:]
    private var isStopped = false
    private var failure: (any Error)?

    /// What a run takes of the machine.
    private struct Claim {
        var processors: Int
        var memory: Double
    }

    /// A queue of the runs that `selector` names.
    init(_ selector: any RunSelector, of plan: SweepPlan, machine: MachineShare) {
        self.selector = selector
        self.plan = plan
        self.machine = machine
        freeProcessors = machine.processors
        freeMemory = machine.memory
    }

    /// The next run and the number of its threads; waits until one fits. `nil` if none is left.
    func next() -> (task: RunTask, threads: Int)? {
        condition.lock()
        defer { condition.unlock() }
        while !isStopped {
            let waiting = selector.waiting
            if waiting.isEmpty, active.isEmpty || !selector.mayGrow { return nil }
            for task in waiting {
                let configuration = plan.runs[task.index].configuration
                let threads = threads(of: configuration, waiting: waiting.count)
                let memory = configuration.memory(threads: threads)
                // A run that is too large for the machine is tried alone.
                let fits = threads <= freeProcessors && (memory <= freeMemory || active.isEmpty)
                guard fits else {
                    if configuration.sharesEpisodes { break }
                    continue
                }
                freeProcessors -= threads
                freeMemory -= memory
                active[task.index] = Claim(processors: threads, memory: memory)
                selector.take(task)
                return (task, threads)
            }
            condition.wait()
        }
        return nil
    }

    /// One thread for each run while there are enough runs, because that wastes nothing. Runs of large networks take the
    /// whole machine, because their memory would not fit into the caches side by side.
    private func threads(of configuration: Configuration, waiting: Int) -> Int {
        if configuration.sharesEpisodes { return machine.processors }
        return max(1, machine.processors / (waiting + active.count))
    }

    /// Tells how much of a run in progress is done, 0...1.
    func report(_ task: RunTask, share: Double) {
        condition.lock()
        done[task.index] = share
        condition.unlock()
    }

    /// Gives back what a run took.
    func finish(_ task: RunTask, _ ending: RunEnding) {
        condition.lock()
        if let claim = active.removeValue(forKey: task.index) {
            freeProcessors += claim.processors
            freeMemory += claim.memory
        }
        done[task.index] = nil
        selector.finish(task, ending)
        condition.broadcast()
        condition.unlock()
    }

    /// Hands out no more runs, because of an error or because the user stops.
    func stop(_ error: (any Error)? = nil) {
        condition.lock()
        isStopped = true
        failure = failure ?? error
        condition.broadcast()
        condition.unlock()
    }

    /// The error that stopped the queue.
    var error: (any Error)? {
        condition.lock()
        defer { condition.unlock() }
        return failure
    }

    /// The runs in progress and the share of each that is done.
    var progress: [(run: SweepPlan.Run, share: Double)] {
        condition.lock()
        defer { condition.unlock() }
        return active.keys.map { (plan.runs[$0], done[$0] ?? 0) }
    }
}

/// A run to train, or to train up to a pause.
struct RunTask: Sendable {
    /// The place of the run in the plan.
    var index: Int
    /// The number of episodes at which it pauses.
    var pause = Int.max
}

/// How an attempt to train a run ended.
enum RunEnding: Sendable {
    /// The run is finished, has diverged, or was stopped.
    case trained
    /// Successive halving paused it after `episodes` episodes.
    case paused(episodes: Int)
    /// Another process had finished it, or brought it to its pause.
    case found
    /// Another process trains it.
    case elsewhere
    case failed
}

/// Which runs are next. Calls never overlap.
protocol RunSelector: AnyObject {
    /// The runs that may be trained now, the first one first.
    var waiting: ArraySlice<RunTask> { get }
    /// Whether more runs may follow when one in progress ends.
    var mayGrow: Bool { get }
    func take(_ task: RunTask)
    func finish(_ task: RunTask, _ ending: RunEnding)
}

/// The runs of a list, each to its end.
final class ListSelector: RunSelector {
    private(set) var waiting: ArraySlice<RunTask>

    init(_ tasks: [RunTask]) { waiting = tasks[...] }

    var mayGrow: Bool { false }
    func take(_ task: RunTask) {
        if waiting.first?.index == task.index {
            waiting.removeFirst()
        } else {
            waiting.removeAll { $0.index == task.index }
        }
    }
    func finish(_ task: RunTask, _ ending: RunEnding) {}
}
