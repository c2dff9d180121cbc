/// The numbers behind a figure, in named columns. A column that is shorter than others ends in empty cells.
public struct DataTable: Equatable, Sendable {
    /// A named column of numbers or texts.
    public struct Column: Equatable, Sendable {
        /// The name, with its unit if it has one: `seconds`, `bit_error_rate`.
        public var name: String
        /// The cells from the top.
        public var cells: [Value]

        public init(_ name: String, _ numbers: [Double]) {
            self.name = name
            cells = numbers.map(Value.number)
        }

        public init(_ name: String, _ integers: [Int]) {
            self.name = name
            cells = integers.map(Value.integer)
        }

        public init(_ name: String, _ texts: [String]) {
            self.name = name
            cells = texts.map(Value.text)
        }

        var isNumeric: Bool { cells.first?.asNumber != nil }

        /// The cell in the row, or ``Value/missing`` below the end of the column.
        func cell(_ row: Int) -> Value { row < cells.count ? cells[row] : .missing }
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
        var file: [UInt8] = []
        func write(_ fields: [String]) { file += (fields.joined(separator: ",") + "\r\n").utf8 }
        write(columns.map { Self.quoted($0.name) })
        for row in 0..<rowCount { write(columns.map { Self.field($0.cell(row)) }) }
        return file
    }

    /// A number in the shortest decimal form that reads back to the same number, or a text.
    private static func field(_ value: Value) -> String {
        switch value {
        // Few programs read a NaN with a sign or a payload.
        case .number(let number): number.isNaN ? "nan" : number.description
        case .integer(let integer): integer.description
        default: quoted(value.plainText)
        }
    }

    private static func quoted(_ text: String) -> String {
        let needsQuotes = text.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
        return needsQuotes ? "\"" + text.replacing("\"", with: "\"\"") + "\"" : text
    }
}
