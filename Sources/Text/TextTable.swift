/// Rows of cells as lines of text, in columns that line up in a font of fixed width.
public enum TextTable {
    /// The lines of a table, without a line end after the last; empty for no row. No line ends in spaces.
    ///
    /// - Parameters:
    ///   - rows: may differ in length.
    ///   - rightAligned: the columns that line up on the right, from 0; the others line up on the left.
    ///   - indent: spaces before each line.
    ///   - columnWidth: limits, in characters, to the width of all columns but the last. The line breaks after a cell
    ///     that is wider.
    ///   - lineWidth: the width, in characters, at which the last cell of a row is broken between words.
    public static func text(
        _ rows: [[String]], rightAligned: Set<Int> = [], indent: Int = 0,
        columnWidth: ClosedRange<Int> = 0...(.max), lineWidth: Int = .max
    ) -> String {
        let gap = 2
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            let cells = rows.compactMap { $0.indices.contains(column) ? $0[column].count : nil }
            let widest = cells.filter { $0 <= columnWidth.upperBound }.max() ?? 0
            return column == count - 1 ? widest : max(columnWidth.lowerBound, widest)
        }
        var lines: [String] = []
        for row in rows {
            var line = spaces(indent)
            var start = indent
            for (column, cell) in row.enumerated() {
                let isLast = column == count - 1
                let pieces = isLast ? self.pieces(of: cell, width: lineWidth - start) : [cell]
                for piece in pieces.dropLast() {
                    lines.append(line + piece)
                    line = spaces(start)
                }
                let padding = spaces(widths[column] - cell.count)
                let last = pieces.last ?? ""
                line += rightAligned.contains(column) ? padding + last : last + padding
                start += widths[column] + gap
                if !isLast, cell.count > widths[column] {
                    lines.append(line)
                    line = spaces(start)
                } else {
                    line += spaces(gap)
                }
            }
            lines.append(line)
        }
        return lines.map { String($0.reversed().drop { $0 == " " }.reversed()) }.joined(separator: "\n")
    }

    /// A cell broken between words into pieces of at most `width` characters; a longer word has a piece to itself.
    private static func pieces(of cell: String, width: Int) -> [String] {
        guard cell.count > width else { return [cell] }
        var pieces: [String] = []
        for word in cell.split(separator: " ") {
            if let last = pieces.last, last.count + 1 + word.count <= width {
                pieces[pieces.count - 1] = last + " " + word
            } else {
                pieces.append(String(word))
            }
        }
        return pieces
    }

    private static func spaces(_ count: Int) -> String { String(repeating: " ", count: max(0, count)) }
}
