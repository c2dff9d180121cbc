import Analysis
import BOHP
import Plot
import Text

/// The picture of some examples of recall, as rows of cells or, for large patterns, as tiles.
struct RecallPicture {
    /// The parts of each example, in drawing order. There is an example, and all have the same parts.
    private let examples: [[Part]]
    /// The number of bits of a pattern.
    private let size: Int
    /// The width in millimetres.
    private let width: Double

    /// A pattern, its cue, or an answer.
    private struct Part {
        let title: RichText
        /// One number for each bit. Erased bits are NaN, which draws nothing.
        let cells: [Double]
        var erased: [Int] = []
        /// The bits whose sign is not the pattern's; `nil` if the part is no answer.
        var wrong: [Int]?
    }

    /// - Precondition: all patterns have `size` bits.
    init(_ examples: [Evaluation.Example], size: Int, width: Double) {
        self.size = size
        self.width = width
        self.examples = examples.map { example in
            let answers = [("Answer", example.answer)] + (example.hopfield.map { [("Hopfield", $0)] } ?? [])
            return [
                Part(title: "Pattern", cells: example.pattern),
                Part(
                    title: "Cue", cells: example.cue.map { $0 == 0 ? .nan : $0 }, erased: example.erasedBits),
            ]
                + answers.map { title, answer in
                    Part(
                        title: RichText(plain: title), cells: answer, wrong: example.wrongBits(in: answer))
                }
        }
    }

    /// A row of cells is at least 1.2 mm wide for each bit; a pattern with more bits is a tile.
    var figure: Plot.Figure { size <= max(8, Int((width - Self.besideRows) / 1.2)) ? rows : tiles }

    private static let colors = ColorScale.signed(limit: 1.1)

    private static func text(wrong: [Int]) -> RichText {
        RichText(plain: "\(NumberText.grouped(wrong.count)) wrong")
    }

    /// - Parameter cell: the width of a cell in millimetres. Small cells have thin lines.
    private static func markers(
        wrong: [(row: Int, column: Int)], erased: [(row: Int, column: Int)], rows: Bands, columns: Bands,
        cell: Double
    ) -> [Mark] {
        let width = min(0.9, 0.15 * Length.millimetres(cell).points)
        return [
            .cellMarkers(erased, rows: rows, columns: columns, style: .dot, ink: .muted),
            // A black cross is visible on navy by its white border.
            .cellMarkers(
                wrong, rows: rows, columns: columns, style: .cross, ink: .fixed(Color(0xFFFFFF)),
                width: 1.7 * width),
            .cellMarkers(
                wrong, rows: rows, columns: columns, style: .cross, ink: .fixed(Color(0x000000)), width: width
            ),
        ]
    }

    // MARK: Rows

    /// The width beside a row of cells for names and counts, in millimetres.
    private static let besideRows = 25.0
    /// The distance between the tops of successive rows, in millimetres: the height of a line of text.
    private static let rowHeight = 3.1

    /// Every part of every example as one row of cells.
    private var rows: Plot.Figure {
        let parts = Array(examples.joined())
        let cell = (width - Self.besideRows) / Double(size)
        // Narrow gaps make cells of one colour countable; wide gaps separate examples.
        let columns = Bands(count: size, gaps: Self.gaps(size))
        let rows = Bands(count: parts.count, gaps: Self.gaps(parts.count, groupsOf: examples[0].count))
        var wrong: [(row: Int, column: Int)] = []
        var erased: [(row: Int, column: Int)] = []
        var texts: [Mark] = []
        for (row, part) in parts.enumerated() {
            let height = rows.center(row)
            texts.append(
                .text(part.title, x: columns.domain.lowerBound, y: height, anchor: .right, offset: (-4, 0)))
            erased += part.erased.map { (row, $0) }
            guard let bits = part.wrong else { continue }
            wrong += bits.map { (row, $0) }
            texts.append(
                .text(
                    Self.text(wrong: bits), x: columns.domain.upperBound, y: height, anchor: .left,
                    offset: (4, 0)))
        }
        let extent = rows.domain.upperBound - rows.domain.lowerBound
        let pitch = min(1.5 * Self.rowHeight, max(Self.rowHeight, cell))
        return Plot.Figure(
            width: .millimetres(width), height: .millimetres(extent * pitch / 1.12 + 9.5),
            panels: [
                Panel(
                    x: .bands(columns, title: "Neuron", ticks: Self.numberedTicks(columns)),
                    y: .bands(rows, reversed: true).hidden, color: Self.colors,
                    marks: [.cells(parts.flatMap(\.cells), rows: rows, columns: columns)]
                        + Self.markers(wrong: wrong, erased: erased, rows: rows, columns: columns, cell: cell)
                        + [.cellMarkers(wrong, rows: rows, columns: columns, style: .frame)] + texts,
                    frame: .none)
            ])
    }

    /// A narrow gap before every band but the first, and a wide one between groups of `size` bands.
    private static func gaps(_ count: Int, groupsOf size: Int = .max) -> [Int: Double] {
        Dictionary(
            uniqueKeysWithValues: (1..<max(1, count)).map { ($0, $0.isMultiple(of: size) ? 0.7 : 0.12) })
    }

    /// Ticks at every column, every fifth or every tenth, depending on the number of columns.
    private static func numberedTicks(_ columns: Bands) -> Axis.Ticks {
        let step = columns.count <= 10 ? 1 : columns.count <= 50 ? 5 : 10
        return .at(
            stride(from: 0, to: columns.count, by: step).map {
                Axis.Tick(columns.center($0), RichText(plain: String($0)))
            })
    }

    // MARK: Tiles

    /// Every example as a row of tiles. The bits fill a tile line by line.
    private var tiles: Plot.Figure {
        let side = Self.tileWidth(size)
        let lines = (size + side - 1) / side
        let (rows, columns) = (Bands(count: lines), Bands(count: side))
        // The unused cells of the last line have the colour of zero, which is close to the page's.
        let unused = [Double](repeating: 0, count: lines * side - size)
        let panels = examples.enumerated().flatMap { index, parts in
            parts.enumerated().map { place, part in
                Panel(
                    title: index == 0 ? part.title : nil,
                    x: .bands(columns, title: part.wrong.map(Self.text(wrong:)), ticks: .none),
                    y: .bands(
                        rows, title: place == 0 && examples.count > 1 ? "Test \(index + 1)" : nil,
                        ticks: .none, reversed: true),
                    color: Self.colors,
                    marks: [.cells(part.cells + unused, rows: rows, columns: columns)]
                        + Self.markers(
                            wrong: (part.wrong ?? []).map { ($0 / side, $0 % side) }, erased: [], rows: rows,
                            columns: columns, cell: width / Double(parts.count * (side + 1))),
                    aspect: .equal, frame: .box)
            }
        }
        return Plot.Figure(
            width: .millimetres(width), panels: panels, columns: examples[0].count, keepsRows: true)
    }

    /// The number of bits in a line of a tile: near the square root, and a divisor of the size if there is
    /// one nearby.
    private static func tileWidth(_ size: Int) -> Int {
        let root = Int(Double(size).squareRoot().rounded(.up))
        return (root...max(root, root * 5 / 4)).first { size.isMultiple(of: $0) } ?? root
    }
}
