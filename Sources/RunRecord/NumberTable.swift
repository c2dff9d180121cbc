import Foundation

/// A CSV file of numbers under a header (RFC 4180), read quickly: a long run has millions of them.
struct NumberTable {
    /// The columns asked for, in the order asked for.
    var columns: [[Double]]

    /// Reads a file. Columns may come in any order, and unknown ones are passed over.
    ///
    /// - Parameters:
    ///   - names: the columns that are wanted.
    ///   - file: what errors call the file.
    ///   - allowsCutEnd: whether a last line without its line end, as a killed run leaves it, is passed over.
    /// - Throws: `RunRecordError.damaged` with the line.
    init(_ data: Data, columns names: [String], file: String, allowsCutEnd: Bool) throws {
        func damaged(_ line: Int, _ problem: String) -> RunRecordError {
            .damaged(file: file, problem: "line \(line): \(problem)")
        }
        var bytes = [UInt8](data)
        var end = bytes.count
        if end > 0, bytes[end - 1] != UInt8(ascii: "\n") {
            guard allowsCutEnd else { throw damaged(bytes.count { $0 == 10 } + 1, "is cut off") }
            while end > 0, bytes[end - 1] != UInt8(ascii: "\n") { end -= 1 }
        }
        // strtod needs an end that is no number; the byte is not part of the file.
        bytes.append(0)
        guard let headerEnd = bytes[..<end].firstIndex(of: UInt8(ascii: "\n")) else {
            throw damaged(1, "has no header")
        }
        let header = String(decoding: bytes[..<headerEnd], as: UTF8.self)
            .trimmingCharacters(in: .whitespacesAndNewlines)
            .split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" ")) }
        let places = try names.map { name in
            guard let place = header.firstIndex(of: name) else { throw damaged(1, "has no column “\(name)”") }
            return place
        }
        var columns = [[Double]](repeating: [], count: names.count)
        var values = [Double](repeating: 0, count: header.count)
        try bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return }
            try base.withMemoryRebound(to: CChar.self, capacity: buffer.count) { text in
                var position = headerEnd + 1
                var line = 2
                while position < end {
                    for column in header.indices {
                        var stop: UnsafeMutablePointer<CChar>?
                        values[column] = strtod(text + position, &stop)
                        guard let stop, stop > text + position else {
                            throw damaged(line, "the value of “\(header[column])” is not a number")
                        }
                        position = UnsafePointer(stop) - text
                        let isLast = column == header.count - 1
                        if isLast, text[position] == 13 { position += 1 }
                        guard position < end, text[position] == (isLast ? 10 : 44) else {
                            throw damaged(line, "does not have \(header.count) values")
                        }
                        position += 1
                    }
                    for (index, place) in places.enumerated() { columns[index].append(values[place]) }
                    line += 1
                }
            }
        }
        self.columns = columns
    }
}
