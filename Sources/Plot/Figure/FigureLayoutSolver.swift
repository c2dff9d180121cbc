/// Places panels, axes, titles, legends and colour bars.
///
/// The room that labels need depends on the ticks, and these on the room that is left for the plot; so
/// everything is worked out anew with the sizes found before, until these stay, mostly after two or three rounds.
/// Some figures would go round in circles, with a label more in one round and less in the next; from a certain
/// round on, what a panel needed once is kept for it. Then plots only shrink, and have to come to rest.
struct FigureLayoutSolver {
    private let figure: Figure
    private let typesetter: Typesetter
    private var panels: [PanelLayoutSolver]

    /// Rounds in which the room around a plot may still become smaller.
    private static let freeRounds = 4
    /// Rounds in all. Shrinking plots come to rest long before; this only bounds the time that somebody's figure of
    /// no reasonable size can take.
    private static let mostRounds = 40
    /// Sizes that differ by no more points than this are the same: a tenth of a pixel at 600 dpi.
    private static let tolerance = 0.01

    init(figure: Figure, fonts: FontBook) throws {
        guard figure.width.points.isFinite, figure.width.points > 0 else {
            throw PlotError.invalidSize("\(figure.width.millimetres) mm wide")
        }
        if let height = figure.height, !(height.points.isFinite && height.points > 0) {
            throw PlotError.invalidSize("\(height.millimetres) mm high")
        }
        self.figure = figure
        typesetter = try Typesetter(fonts: fonts)
        panels = figure.panels.enumerated().map { index, panel in
            PanelLayoutSolver(
                panel: panel, letter: figure.letters ? FigureLayoutSolver.letter(index) : nil,
                typography: figure.typography)
        }
    }

    private var columns: Int { min(figure.columns, max(1, panels.count)) }
    private var rows: Int { max(1, (panels.count + columns - 1) / columns) }
    private var typography: Typography { figure.typography }

    mutating func scene() throws -> Scene {
        let margin = typography.margin
        var titleBlock: TextBlock?
        var top = margin
        if let title = figure.title, !title.isEmpty {
            let block = try typesetter.set(title, size: typography.titleSize)
            titleBlock = block
            top += 1.5 * typography.titleSize
        }
        var widths = [Double](repeating: figure.width.points / Double(columns), count: columns)
        var heights = [Double](repeating: 0.6 * figure.width.points / Double(columns), count: rows)
        var insets = [Insets](repeating: Insets(), count: panels.count)
        var height = figure.height?.points ?? 0
        for round in 0..<FigureLayoutSolver.mostRounds {
            for index in panels.indices {
                let (row, column) = (index / columns, index % columns)
                let needed = try panels[index].measure(
                    width: widths[column], height: heights[row], typesetter)
                insets[index] =
                    round < FigureLayoutSolver.freeRounds ? needed : insets[index].containing(needed)
            }
            let before = widths + heights
            let (lefts, rights) = sides(insets)
            let (tops, bottoms) = ends(insets)
            let gap = typography.panelGap
            let freeWidth =
                figure.width.points - 2 * margin - gap * Double(columns - 1)
                - lefts.reduce(0, +) - rights.reduce(0, +)
            widths = [Double](repeating: max(8, 1 / Double(columns) * freeWidth), count: columns)
            let taken = top + margin + gap * Double(rows - 1) + tops.reduce(0, +) + bottoms.reduce(0, +)
            if let fixed = figure.height?.points {
                heights = rowShares.map { max(8, $0 * (fixed - taken)) }
                height = fixed
            } else {
                heights = naturalHeights(widths)
                height = taken + heights.reduce(0, +)
            }
            let change = zip(before, widths + heights).map { abs($0 - $1) }.max() ?? 0
            if change <= FigureLayoutSolver.tolerance { break }
        }
        let layouts = try place(widths, heights, insets, top: top)
        let title = titleBlock.map { block in
            PlacedText(
                block: block, origin: Point(x: margin, y: margin + block.ascent), role: .figureTitle)
        }
        let shapes = try layouts.enumerated().map { index, panel in
            Shape.group(.panel(index), clip: nil, try panel.shapes())
        }
        var scene = Scene(
            width: figure.width, height: .points(height), shapes: (title.map { [.text($0)] } ?? []) + shapes)
        scene.panels = layouts.map(\.place)
        return scene
    }

