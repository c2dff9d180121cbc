import Foundation
import RunRecord
import Synchronization
import Text

/// What one process did with the runs of a sweep: a CSV file of its own, so that processes on several machines never write
/// one file.
final class SweepLog: Sendable {
    /// What happened to a run.
    enum Event: String {
        /// Training started at the first episode.
        case start
        /// Training continued at a checkpoint.
        case resume
        case finished
        case diverged
        /// Successive halving paused the run.
        case paused
        /// The user or the batch system stopped training.
        case interrupted
        /// Training ended with an error.
        case failed
    }

    /// An entry of a log.
    struct Entry {
        var time: Date
        var run: String
        var event: Event
        var detail: String
    }

    /// Milliseconds, because a run may meet several processes within a second.
    private static let time = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    /// The largest log that is read, in bytes: about 500 for each of a million runs.
    private static let largestFile = 500_000_000
    private static let header = "time,run,event,episodes,detail\r\n"
    private let path: String
    private let files: any FileSystem
    private let isStarted = Mutex(false)

    /// A log in the folder of logs. The file is made with its first entry.
    init(in folder: String, files: any FileSystem) {
        let random = String(UInt32.random(in: 0 ... .max), radix: 36)
        let name = ProcessInfo.processInfo.hostName.prefix { $0 != "." && $0 != "/" }
        path = FilePath.join(folder, "\(name)-\(getpid())-\(random).csv")
        self.files = files
    }

    /// Adds an entry.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    func add(_ event: Event, _ run: String, episodes: Int, detail: String = "") throws {
        let fields = [Date().formatted(Self.time), run, event.rawValue, "\(episodes)", detail]
        let line = fields.map(CSV.field).joined(separator: ",") + "\r\n"
        try isStarted.withLock { isStarted in
            if !isStarted {
                try files.makeFolders(FilePath.folder(of: path))
                try files.apply(.create(path, Data(Self.header.utf8)))
                isStarted = true
            }
            try files.apply(.append(path, Data(line.utf8)))
        }
    }

    /// The entries of all logs in a folder, in order of time. Lines that cannot be read are left out, because a process
    /// may be writing one.
    static func entries(in folder: String) -> [Entry] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        var entries: [Entry] = []
        for name in names.sorted() where name.hasSuffix(".csv") {
            guard let text = FileInput.text(FilePath.join(folder, name), limit: largestFile) else {
                continue
            }
            for row in CSV.rows(text).dropFirst() where row.count == 5 {
                guard let time = try? Date(row[0], strategy: time), let event = Event(rawValue: row[2])
                else { continue }
                entries.append(Entry(time: time, run: row[1], event: event, detail: row[4]))
            }
        }
        return entries.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
    }
}
