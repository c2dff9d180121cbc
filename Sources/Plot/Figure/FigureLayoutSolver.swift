/// Finds places for the panels of a figure and everything in them.
///
/// The room that labels need depends on the ticks, and the ticks depend on the room that is left for the
/// plot. The layout is therefore repeated, each round with the sizes of the round before, until the sizes no
/// longer change, usually after two or three rounds. Some figures would alternate forever between one label
/// more and one label less. From a certain round on, a panel therefore keeps all room that it once needed.
/// Then plots only shrink, and the layout converges.
struct FigureLayoutSolver {
    private let figure: Figure
    private let style: FigureStyle
    private let typesetter: Typesetter
    private var panels: [PanelLayoutSolver]
    /// The widths that the layout leaves to the plots of each column, in points; infinite before they are known, and without
    /// panels.
    private(set) var plotWidths = [Double.infinity]

    /// Rounds in which the room around a plot may still become smaller.
    private static let freeRounds = 4
    /// Rounds in all: a bound on the time that a figure of absurd size can take.
    private static let mostRounds = 40
    /// Sizes that differ by no more points than this are the same: a tenth of a pixel at 600 dpi.
    private static let tolerance = 0.01
    /// The least width of a plot while the layout is not known, in points.
    private static let leastSide = 8.0

    /// The sizes of the plots and the room around them, in points.
    private struct Grid {
        /// Column by column.
        var widths: [Double]
        /// Row by row.
        var heights: [Double]
        /// Panel by panel.
        var insets: [Insets]
    }

    /// - Throws: `PlotError.invalidSize` or `.font`.
    init(figure: Figure, style: FigureStyle, fonts: FontBook) throws {
        guard figure.width.points.isFinite, figure.width.points > 0 else {
            throw PlotError.invalidSize("\(figure.width.millimetres) mm wide")
        }
        if let height = figure.height, !(height.points.isFinite && height.points > 0) {
            throw PlotError.invalidSize("\(height.millimetres) mm high")
        }
        self.figure = figure
        self.style = style
        typesetter = try Typesetter(
            fonts: fonts, leastSize: style.typography.leastSize, magnification: style.magnification)
        panels = figure.panels.enumerated().map { index, panel in
            let lettered = figure.keepsRows ? index.isMultiple(of: figure.columns) : true
            let place = figure.keepsRows ? index / figure.columns : index
            return PanelLayoutSolver(
                panel: panel, letter: figure.letters && lettered ? FigureLayoutSolver.letter(place) : nil,
                typography: style.typography)
        }
    }

    private var columns: Int { min(figure.columns, max(1, panels.count)) }
    private var rows: Int { max(1, (panels.count + columns - 1) / columns) }
    private var typography: Typography { style.typography }

    /// - Throws: `PlotError`.
    mutating func scene() throws -> Scene {
        let margin = typography.margin
        var top = margin
        var shapes: [Shape] = []
        if let title = figure.title, !title.isEmpty {
            let block = try typesetter.set(title, size: typography.titleSize)
            let origin = Point(x: margin, y: margin + block.ascent)
            shapes.append(.text(PlacedText(block: block, origin: origin, role: .figureTitle)))
            top += 1.5 * typography.titleSize
        }
        let share = figure.width.points / Double(columns)
        var grid = Grid(
            widths: [Double](repeating: share, count: columns),
            heights: [Double](repeating: 0.6 * share, count: rows),
            insets: [Insets](repeating: Insets(), count: panels.count))
        var height = 0.0
        for round in 0..<FigureLayoutSolver.mostRounds {
            let before = grid.widths + grid.heights
            height = try improve(&grid, top: top, keepsRoom: round >= FigureLayoutSolver.freeRounds)
            let change = zip(before, grid.widths + grid.heights).map { abs($0 - $1) }.max() ?? 0
            if change <= FigureLayoutSolver.tolerance { break }
        }
        if !panels.isEmpty { plotWidths = grid.widths }
        let layouts = try place(grid, top: top)
        shapes += try layouts.enumerated().map { .group(.panel($0), clip: nil, try $1.shapes()) }
        var scene = Scene(width: figure.width, height: .points(height), shapes: shapes)
        scene.panels = layouts.map(\.place)
        return scene
    }

    /// One round of the layout; the height of the figure.
    private mutating func improve(_ grid: inout Grid, top: Double, keepsRoom: Bool) throws -> Double {
        for index in panels.indices {
            let needed = try panels[index].measure(
                width: grid.widths[index % columns], height: grid.heights[index / columns], typesetter)
            grid.insets[index] = keepsRoom ? grid.insets[index].containing(needed) : needed
        }
        let (margin, gap) = (typography.margin, typography.panelGap)
        func sum(_ side: KeyPath<Insets, Double>, _ lines: [Insets]) -> Double {
            lines.reduce(0) { $0 + $1[keyPath: side] }
        }
        let (besides, around) = (columnInsets(grid), rowInsets(grid))
        let freeWidth =
            figure.width.points - 2 * margin - gap * Double(columns - 1) - sum(\.left, besides)
            - sum(\.right, besides)
        grid.widths = shares(figure.columnWidths, columns).map {
            max(FigureLayoutSolver.leastSide, $0 * freeWidth)
        }
        let taken =
            top + margin + gap * Double(rows - 1) + sum(\.top, around) + sum(\.bottom, around)
        if let fixed = figure.height?.points {
            grid.heights = shares(figure.rowHeights, rows).map {
                max(FigureLayoutSolver.leastSide, $0 * (fixed - taken))
            }
            return fixed
        }
        let heights = naturalHeights(widths: grid.widths)
        let room = max(style.greatestHeight.points - taken, Figure.leastHeight * Double(rows))
        let excess = max(1, heights.reduce(0, +) / room)
        grid.heights = heights.map { $0 / excess }
        return taken + grid.heights.reduce(0, +)
    }

