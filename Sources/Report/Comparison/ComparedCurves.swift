import Analysis
import Document
import Plot
import RunRecord

/// The smoothed training curves of all runs of a comparison, at a few hundred episodes.
struct ComparedCurves {
    /// The window of all curves, because a wider one shows less of the same fluctuations.
    let window: MovingWindow
    /// The episodes at the windows' centres, ascending.
    let episodes: [Int]
    /// For each run, the mean or the median of each window that the run fills, in the unit of the axis.
    let curves: [[Double]]
    /// The episodes of the longest run.
    let longest: Int

    /// The option of the smoothing window. The default is wider than for a single curve, because smoother curves are
    /// easier to compare where they overlap.
    static let window = DirectiveOption.integer(
        "window", 0, in: 0...1_000_001,
        "window of the smooth curves in episodes, rounded up to an odd number; 0 takes a twentieth of the run of median length, "
            + "and more of a short one")

    /// The most points of a curve, and of all curves together. A smooth curve has no detail between 400 points.
    private static let (mostPoints, mostInAll) = (400, 100_000)

    /// Reads the metrics of every run and keeps only the points.
    ///
    /// - Parameter length: of the window; 0 for the default.
    /// - Throws: `RunRecordError`.
    init(of comparison: RunComparison, _ quantity: LoggedQuantity, window length: Int) throws {
        let count = comparison.runs.map(\.logged).max() ?? 0
        // A single long run must not leave nothing of the others.
        let middle = Quartiles(of: comparison.runs.map { Double($0.logged) }).map { Int($0.median) } ?? 0
        let usual = max(middle / 20, min(51, middle / 10))
        let points = max(50, min(Self.mostPoints, Self.mostInAll / max(1, comparison.runs.count)))
        let window = MovingWindow(
            length: length == 0 ? usual : min(length, max(1, count - 1)), step: (count + points - 1) / points)
        curves = try comparison.runs.concurrentMap { run in
            // A run that is still training may have more episodes than when it was read first.
            let values = try run.metrics()[quantity.logged].prefix(run.logged).map { $0 * quantity.factor }
            return switch quantity.statistic {
            case .mean: window.means(of: values)
            case .median: window.quantiles([0.5], of: values)[0]
            }
        }
        episodes = window.centers(of: count).map { $0 + 1 }
        longest = count
        self.window = window
    }

    /// Whether no curve has a finite value.
    var isEmpty: Bool { !curves.contains { $0.contains(where: \.isFinite) } }

    /// The axis of episodes.
    func axis(title: RichText?) -> Axis {
        .linear(title: title, domain: 0...Double(max(1, longest)), wholeNumbers: true)
    }

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
    var smoothing: String { window.smooths ? ", smoothed over {{ figure.window | grouped }} episodes" : "" }

    /// A sentence of a caption on runs that are shorter than the window; empty if there are none.
    var caption: String {
        curves.contains(where: \.isEmpty) ? " Runs that are shorter than the window have no curve." : ""
    }

    var facts: [String: Value] { ["window": .integer(window.length)] }
}

extension LoggedQuantity {
    /// The quantity of the given name in the words of compared runs; if none logs it, the first error that one logs.
    static func named(_ name: String, of comparison: RunComparison) -> LoggedQuantity {
        let quantity = named(name)
        let logged = ([quantity] + errors).first { quantity in
            comparison.runs.contains {
                $0.configuration.columns.contains(quantity.logged)
            }
        }
        return (logged ?? quantity).inWords(of: comparison.words)
    }
}