    /// Plot heights that follow from the widths. Panels with a free aspect take their row's height from the
    /// others in it.
    private func naturalHeights(_ widths: [Double]) -> [Double] {
        (0..<rows).map { row in
            let members = panels.indices.filter { $0 / columns == row }
            let bound = members.filter { panels[$0].panel.aspect != .free }
            let heights = (bound.isEmpty ? members : bound).map { index in
                widths[index % columns] * panels[index].naturalRatio
            }
            return min(4000, heights.max() ?? 20)
        }
    }

    /// Heights of the rows as shares of all, which add up to 1.
    private var rowShares: [Double] {
        let all = (0..<rows).map { row in
            let weight = row < figure.rowHeights.count ? figure.rowHeights[row] : 1
            return weight > 0 && weight.isFinite ? weight : 1
        }
        let total = all.reduce(0, +)
        return all.map { $0 / total }
    }

    private func sides(_ insets: [Insets]) -> (left: [Double], right: [Double]) {
        var result = ([Double](repeating: 0, count: columns), [Double](repeating: 0, count: columns))
        for (index, inset) in insets.enumerated() {
            result.0[index % columns] = max(result.0[index % columns], inset.left)
            result.1[index % columns] = max(result.1[index % columns], inset.right)
        }
        return result
    }

    private func ends(_ insets: [Insets]) -> (top: [Double], bottom: [Double]) {
        var result = ([Double](repeating: 0, count: rows), [Double](repeating: 0, count: rows))
        for (index, inset) in insets.enumerated() {
            result.0[index / columns] = max(result.0[index / columns], inset.top)
            result.1[index / columns] = max(result.1[index / columns], inset.bottom)
        }
        return result
    }

    private mutating func place(
        _ widths: [Double], _ heights: [Double], _ insets: [Insets], top: Double
    ) throws -> [PanelLayout] {
        let (lefts, rights) = sides(insets)
        let (tops, bottoms) = ends(insets)
        var layouts: [PanelLayout] = []
        var y = top
        for row in 0..<rows {
            var x = typography.margin
            let firstOfRow = layouts.count
            for column in 0..<columns {
                let index = row * columns + column
                guard index < panels.count else { break }
                let room = Rect(
                    x: x + lefts[column], y: y + tops[row], width: widths[column], height: heights[row])
                layouts.append(try panels[index].layout(in: room, left: x, typesetter))
                x += lefts[column] + widths[column] + rights[column] + typography.panelGap
            }
            FigureLayoutSolver.alignTitles(of: &layouts[firstOfRow...])
            y += tops[row] + heights[row] + bottoms[row] + typography.panelGap
        }
        alignAxisTitles(of: &layouts)
        return layouts
    }

    /// Moves the y axes' titles of one column left to the leftmost among them.
    private func alignAxisTitles(of panels: inout [PanelLayout]) {
        for column in 0..<columns {
            let members = stride(from: column, to: panels.count, by: columns).map { $0 }
            let places = members.flatMap { panel in
                panels[panel].texts.indices.filter { text in
                    let text = panels[panel].texts[text]
                    return text.role == .axisTitle && text.upwards
                        && text.box.maxX < panels[panel].plot.rect.minX
                }.map { (panel, $0) }
            }
            guard let leftmost = places.map({ panels[$0.0].texts[$0.1].origin.x }).min() else { continue }
            for (panel, text) in places { panels[panel].texts[text].origin.x = leftmost }
        }
    }

    /// Moves titles, letters and legends above the plots of one row up to the highest among them.
    private static func alignTitles(of row: inout ArraySlice<PanelLayout>) {
        if let highest = row.compactMap(\.legendAbove?.minY).min() {
            for panel in row.indices { row[panel].raiseLegend(to: highest) }
        }
        func isTitle(_ text: PlacedText) -> Bool { text.role == .panelTitle || text.role == .panelLetter }
        let lines = row.flatMap { $0.texts.filter(isTitle).map(\.origin.y) }
        guard let highest = lines.min() else { return }
        for panel in row.indices {
            for text in row[panel].texts.indices where isTitle(row[panel].texts[text]) {
                row[panel].texts[text].origin.y = highest
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
