import Analysis
import BOHP
import Plot
import Text

/// An example of recall as a figure draws it: a pattern, its cue, and answers.
struct RecallTest: Sendable {
    /// The parts that are drawn, in this order.
    enum Part: CaseIterable, Sendable {
        case pattern
        case cue
        case answer
        case hopfield

        var title: RichText {
            switch self {
            case .pattern: "Pattern"
            case .cue: "Cue"
            case .answer: "Answer"
            case .hopfield: "Hopfield"
            }
        }

        var isAnswer: Bool { self == .answer || self == .hopfield }
    }

    private let example: Evaluation.Example
    private let showsHopfield: Bool

    init(_ example: Evaluation.Example, showsHopfield: Bool) {
        self.example = example
        self.showsHopfield = showsHopfield
    }

    /// The number of bits of the pattern.
    var size: Int { example.pattern.count }

    /// The bits that the cue leaves out.
    var erased: [Int] { example.erasedBits }

    func shows(_ part: Part) -> Bool { part != .hopfield || showsHopfield }

    private var parts: [Part] { Part.allCases.filter(shows) }

    func values(of part: Part) -> [Double] {
        switch part {
        case .pattern: example.pattern
        case .cue: example.cue
        case .answer: example.answer
        case .hopfield: example.hopfield ?? []
        }
    }

    /// The bits whose sign is not the pattern's; none in pattern and cue.
    func wrongBits(in part: Part) -> [Int] { part.isAnswer ? example.wrongBits(in: values(of: part)) : [] }

    /// The cells of a part, row by row. Erased bits are NaN, which draws nothing.
    private func cells(of part: Part) -> [Double] {
        part == .cue ? values(of: part).map { $0 == 0 ? .nan : $0 } : values(of: part)
    }

    // MARK: Rows

    /// The scale ends beyond ±1, because a black cross is hardly visible on the darkest colours.
    private static let colors = ColorScale.diverging(limit: 1.4)

    /// The width beside a row of cells for names and counts, in millimetres.
    private static let besideRows = 25.0
    /// The distance between the tops of successive rows, in millimetres: the height of a line of text.
    private static let rowHeight = 3.1

    /// The largest number of bits that a figure of `width` millimetres draws as a row, in cells at least 1.2
    /// mm wide.
    static func longestRow(at width: Double) -> Int { max(8, Int((width - besideRows) / 1.2)) }

    /// Every part of every test as one row of cells.
    static func rows(_ tests: [RecallTest], width: Double) -> Plot.Figure {
        guard let size = tests.first?.size, let parts = tests.first?.parts else {
            return Plot.Figure(width: .millimetres(width), panels: [])
        }
        let rowCount = tests.count * parts.count
        let cell = (width - besideRows) / Double(size)
        // Narrow gaps make cells of one colour countable; wide gaps separate tests.
        let columns = Bands(count: size, gaps: evenGaps(size, 0.12))
        let rows = Bands(
            count: rowCount,
            gaps: evenGaps(rowCount, 0.12).merging(
                (1..<max(2, tests.count)).map { ($0 * parts.count, 0.7) }
            ) { $1 })
        var values: [Double] = []
        var wrong: [(row: Int, column: Int)] = []
        var erased: [(row: Int, column: Int)] = []
        var texts: [Mark] = []
        for (index, test) in tests.enumerated() {
            for (offset, part) in parts.enumerated() {
                let row = index * parts.count + offset
                values += test.cells(of: part)
                texts.append(
                    .text(
                        part.title, x: columns.domain.lowerBound, y: rows.center(row), anchor: .right,
                        offset: (-4, 0)))
                if part == .cue { erased += test.erased.map { (row, $0) } }
                guard part.isAnswer else { continue }
                wrong += test.wrongBits(in: part).map { (row, $0) }
                texts.append(
                    .text(
                        wrongText(test.wrongBits(in: part).count), x: columns.domain.upperBound,
                        y: rows.center(row), anchor: .left, offset: (4, 0)))
            }
        }
        let extent = rows.domain.upperBound - rows.domain.lowerBound
        let pitch = min(1.5 * rowHeight, max(rowHeight, cell))
        return Plot.Figure(
            width: .millimetres(width), height: .millimetres(extent * pitch / 1.12 + 9.5),
            panels: [
                Panel(
                    x: .bands(columns, title: "Neuron", ticks: numberedTicks(columns)),
                    y: .bands(rows, reversed: true).hidden, color: colors,
                    marks: [.cells(values, rows: rows, columns: columns)]
                        + markers(
                            wrong: wrong, erased: erased, rows: rows, columns: columns, cell: cell)
                        + [.cellMarkers(wrong, rows: rows, columns: columns, style: .frame)] + texts,
                    frame: .none)
            ])
    }

