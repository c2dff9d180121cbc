import Foundation
import Text

/// One change to the file system. Every change that a record or a report makes is one of these, so that a test can stop
/// the program before, within and after each.
public enum FileChange: Sendable {
    /// Makes a folder in an existing folder.
    case makeFolder(String)
    /// Makes a file of the given contents, and syncs it. A link or a file that exists is an error.
    case create(String, Data)
    /// Adds bytes to the end of an existing file.
    case append(String, Data)
    /// Cuts an existing file to a length in bytes.
    case cut(String, Int)
    /// Makes sure that a file, or the entries of a folder, are on the disk.
    case sync(String)
    /// Gives a file or a folder another name, and replaces the file of that name. Two folders change names if the other one
    /// holds files.
    case rename(String, to: String)
    /// Removes a file or an empty folder.
    case remove(String)
}

/// What carries out changes: the operating system, or a test.
public protocol FileSystem: Sendable {
    /// Carries out a change.
    ///
    /// - Returns: `false` if the folder to make exists, or if there is nothing to remove; otherwise `true`.
    /// - Throws: `RunRecordError.cannotWrite`.
    @discardableResult
    func apply(_ change: FileChange) throws -> Bool
}

extension FileSystem {
    /// Makes a folder and the folders that it lies in.
    ///
    /// - Returns: the folders that were missing, outermost first.
    @discardableResult
    public func makeFolders(_ path: String) throws -> [String] {
        var missing: [String] = []
        var folder = path
        while !folder.isEmpty, !FileManager.default.fileExists(atPath: folder) {
            missing.append(folder)
            folder = FilePath.folder(of: folder)
        }
        return try missing.reversed().filter { folder in
            guard try apply(.makeFolder(folder)) else { return false }
            try apply(.sync(FilePath.folder(of: folder)))
            return true
        }
    }
}

/// The operating system's files.
public struct SystemFiles: FileSystem {
    /// Whether to wait for the disk. Without waiting, a loss of power may lose what was written.
    public var syncs = true

    /// The files of this machine.
    public init() {}

    @discardableResult
    public func apply(_ change: FileChange) throws -> Bool {
        switch change {
        case .makeFolder(let path):
            guard mkdir(path, 0o777) != 0 else { return true }
            guard errno == EEXIST else { throw RunRecordError.cannotWrite(path) }
            return false
        case .create(let path, let contents):
            try write(contents, to: path, O_CREAT | O_EXCL) { !syncs || fsync($0) == 0 }
        case .append(let path, let contents): try write(contents, to: path, O_APPEND)
        case .cut(let path, let length):
            try write(Data(), to: path, 0) { ftruncate($0, off_t(length)) == 0 && (!syncs || fsync($0) == 0) }
        case .sync(let path):
            guard syncs else { break }
            let descriptor = open(path.isEmpty ? "." : path, O_RDONLY | O_CLOEXEC)
            // Some file systems cannot sync a folder, and a folder may be writable without being readable.
            guard descriptor >= 0 || errno == EACCES else { throw RunRecordError.cannotWrite(path) }
            defer { close(descriptor) }
            guard descriptor < 0 || fsync(descriptor) == 0 || errno == EINVAL else {
                throw RunRecordError.cannotWrite(path)
            }
        case .rename(let path, let final):
            guard rename(path, final) != 0 else { break }
            guard errno == ENOTEMPTY || errno == EEXIST, try exchange(path, final) else {
                throw RunRecordError.cannotWrite(final)
            }
        case .remove(let path):
            guard Foundation.remove(path) != 0 else { return true }
            guard errno == ENOENT else { throw RunRecordError.cannotWrite(path) }
            return false
        }
        return true
    }

    /// Exchanges the names of two folders.
    private func exchange(_ first: String, _ second: String) throws -> Bool {
        #if os(Linux)
            // The headers declare this function for GNU programs only, and older libraries lack it.
            typealias Rename =
                @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
            errno = ENOSYS
            let exchange: UInt32 = 2
            if let symbol = dlsym(nil, "renameat2"),
                unsafeBitCast(symbol, to: Rename.self)(AT_FDCWD, first, AT_FDCWD, second, exchange) == 0
            {
                return true
            }
        #else
            if renamex_np(first, second, UInt32(RENAME_SWAP)) == 0 { return true }
        #endif
        // Some file systems cannot do this in one step. A kill between the steps leaves both folders whole.
        guard errno == EINVAL || errno == ENOSYS || errno == ENOTSUP else { return false }
        let aside = first + ".old"
        return rename(second, aside) == 0 && rename(first, second) == 0 && rename(aside, first) == 0
    }

    /// Writes to a file, which must be no link.
    private func write(
        _ contents: Data, to path: String, _ flags: Int32, then finish: (Int32) -> Bool = { _ in true }
    ) throws {
        let descriptor = open(path, O_WRONLY | O_NOFOLLOW | O_CLOEXEC | flags, 0o666)
        guard descriptor >= 0 else { throw RunRecordError.cannotWrite(path) }
        defer { close(descriptor) }
        let isWritten = contents.withUnsafeBytes { FileOutput.writeAll($0, to: descriptor) }
        guard isWritten, finish(descriptor) else { throw RunRecordError.cannotWrite(path) }
    }
}

extension RunRecordError {
    /// A path that cannot be written for the reason in `errno`.
    static func cannotWrite(_ path: String) -> RunRecordError {
        .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
}
