/// One layer of a panel: a line, a row of bars, a matrix of cells.
///
/// A chart is a list of marks in drawing order. Each kind of mark has a file with a static function that
/// makes one: `.line`, `.band`, `.cells`, …
public struct Mark: Sendable {
    /// The values that the x axis must show.
    var x = Extent([])
    /// The values that the y axis must show.
    var y = Extent([])
    /// The values that the colour scale must show.
    var color = Extent([])

    /// What the legend shows for this mark; nil if it has no label.
    var key: LegendKey?

    /// Whether the mark needs room between its outermost data and the panel's border along x.
    var wantsRoomAtSides = false

    /// Whether the mark is drawn over the axis lines, which would otherwise cut through it.
    var liesOverAxes = false

    /// The same mark in drawing order, under the axis lines and the marks after it.
    public var beneath: Mark {
        var copy = self
        copy.liesOverAxes = false
        return copy
    }

    /// Obstacles for a legend: places, in points, that it should not cover.
    var obstacles: @Sendable (PlotArea) -> [Point] = { _ in [] }

    /// Where the mark ends at its right, in points: the place of a direct label; nil if it has no such place.
    var end: @Sendable (PlotArea) -> Point? = { _ in nil }

    /// Texts that belong to the mark.
    var texts: @Sendable (PlotArea, Typesetter) throws -> [PlacedText] = { _, _ in [] }

    /// The mark without its texts; throws `PlotError.invalidData`.
    var shapes: @Sendable (PlotArea) throws -> [Shape] = { _ in [] }
}

extension Extent {
    /// The range of all values of some marks.
    init(of marks: [Mark], _ extent: KeyPath<Mark, Extent>) {
        for seen in marks.map({ $0[keyPath: extent] }) {
            add([seen.range?.lowerBound, seen.leastPositive, seen.range?.upperBound].compactMap { $0 })
        }
    }
}

/// One line of a legend.
struct LegendKey: Sendable {
    enum Symbol: Hashable, Sendable {
        case line(Stroke)
        case area(Ink)
        case frame(Ink, width: Double)
        case dot(Ink, MarkerForm, radius: Double, isHollow: Bool)

        var ink: Ink {
            switch self {
            case .line(let stroke): stroke.ink
            case .area(let ink), .frame(let ink, _), .dot(let ink, _, _, _): ink
            }
        }
    }

    let label: RichText
    var symbols: [Symbol]

    /// Nil without a label.
    init?(_ label: RichText?, _ symbols: Symbol...) {
        guard let label else { return nil }
        self.label = label
        self.symbols = symbols
    }
}
