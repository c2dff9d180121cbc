/// A table of values for the page: header cells above and, for most, a header cell before each row.
public struct TableContent: Equatable, Sendable {
    public struct Column: Equatable, Sendable {
        public var title: String
        /// Whether its cells are numbers, which stand on the right under each other.
        public var isNumeric: Bool

        public init(_ title: String, isNumeric: Bool = false) {
            self.title = title
            self.isNumeric = isNumeric
        }
    }

    /// The caption in the template's Markdown; `{{ table.n }}` is the fact `n`.
    public var caption: String
    public var facts: [String: Value]
    public var columns: [Column]
    public var rows: [[Value]]
    /// Whether the first cell of every row names the row.
    public var firstColumnIsHeader: Bool
    /// Cells set apart as the best of their column.
    public var best: Set<Cell> = []

    /// The place of a cell, from 0.
    public struct Cell: Hashable, Sendable {
        public var row: Int
        public var column: Int

        public init(row: Int, column: Int) {
            self.row = row
            self.column = column
        }
    }

    public init(
        caption: String, facts: [String: Value] = [:], columns: [Column], rows: [[Value]],
        firstColumnIsHeader: Bool = true
    ) {
        self.caption = caption
        self.facts = facts
        self.columns = columns
        self.rows = rows
        self.firstColumnIsHeader = firstColumnIsHeader
    }
}
