import Foundation
import Text

/// The sole right to change a run directory.
///
/// The operating system holds the lock on `run.lock`, and releases it when the process ends in whatever way. The file says
/// who writes the run, and is removed with the lock.
final class RunLock {
    /// Who holds a lock.
    struct Holder: Codable {
        var host: String
        var process: Int32
        var slurmJob: String?
        var since: Date
    }

    /// Whether the file system has locks.
    let isEffective: Bool
    private let path: String
    private let descriptor: Int32
    private let files: any FileSystem

    /// Locks the run directory `folder`.
    ///
    /// - Throws: `RunRecordError.cannotWrite`, also if another process holds the lock.
    init(_ folder: String, files: any FileSystem) throws {
        path = Run.file(RunFile.lock, in: folder)
        self.files = files
        (descriptor, isEffective) = try Self.open(path, folder)
        let holder = Holder(
            host: RunInformation.Machine.hostName, process: getpid(),
            slurmJob: RunInformation.Machine.slurmJob,
            since: Date())
        let text = try RunJSON.encode(holder, pretty: true)
        _ = ftruncate(descriptor, 0)
        // The words are for people only, so a full disk is no reason to fail here.
        _ = text.withUnsafeBytes { FileOutput.writeAll($0, to: descriptor) }
    }

    deinit {
        release()
        close(descriptor)
    }

    /// Removes the file. A process that opened it before will notice that it is not in place.
    func release() {
        if isInPlace { _ = try? files.apply(.remove(path)) }
    }

    private static func open(_ path: String, _ folder: String) throws -> (
        descriptor: Int32, isEffective: Bool
    ) {
        var attempts = 0
        while true {
            let descriptor = Foundation.open(path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
            guard descriptor >= 0 else { throw RunRecordError.cannotWrite(path) }
            let answer = take(descriptor, LOCK_EX)
            if answer != .held, isFile(descriptor, at: path) { return (descriptor, answer == .taken) }
            close(descriptor)
            attempts += 1
            // A few attempts, because a reader that asks whether the run is written has a lock for a moment, and because a
            // writer that ends removes the file.
            guard attempts < 5 else { throw RunRecordError.locked(path: folder, holder: holder(at: path)) }
            usleep(20_000)
        }
    }

    /// Whether the locked file is still at its place: not if the run directory was moved, removed or replaced.
    var isInPlace: Bool { Self.isFile(descriptor, at: path) }

    /// Whether a process writes the run directory `folder` now; `nil` if that cannot be known.
    static func isHeld(_ folder: String) -> Bool? {
        let descriptor = Foundation.open(
            Run.file(RunFile.lock, in: folder), O_RDONLY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { return errno == ENOENT ? false : nil }
        defer { close(descriptor) }
        switch take(descriptor, LOCK_SH) {
        case .taken: return false
        case .held: return true
        case .unsupported: return nil
        }
    }

    private enum Answer { case taken, held, unsupported }

    /// Asks for a lock without waiting: by `flock`, and where the file system lacks it, by `fcntl`.
    private static func take(_ descriptor: Int32, _ kind: Int32) -> Answer {
        if flock(descriptor, kind | LOCK_NB) == 0 { return .taken }
        if errno == EWOULDBLOCK { return .held }
        var whole = flock()
        whole.l_type = Int16(kind == LOCK_EX ? F_WRLCK : F_RDLCK)
        if fcntl(descriptor, F_SETLK, &whole) == 0 { return .taken }
        return errno == EAGAIN || errno == EACCES ? .held : .unsupported
    }

    private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
        var locked = stat()
        var present = stat()
        return fstat(descriptor, &locked) == 0 && lstat(path, &present) == 0
            && locked.st_ino == present.st_ino && locked.st_dev == present.st_dev
    }

    /// Who holds the lock, in words.
    static func holder(at path: String) -> String {
        let holder = (try? Run.contents(path, limit: RunJSON.largestConfiguration)).flatMap {
            try? RunJSON.decode(Holder.self, from: $0, file: path)
        }
        guard let holder else { return "another process writes it" }
        let job = holder.slurmJob.map { " (Slurm job \($0))" } ?? ""
        return "process \(holder.process) on \(holder.host)\(job) has been writing it since "
            + TimeText.iso8601(holder.since)
    }
}
