import Foundation

/// A CSV file of numbers with a header (RFC 4180). Reading is fast, because a long run has millions of numbers.
struct NumberTable {
    /// The wanted columns, in the order in which they were asked for.
    var columns: [[Double]]

    /// Reads a file. Its columns may have any order; unknown columns are ignored.
    ///
    /// - Parameters:
    ///   - names: the names of the wanted columns.
    ///   - optional: the names of columns that follow them, if the file has all of these.
    ///   - file: the path that errors name.
    ///   - allowsCutEnd: whether a last line without a line end, as a killed run leaves it, is ignored.
    /// - Throws: `RunRecordError.damaged` with the number of the line.
    init(
        _ data: Data, columns names: [String], optional: [String] = [], file: String, allowsCutEnd: Bool
    ) throws {
        columns = try data.withUnsafeBytes { bytes in
            try Self.read(
                bytes.bindMemory(to: UInt8.self), columns: names, optional, file: file,
                allowsCutEnd: allowsCutEnd)
        }
    }

    private static func read(
        _ file: UnsafeBufferPointer<UInt8>, columns required: [String], _ optional: [String],
        file path: String, allowsCutEnd: Bool
    ) throws -> [[Double]] {
        func damaged(_ line: Int, _ problem: String) -> RunRecordError {
            .damaged(file: path, problem: "line \(line): \(problem)")
        }
        let lineEnd = UInt8(ascii: "\n")
        let end = file.lastIndex(of: lineEnd).map { $0 + 1 } ?? 0
        guard end == file.count || allowsCutEnd else {
            throw damaged(file.count { $0 == lineEnd } + 1, "is cut off")
        }
        // Only whole lines are scanned, so that a byte that belongs to no number follows each number.
        let bytes = UnsafeBufferPointer(rebasing: file[..<end])
        guard let headerEnd = bytes.firstIndex(of: lineEnd) else { throw damaged(1, "has no header") }
        let header = String(decoding: bytes[..<headerEnd], as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
            .split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" ")) }
        let names = required + (Set(header).isSuperset(of: optional) ? optional : [])
        let places = try names.map { name in
            guard let place = header.firstIndex(of: name) else { throw damaged(1, "has no column “\(name)”") }
            return place
        }
        var columns = [[Double]](repeating: [], count: names.count)
        var values = [Double](repeating: 0, count: header.count)
        var scanner = NumberScanner(bytes, position: headerEnd + 1)
        var line = 2
        while !scanner.isAtEnd {
            for column in values.indices {
                guard let value = scanner.number() else {
                    throw damaged(line, "the value of “\(header[column])” is not a number")
                }
                values[column] = value
                let isSeparated =
                    column == values.count - 1 ? scanner.takeLineEnd() : scanner.take(UInt8(ascii: ","))
                guard isSeparated else { throw damaged(line, "does not have \(values.count) values") }
            }
            for index in places.indices { columns[index].append(values[places[index]]) }
            line += 1
        }
        return columns
    }
}
