import Foundation
import Plot

/// A number of every training episode with a smooth curve through it.
struct EpisodeCurve {
    /// What the axis can show.
    enum Scale {
        case linear
        /// Values above zero.
        case log
    }

    let scale: Scale
    /// How many episodes were trained on.
    let count: Int
    /// The episodes that the axis can show, from 1.
    let episodes: [Double]
    /// Their values.
    let values: [Double]
    /// The smooth curve at these episodes.
    let smoothed: [Double]
    /// How many episodes lie under the smoothing polynomial.
    let window: Int
    /// Means over the first and the last `stretch` of the episodes shown.
    let first: Double
    let last: Double
    let stretch: Int

    /// As many episodes as the published curves were smoothed over.
    static let publishedWindow = 51

    /// Every figure of episodes takes this option.
    static let windowOption = CatalogueOption.integer(
        "window", 0, in: 0...1_000_001,
        "episodes under the smoothing curve, made odd; 0 takes 51, or a two-hundredth of a run longer than 10,000"
    )

    /// Runs up to here are drawn as dots: a few values joined by lines look like more than they are.
    private static let mostDots = 100

    /// The curve of `all`, whose first value is episode 1; `nil` if the axis can show none of them.
    ///
    /// On a logarithmic axis the smooth curve is one through the logarithms: it runs in the middle of what is
    /// seen, however far some values stand out.
    ///
    /// - Parameter window: as ``windowOption`` has it.
    init?(_ all: [Double], scale: Scale, window: Int) {
        func isShown(_ value: Double) -> Bool { value.isFinite && (scale == .linear || value > 0) }
        self.scale = scale
        count = all.count
        if all.allSatisfy(isShown) {
            episodes = (0..<all.count).map { Double($0 + 1) }
            values = all
        } else {
            let shown = all.indices.filter { isShown(all[$0]) }
            episodes = shown.map { Double($0 + 1) }
            values = shown.map { all[$0] }
        }
        guard !values.isEmpty else { return nil }
        let wanted = window == 0 ? max(Self.publishedWindow, values.count / 200) : window
        let filter = SavitzkyGolay(window: min(wanted | 1, (values.count - 1) | 1))
        self.window = filter.window
        smoothed =
            scale == .log
            ? filter.smooth(values.map { log10($0) }).map { pow(10, $0) } : filter.smooth(values)
        stretch = min(500, max(1, values.count / 5))
        first = Self.mean(values.prefix(stretch))
        last = Self.mean(values.suffix(stretch))
    }

    /// How many episodes the axis cannot show.
    var omitted: Int { count - values.count }

    /// Whether there are enough values for a smooth curve to say something.
    var isSmoothed: Bool { values.count >= 10 && window > 3 }

    /// The range of the values shown.
    var range: ClosedRange<Double> { Extent(values).range ?? 0...0 }

    /// The axis of episodes: from nought, so that it starts at a round number, unless they are few.
    func axis(title: RichText?) -> Axis {
        .linear(title: title, domain: 0...Double(count > 20 ? count : count + 1), wholeNumbers: true)
    }

    /// Every value faint, and the smooth curve over it; all numbers multiplied by `factor`.
    func marks(ink: Ink, factor: Double = 1) -> [Mark] {
        let raw: RichText = "each episode"
        let heights = factor == 1 ? values : values.map { $0 * factor }
        var marks: [Mark] =
            values.count <= Self.mostDots
            ? [.dots(x: episodes, y: heights, ink: ink.faded(0.45), radius: 1.2, label: raw)]
            : [.line(x: episodes, y: heights, ink: ink.faded(0.28), width: 0.4, label: raw)]
        if isSmoothed {
            let course = factor == 1 ? smoothed : smoothed.map { $0 * factor }
            marks.append(
                .line(
                    x: episodes, y: course, ink: ink, width: 0.8,
                    label: "smoothed over \(NumberText.grouped(window)) episodes"))
        }
        return marks
    }

    /// What is drawn and how it was smoothed, to follow the name of the number in a caption; needs the facts
    /// `n`, `window` and `omitted`.
    var caption: String {
        var text =
            count == 1
            ? " in the only training episode" : " in each of {{ figure.n | grouped }} training episodes"
        if isSmoothed {
            text +=
                " (faint), and smoothed by a Savitzky–Golay filter of order 3 over "
                + "{{ figure.window | grouped }} episodes (line, which starts and ends at the first and the last "
                + "episode's own value)"
        }
        text += "."
        if isSmoothed, scale == .log {
            text += " On the logarithmic axis the smooth curve is one through the logarithms."
        }
        if omitted > 0 {
            text +=
                " {{ figure.omitted | count(\"episode\") }} without a finite"
                + (scale == .log ? ", positive" : "") + " number left out."
        }
        return text
    }

    /// The facts that ``caption`` needs, and the means that ``course(of:_:)`` tells.
    func facts(factor: Double = 1) -> [String: Value] {
        [
            "n": .integer(count), "window": .integer(window), "omitted": .integer(omitted),
            "stretch": .integer(stretch), "first": .number(first * factor), "last": .number(last * factor),
        ]
    }

    /// The course in a sentence or two, for somebody who cannot see it.
    func course(of words: String, _ text: (Double) -> String) -> String {
        let episodes = FigureWords.count(count, "training episode")
        guard values.count > 1 else { return "\(words) in \(episodes): \(text(first))." }
        let change = FigureWords.change(
            from: text(first), to: text(last), rises: last > first,
            start: stretch > 1 ? ", the mean of the first \(stretch)," : "",
            end: stretch > 1 ? ", the mean of the last \(stretch)" : "")
        return "\(words) over \(episodes): it \(change). Single episodes lie between "
            + "\(text(range.lowerBound)) and \(text(range.upperBound))."
    }

    /// The numbers drawn. Episodes that the axis cannot show are NaN.
    func columns(_ name: String, factor: Double = 1) -> [DataTable.Column] {
        let drawn = DataTable.Column(name, complete(values, factor))
        return isSmoothed ? [drawn, .init(name + "_smoothed", complete(smoothed, factor))] : [drawn]
    }

    private func complete(_ numbers: [Double], _ factor: Double) -> [Double] {
        let scaled = factor == 1 ? numbers : numbers.map { $0 * factor }
        guard omitted > 0 else { return scaled }
        var all = [Double](repeating: .nan, count: count)
        for (episode, number) in zip(episodes, scaled) { all[Int(episode) - 1] = number }
        return all
    }

    private static func mean(_ values: ArraySlice<Double>) -> Double {
        values.reduce(0) { $0 + $1 / Double(values.count) }
    }
}