    private static func wrongText(_ count: Int) -> RichText {
        RichText(plain: "\(NumberText.grouped(count)) wrong")
    }

    private static func evenGaps(_ count: Int, _ gap: Double) -> [Int: Double] {
        Dictionary(uniqueKeysWithValues: (1..<max(1, count)).map { ($0, gap) })
    }

    /// Ticks at every column, every fifth or every tenth, depending on the number of columns.
    private static func numberedTicks(_ columns: Bands) -> Axis.Ticks {
        let step = columns.count <= 10 ? 1 : columns.count <= 50 ? 5 : 10
        return .at(
            stride(from: 0, to: columns.count, by: step).map {
                Axis.Tick(columns.center($0), RichText(plain: String($0)))
            })
    }

    /// - Parameter cell: the width of a cell in millimetres. Small cells have thin lines.
    private static func markers(
        wrong: [(row: Int, column: Int)], erased: [(row: Int, column: Int)], rows: Bands, columns: Bands,
        cell: Double
    ) -> [Mark] {
        let width = min(0.9, 0.15 * Length.millimetres(cell).points)
        return [
            .cellMarkers(erased, rows: rows, columns: columns, style: .dot, ink: .muted),
            .cellMarkers(wrong, rows: rows, columns: columns, style: .cross, width: width),
        ]
    }

    // MARK: Tiles

    /// Every test as a row of tiles, for patterns with too many bits for a row of cells. The bits fill a
    /// tile line by line.
    static func tiles(_ tests: [RecallTest], width: Double) -> Plot.Figure {
        guard let size = tests.first?.size, let parts = tests.first?.parts else {
            return Plot.Figure(width: .millimetres(width), panels: [])
        }
        let side = tileWidth(size)
        let lines = (size + side - 1) / side
        let (rows, columns) = (Bands(count: lines), Bands(count: side))
        let panels = tests.enumerated().flatMap { index, test in
            parts.map { part in
                let wrong = test.wrongBits(in: part)
                func places(_ bits: [Int]) -> [(row: Int, column: Int)] {
                    bits.map { ($0 / side, $0 % side) }
                }
                // The unused cells of the last line have the colour of zero, which is close to the page's.
                let cells =
                    test.cells(of: part) + [Double](repeating: 0, count: lines * side - size)
                return Panel(
                    title: index == 0 ? part.title : nil,
                    x: .bands(columns, title: part.isAnswer ? wrongText(wrong.count) : nil, ticks: .none),
                    y: .bands(
                        rows,
                        title: part == .pattern && tests.count > 1 ? "Test \(index + 1)" : nil, ticks: .none,
                        reversed: true),
                    color: colors,
                    marks: [.cells(cells, rows: rows, columns: columns)]
                        + markers(
                            wrong: places(wrong), erased: [], rows: rows, columns: columns,
                            cell: width / Double(parts.count * (side + 1))),
                    aspect: .equal, frame: .box)
            }
        }
        return Plot.Figure(width: .millimetres(width), panels: panels, columns: parts.count)
    }

    /// The number of bits in a line of a tile: near the square root, and a divisor of the size if there is
    /// one nearby.
    private static func tileWidth(_ size: Int) -> Int {
        let root = Int(Double(size).squareRoot().rounded(.up))
        return (root...max(root, root * 5 / 4)).first { size.isMultiple(of: $0) } ?? root
    }
}
