/// A row of equally wide bands with optional gaps, for categories and for the cells of a matrix.
///
/// Band `i` has its middle at position `center(i)`; without gaps bands are one unit wide and band 0 reaches
/// from −0.5 to 0.5, so that the position of a band is its index.
public struct Bands: Hashable, Sendable {
    /// How many bands there are.
    public var count: Int
    /// A label for each band, or none to number them from 0. A nil label is never shown.
    public var labels: [RichText?]
    /// Gaps before bands, in band widths, by band index: `[28: 0.5]` sets the last of 29 apart by half a
    /// band.
    public var gaps: [Int: Double]

    public init(count: Int, labels: [RichText?]? = nil, gaps: [Int: Double] = [:]) {
        self.count = max(0, count)
        self.labels = labels ?? (0..<max(0, count)).map { RichText(plain: String($0)) }
        self.gaps = gaps
    }

    /// The middle of a band.
    public func center(_ index: Int) -> Double {
        Double(index) + gaps.reduce(0) { $1.key <= index && $1.key > 0 ? $0 + $1.value : $0 }
    }

    /// From the first band's outer border to the last one's.
    public var domain: ClosedRange<Double> {
        -0.5...(count > 0 ? center(count - 1) + 0.5 : 0.5)
    }

    /// Bands behind a gap, whose labels are kept when there is no room for all.
    var firstOfGroups: [Int] {
        gaps.keys.filter { $0 > 0 && $0 < count }.sorted()
    }
}
