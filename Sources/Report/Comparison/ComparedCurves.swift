import Analysis
import Document
import RunRecord

/// The smoothed training curves of all runs of a comparison, at a few hundred episodes.
struct ComparedCurves {
    /// The episodes, from 1, in ascending order: evenly spaced, and the last one.
    let episodes: [Int]
    /// How many episodes lie between two of them, at most.
    let spacing: Int
    /// For each run, its smoothed values at these episodes as far as the run goes, in the unit of the axis; empty for a
    /// run without a finite value.
    let curves: [[Double]]
    /// For each run, the smoothing window in episodes; 0 for a run without a finite value.
    let windows: [Int]

    /// The option of the smoothing window. The default is wider than for a single curve, because smoother curves are
    /// easier to compare where they overlap.
    static let window = DirectiveOption.integer(
        "window", 0, in: 0...1_000_001,
        "window of the smoothing filter in episodes, rounded up to an odd number; 0 takes "
            + "\(EpisodeCurve.publishedWindow), or a twentieth of a longer run"
    )

    /// The most points of a curve, and of all curves together. A smooth curve has no detail between 400 points.
    private static let (mostPoints, mostInAll) = (400, 100_000)

    /// Reads the metrics of every run and keeps only the points.
    ///
    /// - Parameter window: 0 for the default.
    /// - Throws: `RunRecordError`.
    init(of comparison: RunComparison, _ quantity: LoggedQuantity, window: Int) throws {
        let count = comparison.runs.map(\.logged).max() ?? 0
        let points = max(50, min(Self.mostPoints, Self.mostInAll / max(1, comparison.runs.count)))
        let spacing = max(1, (count + points - 1) / points)
        var episodes = Array(stride(from: 1, through: count, by: spacing))
        if count > 0, episodes.last != count { episodes.append(count) }
        let places = episodes
        let read = try comparison.runs.concurrentMap { run in
            // A run that is still training may have more episodes than when it was read first.
            let values = Array(quantity.read(try run.metrics()).prefix(run.logged))
            let wanted = window == 0 ? max(EpisodeCurve.publishedWindow, values.count / 20) : window
            guard let curve = EpisodeCurve(values, scale: .linear, window: wanted) else {
                return (values: [Double](), window: 0)
            }
            let kept = places.prefix { $0 <= values.count }.map { curve.smoothed[$0 - 1] * quantity.factor }
            return (kept, curve.window)
        }
        self.episodes = episodes
        self.spacing = spacing
        curves = read.map(\.values)
        windows = read.map(\.window)
    }

    /// Whether no run has a value.
    var isEmpty: Bool { curves.allSatisfy(\.isEmpty) }

    /// The median and the quartiles of a group's runs, as far as all of them go.
    func quartiles(_ group: ComparedGroup) -> (median: [Double], lower: [Double], upper: [Double]) {
        let quartiles = Quartiles.along(group.members.map { curves[$0] }.filter { !$0.isEmpty })
        func part(_ path: KeyPath<Quartiles, Double>) -> [Double] {
            quartiles.map { $0?[keyPath: path] ?? .nan }
        }
        return (part(\.median), part(\.lower), part(\.upper))
    }

    /// The positions of a curve's values.
    func positions(_ curve: [Double]) -> [Double] { episodes.prefix(curve.count).map(Double.init) }

    /// The column of the episodes beside the numbers drawn.
    var column: DataTable.Column { .init("episode", episodes) }

    /// What a caption says of smoothing, before its full stop; needs the facts of ``facts``.
    var smoothing: String {
        guard let most = windows.max(), most > 3 else { return "" }
        let least = windows.filter { $0 > 0 }.min() ?? most
        return least == most
            ? ", smoothed over {{ figure.window | grouped }} episodes"
            : ", smoothed over {{ figure.least_window | grouped }} to {{ figure.window | grouped }} episodes"
    }

    /// What a caption says of the points drawn. Empty if every episode is.
    var decimation: String {
        spacing == 1 ? "" : " Of the curves, every {{ figure.spacing | grouped }}th episode is drawn."
    }

    var facts: [String: Value] {
        [
            "window": .integer(windows.max() ?? 1),
            "least_window": .integer(windows.filter { $0 > 0 }.min() ?? 1), "spacing": .integer(spacing),
        ]
    }
}
