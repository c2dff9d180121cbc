/// A row of equally wide bands with optional gaps, for categories and for the cells of a matrix.
///
/// Bands are one unit wide and band 0 extends from −0.5 to 0.5, so without gaps the centre of a band is its
/// index.
public struct Bands: Hashable, Sendable {
    /// How many bands there are.
    public var count: Int
    /// A label for each band; nil shows none.
    public var labels: [RichText?]
    /// Gaps before bands, in band widths, by band index: `[28: 0.5]` puts half a band before the last of 29.
    public var gaps: [Int: Double]

    /// - Parameters:
    ///   - count: negative numbers count as 0.
    ///   - labels: nil numbers the bands from 0.
    public init(count: Int, labels: [RichText?]? = nil, gaps: [Int: Double] = [:]) {
        self.count = max(0, count)
        self.labels = labels ?? (0..<max(0, count)).map { RichText(plain: String($0)) }
        self.gaps = gaps
    }

    /// The centre of a band, in units of the axis.
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
