import Document

/// The episodes at which a figure draws its curves.
///
/// A run of up to ``mostWhole`` episodes is drawn whole. A longer one is cut into ``stretches`` stretches, and of
/// each those episodes are drawn at which a curve has its least or its greatest value in it. A stretch is
/// narrower than a pixel of a figure as wide as a page at 600 dpi, so the picture is that of all episodes, no peak
/// is lost, and the numbers beside the figure are the very points that its lines go through.
struct DrawnEpisodes {
    /// The longest run that is drawn whole.
    static let mostWhole = 20_000
    /// A page is 183 mm wide, which are 4323 pixels at 600 dpi.
    static let stretches = 5000

    /// From 1, in ascending order.
    let episodes: [Int]
    /// Of how many episodes in a row a curve's least and greatest value are drawn; 1 if every episode is.
    let neighbours: Int

    /// - Parameter curves: their values by episode; NaN where there is none. They may differ in length.
    init(of curves: [[Double]]) {
        let count = curves.map(\.count).max() ?? 0
        guard count > Self.mostWhole else {
            episodes = (0..<count).map { $0 + 1 }
            neighbours = 1
            return
        }
        neighbours = (count + Self.stretches - 1) / Self.stretches
        var places: Set<Int> = []
        for curve in curves where !curve.isEmpty {
            // A line begins and ends where its curve does.
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

    /// Where the values in a range are least and greatest, the first of equal ones; `nil` if all are NaN.
    private static func extremes(of curve: [Double], _ range: Range<Int>) -> (least: Int, greatest: Int)? {
        guard var least = range.first(where: { !curve[$0].isNaN }) else { return nil }
        var greatest = least
        for place in (least + 1)..<range.upperBound {
            if curve[place] < curve[least] { least = place }
            if curve[place] > curve[greatest] { greatest = place }
        }
        return (least, greatest)
    }

    /// The values of a curve at these episodes, as far as it goes.
    func values(of curve: [Double]) -> [Double] {
        neighbours == 1 ? curve : episodes.prefix { $0 <= curve.count }.map { curve[$0 - 1] }
    }

    /// What a caption says of it; needs the fact `neighbours`. Empty if every episode is drawn.
    var caption: String {
        neighbours == 1
            ? ""
            : " Lines go through the least and the greatest of every {{ figure.neighbours | grouped }} successive "
                + "values."
    }

    /// The column that the numbers drawn stand beside.
    var column: DataTable.Column { .init("episode", episodes) }
}
