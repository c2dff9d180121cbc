/// The episodes at which a figure draws its curves, after decimation.
///
/// A run of up to ``mostWhole`` episodes is drawn whole. A longer run is cut into at most ``stretches`` stretches, and
/// each is reduced to the episodes at which a curve has its minimum or its maximum in it. A stretch is narrower than a
/// pixel of a page-wide figure at 600 dpi, so the picture equals that of all episodes, no peak is lost, and the numbers
/// beside the figure are the points that its lines go through.
public struct DrawnEpisodes: Sendable {
    /// The longest run that is drawn whole.
    static let mostWhole = 20_000
    /// More than the 4323 pixels that a page of 183 mm has at 600 dpi.
    static let stretches = 5000

    /// The episodes drawn, from 1, in ascending order.
    public let episodes: [Int]
    /// The length of a stretch in episodes; 1 if every episode is drawn.
    public let neighbours: Int

    /// Decimates the given curves, which may differ in length. Element i is the value of episode i + 1, or NaN.
    public init(of curves: [[Double]]) {
        let count = curves.map(\.count).max() ?? 0
        guard count > Self.mostWhole else {
            episodes = (0..<count).map { $0 + 1 }
            neighbours = 1
            return
        }
        neighbours = (count + Self.stretches - 1) / Self.stretches
        var places: Set<Int> = []
        for curve in curves where !curve.isEmpty {
            // A line keeps the ends of its curve.
            places.formUnion([0, curve.count - 1])
            for start in stride(from: 0, to: curve.count, by: neighbours) {
                let stretch = start..<min(start + neighbours, curve.count)
                if let (least, greatest) = Self.extremes(of: curve, stretch) {
                    places.formUnion([least, greatest])
                }
            }
        }
        episodes = places.sorted().map { $0 + 1 }
    }

    /// The places of the minimum and the maximum in a range, the first of equal ones; `nil` if all values are NaN.
    private static func extremes(of curve: [Double], _ range: Range<Int>) -> (least: Int, greatest: Int)? {
        guard var least = range.first(where: { !curve[$0].isNaN }) else { return nil }
        var greatest = least
        for place in (least + 1)..<range.upperBound {
            if curve[place] < curve[least] { least = place }
            if curve[place] > curve[greatest] { greatest = place }
        }
        return (least, greatest)
    }

    /// The values of a curve at these episodes, up to its end.
    public func values(of curve: [Double]) -> [Double] {
        neighbours == 1 ? curve : episodes.prefix { $0 <= curve.count }.map { curve[$0 - 1] }
    }
}