    /// Plot heights that follow from the width. Panels with a free aspect take their row's height from the
    /// others in it.
    private func naturalHeights(widths: [Double]) -> [Double] {
        (0..<rows).map { row in
            let members = panels.indices.filter { $0 / columns == row }
            let bound = members.filter { panels[$0].panel.aspect != .free }
            let heights = (bound.isEmpty ? members : bound).map {
                panels[$0].naturalHeight(width: widths[$0 % columns])
            }
            return max(Figure.leastHeight, heights.max() ?? 0)
        }
    }

    /// Widths of the columns or heights of the rows as shares of all, which add up to 1.
    ///
    /// - Parameter weights: relative to each other; missing and invalid ones are 1.
    private func shares(_ weights: [Double], _ count: Int) -> [Double] {
        let all = (0..<count).map { index in
            let weight = index < weights.count ? weights[index] : 1
            return weight > 0 && weight.isFinite ? weight : 1
        }
        let total = all.reduce(0, +)
        return all.map { $0 / total }
    }

    /// The room that all panels of each line, a row or a column, need.
    ///
    /// - Parameter line: the line of a panel.
    private func room(_ grid: Grid, lines: Int, _ line: (Int) -> Int) -> [Insets] {
        panels.indices.reduce(into: [Insets](repeating: Insets(), count: lines)) { room, panel in
            room[line(panel)] = room[line(panel)].containing(grid.insets[panel])
        }
    }

    private func columnInsets(_ grid: Grid) -> [Insets] { room(grid, lines: columns) { $0 % columns } }
    private func rowInsets(_ grid: Grid) -> [Insets] { room(grid, lines: rows) { $0 / columns } }

    private mutating func place(_ grid: Grid, top: Double) throws -> [PanelLayout] {
        let besides = columnInsets(grid)
        var layouts: [PanelLayout] = []
        var y = top
        for (row, around) in rowInsets(grid).enumerated() {
            var x = typography.margin
            let firstOfRow = layouts.count
            for column in 0..<columns where layouts.count < panels.count {
                let room = Rect(
                    x: x + besides[column].left, y: y + around.top,
                    width: grid.widths[column], height: grid.heights[row])
                layouts.append(try panels[layouts.count].layout(in: room, left: x, typesetter))
                x += besides[column].left + grid.widths[column] + besides[column].right + typography.panelGap
            }
            FigureLayoutSolver.alignTitles(of: &layouts, in: firstOfRow..<layouts.count)
            y += around.top + grid.heights[row] + around.bottom + typography.panelGap
        }
        for column in 0..<columns {
            // The y axes' titles of one column, but not those of colour bars.
            let members = stride(from: column, to: layouts.count, by: columns)
            FigureLayoutSolver.align(&layouts, members, \.x) { text, panel in
                text.role == .axisTitle && text.upwards && text.box.maxX < panel.plot.rect.minX
            }
        }
        return layouts
    }

    /// Moves titles, letters and legends above the plots of one row up to the highest among them.
    private static func alignTitles(of panels: inout [PanelLayout], in row: Range<Int>) {
        if let highest = panels[row].compactMap(\.legendAbove?.minY).min() {
            for panel in row { panels[panel].raiseLegend(to: highest) }
        }
        align(&panels, row, \.y) { text, _ in text.role == .panelTitle || text.role == .panelLetter }
    }

    /// Moves some texts of some panels to the least coordinate among them.
    private static func align(
        _ panels: inout [PanelLayout], _ members: some Sequence<Int>,
        _ coordinate: WritableKeyPath<Point, Double>, where isAligned: (PlacedText, PanelLayout) -> Bool
    ) {
        // The lines of a title keep their distances.
        let titles = members.map { panel in
            let texts = panels[panel].texts.indices.filter {
                isAligned(panels[panel].texts[$0], panels[panel])
            }
            let least = texts.map { panels[panel].texts[$0].origin[keyPath: coordinate] }.min()
            return (panel: panel, texts: texts, least: least)
        }
        guard let least = titles.compactMap(\.least).min() else { return }
        for title in titles {
            for text in title.texts {
                let place = panels[title.panel].texts[text].origin[keyPath: coordinate]
                panels[title.panel].texts[text].origin[keyPath: coordinate] =
                    least + (place - (title.least ?? place))
            }
        }
    }

    /// a, b, …, z, aa, ab, …
    private static func letter(_ index: Int) -> String {
        let letters = Array("abcdefghijklmnopqrstuvwxyz")
        let last = String(letters[index % 26])
        return index < 26 ? last : letter(index / 26 - 1) + last
    }
}
