import Foundation
import Text

/// A text file that grows by whole lines.
final class GrowingFile {
    private let path: String
    private let descriptor: Int32
    private var buffer = ""

    /// Opens the file at `path` to add to it.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    init(_ path: String) throws {
        self.path = path
        descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw RunRecordError.cannotWrite(path: path, reason: String(cString: strerror(errno)))
        }
    }

    deinit { close(descriptor) }

    /// Adds a line, line end included. The line reaches the file with the next `flush`.
    func append(_ line: String) { buffer += line }

    /// Hands the lines to the operating system.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    func flush() throws {
        let text = buffer
        // The buffer is cleared first, because a second attempt after a partial write would repeat lines.
        buffer = ""
        let isWritten = Array(text.utf8).withUnsafeBytes { FileOutput.writeAll($0, to: descriptor) }
        guard isWritten else { throw failure }
    }

    /// Makes sure that the lines are on the disk.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    func sync() throws {
        try flush()
        guard fsync(descriptor) == 0 else { throw failure }
    }

    private var failure: RunRecordError {
        .cannotWrite(path: path, reason: String(cString: strerror(errno)))
    }
}
