import Foundation
import Text

/// A CSV file of numbers with a header (RFC 4180). Reading is fast and piece by piece, because a long run has millions of
/// numbers.
struct NumberTable {
    /// The wanted columns, in the order in which they were asked for. Those of a table that is too large are empty.
    private(set) var columns: [[Double]]
    /// The number of whole lines after the header.
    var count: Int { max(line - 2, 0) }
    /// The length of all whole lines in bytes.
    private(set) var bytes = 0

    /// The longest line in bytes. A longer one belongs to another kind of file, and would have to be in memory whole.
    private static let longestLine = 1 << 20

    private var names: [String]
    private let optional: [String]
    private let isNumbered: Bool
    private let file: String
    private let mostNumbers: Int
    /// The names in the header; empty until it is read.
    private var header: [String] = []
    /// The places of the wanted columns in a line.
    private var places: [Int] = []
    /// Whether the table is small enough to keep its numbers.
    private var keeps = true
    /// The number of lines, if it is known; 0 otherwise. Arrays that grow take up to three times their memory.
    private var expected = 0
    /// The values of a line.
    private var values: [Double] = []
    private var line = 1
    /// The start of a line of which the end is not read yet.
    private var rest: [UInt8] = []

    /// Reads a file. Its columns may have any order; unknown columns are ignored.
    ///
    /// - Parameters:
    ///   - names: the names of the wanted columns.
    ///   - optional: the names of columns that follow them, if the file has all of these.
    ///   - isNumbered: whether the first of them must count the lines from 1; this column is then left out of ``columns``.
    ///   - allowsCutEnd: whether a last line without a line end, as a killed run leaves it, is ignored.
    ///   - mostNumbers: the most numbers that are kept. A larger table is only checked.
    /// - Throws: `RunRecordError.damaged` with the number of the line, and `RunRecordError.cannotRead`.
    init(
        reading file: String, columns names: [String], optional: [String] = [], isNumbered: Bool = false,
        allowsCutEnd: Bool, mostNumbers: Int = .max
    ) throws {
        self.init(names, optional, isNumbered, file, mostNumbers)
        do {
            try FileInput.read(file) { try add($0) }
        } catch let failure as FileInput.Failure {
            throw RunRecordError.cannotRead(path: file, reason: failure.reason)
        }
        try finish(allowsCutEnd)
    }

    /// Reads one column of a file that was checked before.
    ///
    /// - Parameters:
    ///   - count: the number of values, known from the check.
    ///   - bytes: the length of the lines that were checked.
    /// - Throws: like a check, if the file has changed.
    static func column(_ name: String, in file: String, count: Int, bytes: Int) throws -> [Double] {
        var table = NumberTable([name], [], false, file, .max)
        table.expected = count
        try FileInput.read(file, first: bytes) { try table.add($0) }
        return table.columns.first ?? []
    }

    /// Reads the contents of a file.
    init(
        _ contents: Data, columns names: [String], optional: [String] = [], isNumbered: Bool = false,
        file: String, allowsCutEnd: Bool
    ) throws {
        self.init(names, optional, isNumbered, file, .max)
        try contents.withUnsafeBytes { try add($0.bindMemory(to: UInt8.self)) }
        try finish(allowsCutEnd)
    }

    private init(
        _ names: [String], _ optional: [String], _ isNumbered: Bool, _ file: String, _ mostNumbers: Int
    ) {
        (self.names, self.optional, self.isNumbered, self.file) = (names, optional, isNumbered, file)
        self.mostNumbers = mostNumbers
        columns = []
    }

    private func damaged(_ problem: String) -> RunRecordError {
        .damaged(file: file, problem: "line \(line): \(problem)")
    }

    /// Reads the whole lines of a piece, and keeps the start of a line at its end.
    private mutating func add(_ piece: UnsafeBufferPointer<UInt8>) throws {
        let lineEnd = UInt8(ascii: "\n")
        guard let last = piece.lastIndex(of: lineEnd) else { return try keep(piece[...]) }
        var start = 0
        if !rest.isEmpty {
            let first = piece.firstIndex(of: lineEnd) ?? last
            try keep(piece[...first])
            let whole = rest
            rest = []
            try whole.withUnsafeBufferPointer { try read($0) }
            start = first + 1
        }
        try read(UnsafeBufferPointer(rebasing: piece[start...last]))
        try keep(piece[(last + 1)...])
    }

    private mutating func keep(_ piece: Slice<UnsafeBufferPointer<UInt8>>) throws {
        rest += piece
        guard rest.count <= Self.longestLine else {
            throw damaged("is longer than \(Self.longestLine) bytes")
        }
    }

    private func finish(_ allowsCutEnd: Bool) throws {
        if header.isEmpty { throw damaged("has no header") }
        guard rest.isEmpty || allowsCutEnd else { throw damaged("is cut off") }
    }

    /// Reads whole lines, so that a byte that belongs to no number follows each number.
    private mutating func read(_ lines: UnsafeBufferPointer<UInt8>) throws {
        bytes += lines.count
        var scanner = NumberScanner(lines, position: 0)
        if header.isEmpty, let end = lines.firstIndex(of: UInt8(ascii: "\n")) {
            try readHeader(String(decoding: lines[..<end], as: UTF8.self))
            scanner = NumberScanner(lines, position: end + 1)
        }
        while !scanner.isAtEnd {
            for column in values.indices {
                guard let value = scanner.number() else {
                    throw damaged("the value of “\(header[column])” is not a number")
                }
                values[column] = value
                let isSeparated =
                    column == values.count - 1 ? scanner.takeLineEnd() : scanner.take(UInt8(ascii: ","))
                guard isSeparated else { throw damaged("does not have \(values.count) values") }
            }
            if isNumbered, values[places[0]] != Double(line - 1) {
                throw damaged("should be \(names[0]) \(line - 1)")
            }
            let first = isNumbered ? 1 : 0
            if keeps {
                for index in columns.indices { columns[index].append(values[places[index + first]]) }
            }
            line += 1
        }
        if keeps, count > mostNumbers / max(1, columns.count) {
            keeps = false
            columns = columns.map { _ in [] }
        }
    }

    private mutating func readHeader(_ text: String) throws {
        header = text.trimmingCharacters(in: .whitespacesAndNewlines)
            .split(separator: ",", omittingEmptySubsequences: false)
            .map { $0.trimmingCharacters(in: CharacterSet(charactersIn: "\" ")) }
        names += Set(header).isSuperset(of: optional) ? optional : []
        columns = (isNumbered ? names.dropFirst() : names[...]).map { _ in
            var column: [Double] = []
            column.reserveCapacity(expected)
            return column
        }
        places = try names.map { name in
            guard let place = header.firstIndex(of: name) else { throw damaged("has no column “\(name)”") }
            return place
        }
        values = [Double](repeating: 0, count: header.count)
        line = 2
    }
}
