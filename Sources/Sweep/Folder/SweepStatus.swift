import BOHP
import Foundation
import RunRecord
import Text

/// How far each run of a sweep is.
public struct SweepStatus: Sendable {
    /// The state of one run.
    public enum State: Equatable, Sendable {
        /// Nothing is trained.
        case toDo
        /// A process trains it.
        case running(writer: String)
        /// Training was stopped or killed, and can continue.
        case interrupted
        /// Successive halving paused it. It is done with unless the rule changes.
        case paused
        /// All episodes are trained on and measured.
        case finished
        /// Training stopped because a number was infinite or NaN. It would stop there again.
        case diverged(episode: Int)
        /// The last attempt ended with an error.
        case failed(why: String)

        /// The state's name in `sweep.csv`.
        public var name: String {
            switch self {
            case .toDo: "to do"
            case .running: "running"
            case .interrupted: "interrupted"
            case .paused: "paused"
            case .finished: "finished"
            case .diverged: "diverged"
            case .failed: "failed"
            }
        }

        /// Whether nothing is left to do.
        public var isDone: Bool {
            switch self {
            case .paused, .finished, .diverged: true
            case .toDo, .running, .interrupted, .failed: false
            }
        }
    }

    /// The state of each run, in the order of the plan.
    public let states: [State]
    /// What `run.json` of each run says; `nil` for runs that have none that can be read.
    public let information: [RunInformation?]
    /// The share of the work that is done, 0...1.
    public let share: Double
    /// Seconds that the runs were trained for in total.
    public let seconds: Double
    /// An estimate of the processor time that is left, in seconds; `nil` before anything is trained.
    public let secondsLeft: Double?

    /// The places in the plan of the runs that were looked at.
    public let numbers: Range<Int>

    /// Whether nothing is left to do of the runs that were looked at.
    public var isDone: Bool { states[numbers].allSatisfy(\.isDone) }

    /// Reads the state of the runs.
    ///
    /// - Parameter numbers: the places in the plan of the runs to look at; all if `nil`. The others count as `toDo`.
    public init(_ folder: SweepFolder, among numbers: Range<Int>? = nil) {
        let all = folder.plan.runs.indices
        self.numbers = (numbers ?? all).clamped(to: all)
        var problems: [String: (event: SweepLog.Event, detail: String)] = [:]
        for entry in SweepLog.entries(in: folder.logs) { problems[entry.run] = (entry.event, entry.detail) }
        var states: [State] = []
        var information: [RunInformation?] = []
        var work = (done: 0.0, left: 0.0)
        var seconds = 0.0
        for (index, run) in folder.plan.runs.enumerated() {
            guard self.numbers.contains(index) else {
                states.append(.toDo)
                information.append(nil)
                continue
            }
            let last = problems[run.name]
            var state = State.toDo
            var known: RunInformation?
            do {
                let found = try RunState(
                    path: folder.path(of: run), repertoire: folder.plan.file.repertoire)
                known = found.information
                state = Self.state(found, last)
            } catch {
                state = .failed(why: "\(error)")
            }
            let done = Double(known?.episodesDone ?? 0) / Double(run.configuration.episodes)
            work.done += done * run.configuration.work
            if !state.isDone { work.left += (1 - done) * run.configuration.work }
            seconds += known?.seconds ?? 0
            states.append(state)
            information.append(known)
        }
        self.states = states
        self.information = information
        self.seconds = seconds
        share = work.left > 0 ? work.done / (work.done + work.left) : 1
        secondsLeft = work.done > 0 ? seconds / work.done * work.left : nil
    }

    private static func state(_ found: RunState, _ last: (event: SweepLog.Event, detail: String)?) -> State {
        if let writer = found.writer { return .running(writer: writer) }
        if found.isFinished { return .finished }
        if let run = found.information, found.isDiverged {
            return .diverged(episode: run.divergedAt ?? run.episodesDone + 1)
        }
        if last?.event == .failed { return .failed(why: last?.detail ?? "") }
        if last?.event == .paused { return .paused }
        return found.information == nil ? .toDo : .interrupted
    }

    /// How many of the runs that were looked at are in each state, in words: `90 finished, 4 running, 2 to do`.
    public var summary: String {
        let order = ["finished", "paused", "diverged", "running", "interrupted", "failed", "to do"]
        let counts = Dictionary(grouping: states[numbers], by: \.name).mapValues(\.count)
        return order.compactMap { name in counts[name].map { "\(NumberText.grouped($0)) \(name)" } }
            .joined(separator: ", ")
    }
}
