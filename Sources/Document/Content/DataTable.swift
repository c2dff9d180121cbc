import Text

/// The numbers behind a figure, in named columns. A column that is shorter than others ends in empty cells.
public struct DataTable: Equatable, Sendable {
    /// A named column of cells of one kind.
    public struct Column: Equatable, Sendable {
        /// The name, with its unit if it has one: `seconds`, `bit_error_rate`.
        public var name: String
        /// The cells from the top.
        public var cells: Cells

        public init(_ name: String, _ numbers: [Double]) {
            self.name = name
            cells = .numbers(numbers)
        }

        public init(_ name: String, _ integers: [Int]) {
            self.name = name
            cells = .integers(integers)
        }

        public init(_ name: String, _ texts: [String]) {
            self.name = name
            cells = .texts(texts)
        }
    }

    /// The cells of a column. NaN is written as `nan`.
    public enum Cells: Equatable, Sendable {
        case numbers([Double])
        case integers([Int])
        case texts([String])

        var count: Int {
            switch self {
            case .numbers(let numbers): numbers.count
            case .integers(let integers): integers.count
            case .texts(let texts): texts.count
            }
        }

        /// Appends the cell as a CSV file has it: the shortest decimal form that reads back to the same number. Appends
        /// nothing below the end of the column.
        fileprivate func write(_ row: Int, into file: inout [UInt8]) {
            guard row < count else { return }
            switch self {
            // Few programs read a NaN with a sign or a payload.
            case .numbers(let numbers):
                file += (numbers[row].isNaN ? "nan" : numbers[row].description).utf8
            case .integers(let integers): file += integers[row].description.utf8
            case .texts(let texts): file += DataTable.quoted(texts[row]).utf8
            }
        }

        /// The text of the cell on a page: six significant digits.
        func printed(_ row: Int) -> String {
            switch self {
            case .numbers(let numbers): row < numbers.count ? NumberText.general(numbers[row]) : ""
            case .integers(let integers): row < integers.count ? NumberText.integer(integers[row]) : ""
            case .texts(let texts): row < texts.count ? texts[row] : ""
            }
        }

        var areNumbers: Bool {
            if case .texts = self { false } else { true }
        }
    }

    /// The columns from left to right, of any lengths.
    public var columns: [Column]

    public init(_ columns: [Column]) { self.columns = columns }

    /// The length of the longest column.
    public var rowCount: Int { columns.map(\.cells.count).max() ?? 0 }

    /// The largest number of rows of a table that a page shows whole.
    static let mostWholeRows = 40
    /// The number of rows that a page shows of each end of a longer table.
    static let endRows = 10

    /// The rows that a page shows: all of them, or the first and the last ``endRows``.
    var excerpt: (first: Range<Int>, last: Range<Int>) {
        rowCount <= Self.mostWholeRows
            ? (0..<rowCount, rowCount..<rowCount)
            : (0..<Self.endRows, rowCount - Self.endRows..<rowCount)
    }

    /// The table as CSV (RFC 4180): a header line, commas, lines that end in CR LF, UTF-8.
    public func csv() -> [UInt8] {
        var file = Array(columns.map { Self.quoted($0.name) }.joined(separator: ",").utf8)
        file += "\r\n".utf8
        for row in 0..<rowCount {
            for (index, column) in columns.enumerated() {
                if index > 0 { file.append(UInt8(ascii: ",")) }
                column.cells.write(row, into: &file)
            }
            file += "\r\n".utf8
        }
        return file
    }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains { $0 == "," || $0 == "\"" || $0 == "\n" || $0 == "\r" }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
