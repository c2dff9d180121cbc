/// A table of values for the page: column titles above and, in most tables, a header cell in each row.
public struct TableContent: Equatable, Sendable {
    /// The head of a column.
    public struct Column: Equatable, Sendable {
        public var title: String
        /// Whether the cells are numbers, which are aligned on the right.
        public var isNumeric: Bool

        public init(_ title: String, isNumeric: Bool = false) {
            self.title = title
            self.isNumeric = isNumeric
        }
    }

    /// The caption in the template's Markdown; `{{ table.n }}` is the fact `n`.
    public var caption: String
    /// The values that the caption can print, by name.
    public var facts: [String: Value]
    /// The heads of the columns from left to right.
    public var columns: [Column]
    /// The cells, row by row; each row as long as ``columns``.
    public var rows: [[Value]]
    /// Whether the first cell of every row is the row's header.
    public var firstColumnIsHeader: Bool
    /// The cells that are marked as the best of their column.
    public var best: Set<Cell> = []

    /// The position of a cell, counted from 0.
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
