import Foundation
import Text

/// The length of a log and the checksum of its bytes, so that the log can be cut back to this length, and damage before it
/// is noticed.
struct LogMark: Equatable {
    /// The length in bytes.
    private(set) var bytes = 0
    /// The CRC-32 of these bytes, as of zlib and gzip.
    private(set) var checksum: UInt32 = 0

    /// The mark of an empty log.
    init() {}

    /// The mark of a log with the given contents.
    init(_ contents: Data) { add(contents) }

    /// The mark of the first bytes of a file, or of the whole file if it has fewer.
    ///
    /// - Throws: `RunRecordError.cannotRead`.
    init(reading file: String, bytes: Int) throws {
        do {
            try FileInput.read(file, first: bytes) { add(Data($0)) }
        } catch let failure as FileInput.Failure {
            throw RunRecordError.cannotRead(path: file, reason: failure.reason)
        }
    }

    /// Moves the mark behind bytes that follow.
    mutating func add(_ contents: Data) {
        bytes += contents.count
        checksum = contents.withUnsafeBytes { bytes in
            ~bytes.reduce(~checksum) { $0 >> 8 ^ Self.table[Int(UInt8(truncatingIfNeeded: $0) ^ $1)] }
        }
    }

    private static let table: [UInt32] = (0..<256).map { byte in
        (0..<8).reduce(byte) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
    }
}

extension LogMark: LosslessStringConvertible {
    /// Length and checksum: `13312 1c291ca3`.
    var description: String { "\(bytes) \(String(checksum, radix: 16))" }

    init?(_ description: String) {
        let parts = description.split(separator: " ")
        guard parts.count == 2, let bytes = Int(parts[0]), bytes >= 0,
            let checksum = UInt32(parts[1], radix: 16)
        else { return nil }
        self.bytes = bytes
        self.checksum = checksum
    }
}

/// A CSV file that grows by whole lines. Its first column is the number of an episode.
struct LogFile {
    let path: String
    private let files: any FileSystem
    /// The end of the file.
    private(set) var mark: LogMark
    private var buffer = ""

    /// The existing file at `path`, which ends at `mark`.
    init(_ path: String, endingAt mark: LogMark, files: any FileSystem) {
        self.path = path
        self.mark = mark
        self.files = files
    }

    /// Adds a line, line end included. The line reaches the file with the next `flush`.
    mutating func append(_ line: String) { buffer += line }

    /// Hands the lines to the operating system.
    ///
    /// - Throws: `RunRecordError.cannotWrite`.
    mutating func flush() throws {
        guard !buffer.isEmpty else { return }
        let lines = Data(buffer.utf8)
        // The buffer is cleared first, because a second attempt after a partial write would repeat lines.
        buffer = ""
        try files.apply(.append(path, lines))
        mark.add(lines)
    }

    /// Makes sure that the lines are on the disk.
    ///
    /// - Throws: `RunRecordError.cannotWrite`, also if another program has changed the length of the file.
    mutating func sync() throws {
        try flush()
        try files.apply(.sync(path))
        let length = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int
        guard length == mark.bytes else {
            throw RunRecordError.cannotWrite(path: path, reason: "another program has changed it")
        }
    }

    /// The mark behind the last line whose episode is at most `episode`. The first line is the header.
    static func mark(in contents: Data, through episode: Int) -> LogMark {
        var end = 0
        for line in contents.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast()
        {
            let number = line.prefix { $0 != UInt8(ascii: ",") }
            if end > 0, Int(String(decoding: number, as: UTF8.self)).map({ $0 > episode }) ?? true { break }
            end = line.endIndex + 1 - contents.startIndex
        }
        return LogMark(contents.prefix(end))
    }
}
