import Foundation

/// The contents of regular files.
public enum FileInput {
    /// Why a file cannot be read, as the end of a sentence: `it is a folder`.
    public struct Failure: Error, Equatable {
        /// The reason.
        public let reason: String
    }

    /// The contents of the file at `path`.
    ///
    /// Folders, pipes and devices are refused, because a pipe may never end. The file may grow meanwhile; what is added is
    /// not read.
    ///
    /// - Parameter limit: the largest size in bytes. It bounds the memory that a damaged or foreign file takes.
    /// - Throws: ``Failure``.
    public static func contents(_ path: String, limit: Int = .max) throws -> Data {
        var contents = Data()
        try read(path, limit: limit, size: { contents.reserveCapacity($0) }) { contents.append($0) }
        return contents
    }

    /// The text of the file at `path`; `nil` if it cannot be read, is not UTF-8, or has more than `limit` bytes.
    public static func text(_ path: String, limit: Int) -> String? {
        (try? contents(path, limit: limit)).flatMap { String(bytes: $0, encoding: .utf8) }
    }

    /// Passes the contents of the file at `path` to `use` in pieces of at most 1 MiB.
    ///
    /// - Parameters:
    ///   - limit: the largest size in bytes.
    ///   - first: the number of bytes to read, if the file has more.
    ///   - announce: is told the size before the first piece.
    /// - Throws: ``Failure``, and what `use` throws.
    public static func read(
        _ path: String, limit: Int = .max, first: Int = .max, size announce: (Int) -> Void = { _ in },
        _ use: (UnsafeBufferPointer<UInt8>) throws -> Void
    ) throws {
        // Without O_NONBLOCK, opening a pipe waits for a writer.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(reason: words(for: errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Failure(reason: words(for: errno)) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw Failure(reason: "it is a folder")
        case S_IFIFO: throw Failure(reason: "it is a pipe")
        case S_IFCHR, S_IFBLK: throw Failure(reason: "it is a device")
        default: throw Failure(reason: "it is no file")
        }
        guard status.st_size <= limit else {
            throw Failure(reason: "it has \(status.st_size) bytes, more than the \(limit) that are read")
        }
        var rest = min(Int(status.st_size), first)
        announce(rest)
        var buffer = [UInt8](repeating: 0, count: min(max(rest, 1), 1 << 20))
        while rest > 0 {
            let count = buffer.withUnsafeMutableBytes {
                Foundation.read(descriptor, $0.baseAddress, min($0.count, rest))
            }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Failure(reason: words(for: errno)) }
            if count == 0 { break }
            try buffer.withUnsafeBufferPointer { try use(UnsafeBufferPointer(rebasing: $0[..<count])) }
            rest -= count
        }
    }

    private static func words(for error: Int32) -> String {
        switch error {
        case ENOENT, ENOTDIR: "there is no such file"
        case EACCES, EPERM: "this user may not read it"
        case ELOOP: "its symbolic links form a loop"
        case ENXIO: "it is a socket or a device"
        default: String(cString: strerror(error))
        }
    }
}
