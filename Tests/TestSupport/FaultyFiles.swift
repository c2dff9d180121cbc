import RunRecord

/// Files that fail at one change, as when the process is killed or the disk is full.
public final class FaultyFiles: FileSystem, @unchecked Sendable {
    public enum Fault: CaseIterable, Sendable {
        /// The process ends before the change, after it, or when half of the bytes are written.
        case killedBefore, killedAfter, killedWithin
        /// The change fails, alone or with all later ones that need space.
        case error, fullDisk
    }

    /// The end of a process. Nothing that the process would do later reaches the disk.
    public struct Killed: Error {}

    /// Files that never fail.
    public static var sound: FaultyFiles { FaultyFiles(at: .max, .error) }

    private let place: Int
    private let fault: Fault
    public private(set) var changes = 0

    /// Files that fail at change `place`, counted from 1.
    public init(at place: Int, _ fault: Fault) {
        self.place = place
        self.fault = fault
    }

    public var hasFailed: Bool { changes >= place }

    public func apply(_ change: FileChange) throws -> Bool {
        changes += 1
        var system = SystemFiles()
        system.syncs = false
        if changes < place { return try system.apply(change) }
        switch fault {
        case .killedBefore: throw Killed()
        case .killedAfter:
            if changes == place { try system.apply(change) }
            throw Killed()
        case .killedWithin:
            if changes == place {
                switch change {
                case .create(let path, let contents):
                    try system.apply(.create(path, contents.prefix(contents.count / 2)))
                case .append(let path, let contents):
                    try system.apply(.append(path, contents.prefix(contents.count / 2)))
                default: break
                }
            }
            throw Killed()
        case .error: return changes > place ? try system.apply(change) : try fail(change, system)
        case .fullDisk: return try fail(change, system)
        }
    }

    private func fail(_ change: FileChange, _ system: SystemFiles) throws -> Bool {
        let full = RunRecordError.cannotWrite(path: "\(change)", reason: "No space left on device")
        switch change {
        case .append(let path, let contents):
            try system.apply(.append(path, contents.prefix(contents.count / 2)))
            throw full
        case .makeFolder, .create, .sync: throw full
        case .cut, .rename, .remove:
            if fault == .error { throw full }
            return try system.apply(change)
        }
    }
}
