/// One layer of a panel: a line, a row of bars, a matrix of cells.
///
/// A chart is a list of marks in drawing order. Each kind of mark has a file with a static function that
/// makes one: `.line`, `.band`, `.cells`, …
public struct Mark: Sendable {
    let body: any MarkBody

    init(_ body: some MarkBody) {
        self.body = body
    }
}

/// What every kind of mark can do.
protocol MarkBody: Sendable {
    /// The values that the axes and the colour scale must show.
    func measure(_ data: inout DataExtents)

    /// What the legend shows for this mark; empty if it has no label.
    var legendKeys: [LegendKey] { get }

    /// Whether the mark needs room between its outermost data and the panel's border along x.
    var wantsRoomAtSides: Bool { get }

    /// Whether the mark is drawn over the axis lines, which would otherwise cut through it.
    var liesOverAxes: Bool { get }

    /// Texts that belong to the mark.
    func texts(in plot: PlotArea, _ typesetter: Typesetter) throws -> [PlacedText]

    /// Obstacles for a legend: places, in points, that it should not cover.
    func obstacles(in plot: PlotArea) -> [Point]

    /// The mark without its texts.
    ///
    /// - Throws: `PlotError.invalidData`.
    func shapes(in plot: PlotArea) throws -> [Shape]
}

extension MarkBody {
    var legendKeys: [LegendKey] { [] }
    var wantsRoomAtSides: Bool { false }
    var liesOverAxes: Bool { false }
    func texts(in plot: PlotArea, _ typesetter: Typesetter) throws -> [PlacedText] { [] }
    func obstacles(in plot: PlotArea) -> [Point] { [] }
}

/// The ranges of the data of all marks of a panel.
struct DataExtents: Sendable {
    var x = Extent()
    var y = Extent()
    var color = Extent()
}

/// One line of a legend.
struct LegendKey: Sendable {
    enum Symbol: Hashable, Sendable {
        case line(Stroke)
        case area(Ink)
        case frame(Ink, width: Double)
        case dot(Ink, radius: Double, isHollow: Bool)
    }

    var label: RichText
    var symbols: [Symbol]
}
