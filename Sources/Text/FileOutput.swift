import Foundation

/// Bytes written through a file descriptor.
public enum FileOutput {
    /// Writes all bytes, in as many calls as that takes.
    ///
    /// - Returns: whether all were written; if not, `errno` says why.
    public static func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = write(descriptor, rest.baseAddress, rest.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        }
        return true
    }
}
