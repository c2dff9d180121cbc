/// A number that training logs, with a smooth curve through it.
public struct EpisodeCurve: Sendable {
    /// The axis that the curve is drawn on, which decides what can be shown.
    public enum Scale: Sendable {
        /// Shows all finite values.
        case linear
        /// Shows finite values above zero.
        case log
    }

    /// What stands for the values in a window.
    public enum Statistic: Sendable {
        /// The mean, for shares: most episodes have none or all of it, so that a median would jump.
        case mean
        /// The median, for magnitudes: a few large ones do not move it.
        case median
    }

    /// The values in a moving window, summarized.
    public struct Smooth: Equatable, Sendable {
        /// The episodes at the windows' centres, ascending.
        public let episodes: [Int]
        /// The mean or the median of each window.
        public let middle: [Double]
        /// Quantiles of each window by ``EpisodeCurve/shares``; none beside a mean.
        public let quantiles: [[Double]]
    }

    /// The shares of the quantiles beside a median: deciles and quartiles, from the lowest to the highest.
    public static let shares = [0.1, 0.25, 0.75, 0.9]

    /// The axis that the curve is drawn on.
    public let scale: Scale
    /// A value for each of ``episodes``; NaN if the axis cannot show it.
    public let values: [Double]
    /// The smooth curve; `nil` if there are too few values for one.
    public let smooth: Smooth?
    /// How many values the axis cannot show.
    public let omitted: Int
    /// The number of episodes, and how many of them share a value.
    private let (count, episodesPerValue): (Int, Int)
    /// The range of the values shown.
    public let range: ClosedRange<Double>
    /// How many values the window of the smooth curve holds; odd.
    public let window: Int
    /// The mean or the median of the first `stretch` values shown.
    public let first: Double
    /// The mean or the median of the last `stretch` values shown.
    public let last: Double
    /// How many values `first` and `last` summarize, as in `TrainingStretch`.
    public let stretch: Int

    /// The curve of `all`, whose element i belongs to episode i + 1; `nil` if the axis can show none.
    ///
    /// - Parameters:
    ///   - scale: `nil` takes a logarithmic axis if the smooth curve, or the curve itself if it is short, spans a decade.
    ///   - window: how many values are smoothed over; 0 takes the usual number, see ``MovingWindow``.
    ///   - episodesPerValue: the episodes of an update, for a number that they share.
    public init?(
        _ all: [Double], statistic: Statistic, scale wanted: Scale? = nil, window length: Int = 0,
        episodesPerValue: Int = 1
    ) {
        let count = all.count
        func episode(_ index: Int) -> Int { Self.episode(index, episodesPerValue, of: count) }
        (self.count, self.episodesPerValue) = (count, episodesPerValue)
        let all =
            episodesPerValue == 1
            ? all : (0..<(count + episodesPerValue - 1) / episodesPerValue).map { all[episode($0) - 1] }
        let window = MovingWindow(for: all.count, length: length)
        self.window = window.length
        if window.smooths {
            let episodes = window.centers(of: all.count).map(episode)
            switch statistic {
            case .mean: smooth = Smooth(episodes: episodes, middle: window.means(of: all), quantiles: [])
            case .median:
                let all = window.quantiles([0.5] + Self.shares, of: all)
                smooth = Smooth(episodes: episodes, middle: all[0], quantiles: Array(all[1...]))
            }
        } else {
            smooth = nil
        }
        scale = wanted ?? (Self.spansDecade(smooth?.middle ?? all) ? .log : .linear)
        let isShown = { [scale] (value: Double) in value.isFinite && (scale == .linear || value > 0) }
        // An array of millions of values is not copied without need.
        values = all.allSatisfy(isShown) ? all : all.map { isShown($0) ? $0 : .nan }
        let shown = Self.finite(values)
        guard let least = shown.min(), let greatest = shown.max() else { return nil }
        range = least...greatest
        omitted = all.count - shown.count
        stretch = TrainingStretch.length(of: shown.count)
        func summary(_ values: ArraySlice<Double>) -> Double {
            switch statistic {
            case .mean: arithmeticMean(of: values)
            case .median: quantile(0.5, ofSorted: values.sorted())
            }
        }
        first = summary(shown.prefix(stretch))
        last = summary(shown.suffix(stretch))
    }

    /// The episode of each value, ascending: every one, or the last one before each update.
    public var episodes: [Int] { values.indices.map { Self.episode($0, episodesPerValue, of: count) } }

    /// The values that are shown.
    public var shown: [Double] { Self.finite(values) }

    private static func finite(_ values: [Double]) -> [Double] {
        values.allSatisfy(\.isFinite) ? values : values.filter(\.isFinite)
    }

    /// The episode of the value at `index`.
    private static func episode(_ index: Int, _ episodesPerValue: Int, of count: Int) -> Int {
        min((index + 1) * episodesPerValue, count)
    }

    private static func spansDecade(_ values: [Double]) -> Bool {
        guard let least = values.lazy.filter(\.isFinite).min(),
            let greatest = values.lazy.filter(\.isFinite).max()
        else { return false }
        return least > 0 && greatest / least >= 10
    }
}
