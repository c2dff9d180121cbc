import Foundation

/// A number that training logs in every episode, with a smooth curve through it.
public struct EpisodeCurve: Sendable {
    /// The axis that the curve is drawn on, which decides what can be shown.
    public enum Scale: Sendable {
        /// Shows all finite values.
        case linear
        /// Shows finite values above zero.
        case log
    }

    /// The axis that the curve is drawn on.
    public let scale: Scale
    /// Element i is the value of episode i + 1; NaN if the axis cannot show it.
    public let values: [Double]
    /// The smooth curve through the values shown, as long as `values`; NaN where a value is.
    public let smoothed: [Double]
    /// How many values the axis cannot show.
    public let omitted: Int
    /// The range of the values shown.
    public let range: ClosedRange<Double>
    /// How many values the smoothing polynomial is fitted to; odd.
    public let window: Int
    /// The mean of the first `stretch` values shown.
    public let first: Double
    /// The mean of the last `stretch` values shown.
    public let last: Double
    /// How many values `first` and `last` average, as in `TrainingStretch`.
    public let stretch: Int

    /// The window of the published curves.
    public static let publishedWindow = 51

    /// The curve of `all`, whose element i belongs to episode i + 1; `nil` if the axis can show none.
    ///
    /// On a logarithmic axis the logarithms are smoothed, so that the curve runs through the middle of what is seen,
    /// however far some values stand out.
    ///
    /// - Parameter window: rounded up to an odd number, and cut to the number of values. 0 takes 51, or a two-hundredth
    ///   of more than 10,000 values.
    public init?(_ all: [Double], scale: Scale, window: Int) {
        func isShown(_ value: Double) -> Bool { value.isFinite && (scale == .linear || value > 0) }
        let shown = all.allSatisfy(isShown) ? all : all.filter(isShown)
        guard let least = shown.min(), let greatest = shown.max() else { return nil }
        self.scale = scale
        range = least...greatest
        omitted = all.count - shown.count
        let wanted = window == 0 ? max(Self.publishedWindow, shown.count / 200) : window
        let filter = SavitzkyGolay(window: min(wanted | 1, (shown.count - 1) | 1))
        self.window = filter.window
        let curve =
            scale == .log ? filter.smooth(shown.map { log10($0) }).map { pow(10, $0) } : filter.smooth(shown)
        if omitted == 0 {
            (values, smoothed) = (shown, curve)
        } else {
            values = all.map { isShown($0) ? $0 : .nan }
            var next = curve.makeIterator()
            smoothed = values.map { $0.isNaN ? .nan : next.next() ?? .nan }
        }
        stretch = TrainingStretch.length(of: shown.count)
        first = arithmeticMean(of: shown.prefix(stretch))
        last = arithmeticMean(of: shown.suffix(stretch))
    }

    /// How many episodes there are, those not shown included.
    public var count: Int { values.count }

    /// Whether there are enough values for a smooth curve to be drawn.
    public var isSmoothed: Bool { count - omitted >= 10 && window > 3 }

    /// The lines to draw: the values, and the smooth curve if there are enough values for one.
    public var lines: [[Double]] { isSmoothed ? [values, smoothed] : [values] }
}
