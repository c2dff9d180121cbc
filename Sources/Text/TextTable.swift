/// Rows of cells as lines of text, in columns that line up in a font of fixed width.
public struct TextTable {
    /// The side on which the cells of a column line up.
    public enum Alignment: Sendable {
        case left, right
    }

    private let rows: [[String]]
    private let alignments: [Alignment]
    private let indent: Int
    private let columnWidth: ClosedRange<Int>
    private let lineWidth: Int

    /// A table of the given rows, which may differ in length.
    ///
    /// - Parameters:
    ///   - alignments: one for each column; columns without one line up on the left.
    ///   - indent: spaces before each line.
    ///   - columnWidth: limits, in characters, to the width of all columns but the last. The line breaks after a cell
    ///     that is wider.
    ///   - lineWidth: the width, in characters, at which the last cell of a row is broken between words.
    public init(
        _ rows: [[String]], alignments: [Alignment] = [], indent: Int = 0,
        columnWidth: ClosedRange<Int> = 0...(.max),
        lineWidth: Int = .max
    ) {
        self.rows = rows
        self.alignments = alignments
        self.indent = indent
        self.columnWidth = columnWidth
        self.lineWidth = lineWidth
    }

    private static let gap = 2

    /// The lines, without a line end after the last; empty for no row. No line ends in spaces.
    public var text: String {
        let count = rows.map(\.count).max() ?? 0
        let widths = (0..<count).map { column in
            let widest =
                rows.map { $0.indices.contains(column) ? $0[column].count : 0 }
                .filter { $0 <= columnWidth.upperBound }.max() ?? 0
            return column == count - 1 ? widest : max(columnWidth.lowerBound, widest)
        }
        return rows.flatMap { lines(of: $0, widths) }.joined(separator: "\n")
    }

    private func lines(of row: [String], _ widths: [Int]) -> [String] {
        var lines: [String] = []
        var line = Self.spaces(indent)
        var start = indent
        for (column, cell) in row.enumerated() {
            let padding = Self.spaces(widths[column] - cell.count)
            if column == widths.count - 1 {
                let pieces = Self.pieces(of: cell, width: lineWidth - start)
                for piece in pieces.dropLast() {
                    lines.append(line + piece)
                    line = Self.spaces(start)
                }
                let last = pieces.last ?? ""
                line += alignments.dropFirst(column).first == .right ? padding + last : last
            } else {
                line += alignments.dropFirst(column).first == .right ? padding + cell : cell + padding
                start += widths[column] + Self.gap
                if cell.count > widths[column] {
                    lines.append(line)
                    line = Self.spaces(start)
                } else {
                    line += Self.spaces(Self.gap)
                }
            }
        }
        return (lines + [line]).map { String($0.reversed().drop { $0 == " " }.reversed()) }
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
