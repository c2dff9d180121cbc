import Document
import Foundation
import Plot
import Text

/// A number of every training episode with a smooth curve through it.
struct EpisodeCurve {
    /// What the axis can show.
    enum Scale {
        case linear
        /// Values above zero.
        case log
    }

    let scale: Scale
    /// What is drawn of every episode from the first on; NaN where the axis cannot show it.
    let values: [Double]
    /// The smooth curve through the values that the axis can show; NaN where there is none.
    let smoothed: [Double]
    /// How many episodes the axis cannot show.
    let omitted: Int
    /// The range of the values shown.
    let range: ClosedRange<Double>
    /// How many episodes lie under the smoothing polynomial.
    let window: Int
    /// Means over the first and the last `stretch` of the episodes shown.
    let first: Double
    let last: Double
    let stretch: Int

    /// As many episodes as the published curves were smoothed over.
    static let publishedWindow = 51

    /// Every figure of episodes takes this option.
    static let windowOption = DirectiveOption.integer(
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
        let shown = all.allSatisfy(isShown) ? all : all.filter(isShown)
        guard let least = shown.min(), let greatest = shown.max() else { return nil }
        self.scale = scale
        range = least...greatest
        omitted = all.count - shown.count
        let wanted = window == 0 ? max(Self.publishedWindow, shown.count / 200) : window
        let filter = SavitzkyGolay(window: min(wanted | 1, (shown.count - 1) | 1))
        self.window = filter.window
        let course =
            scale == .log ? filter.smooth(shown.map { log10($0) }).map { pow(10, $0) } : filter.smooth(shown)
        if omitted == 0 {
            (values, smoothed) = (shown, course)
        } else {
            values = all.map { isShown($0) ? $0 : .nan }
            var next = course.makeIterator()
            smoothed = values.map { $0.isNaN ? .nan : next.next() ?? .nan }
        }
        stretch = TrainingStretch.length(of: shown.count)
        first = Self.mean(shown.prefix(stretch))
        last = Self.mean(shown.suffix(stretch))
    }

    /// How many episodes were trained on.
    var count: Int { values.count }

    /// Whether there are enough values for a smooth curve to say something.
    var isSmoothed: Bool { count - omitted >= 10 && window > 3 }

    /// What the figure draws lines through.
    var lines: [[Double]] { isSmoothed ? [values, smoothed] : [values] }

    /// The axis of episodes: from nought, so that it starts at a round number, unless they are few.
    func axis(title: RichText?) -> Axis {
        .linear(title: title, domain: 0...Double(count > 20 ? count : count + 1), wholeNumbers: true)
    }

    /// The range of an axis of errors: they are never negative, whatever a smoothing polynomial does beside a peak.
    static func errors(upTo greatest: Double) -> ClosedRange<Double>? {
        let top = greatest * 1.04
        return top > 0 && top.isFinite ? 0...top : nil
    }

    /// The values faint, and the smooth curve over them; all numbers multiplied by `factor`.
    func marks(at drawn: DrawnEpisodes, ink: Ink, factor: Double = 1) -> [Mark] {
        let raw: RichText = "each episode"
        // A gap would hide the values between two that the axis cannot show, so lines go on over them.
        let episodes = drawn.episodes.filter { !values[$0 - 1].isNaN }
        let places = episodes.map(Double.init)
        let heights = episodes.map { values[$0 - 1] * factor }
        var marks: [Mark] =
            count - omitted <= Self.mostDots
            ? [.dots(x: places, y: heights, ink: ink.faded(0.45), radius: 1.2, label: raw)]
            : [.line(x: places, y: heights, ink: ink.faded(0.28), width: 0.4, label: raw)]
        if isSmoothed {
            marks.append(
                .line(
                    x: places, y: episodes.map { smoothed[$0 - 1] * factor }, ink: ink, width: 0.8,
                    label: "smoothed over \(NumberText.grouped(window)) episodes"))
        }
        return marks
    }

    /// What is drawn and how it was smoothed, to follow the name of the number in a caption; needs
    /// ``facts(_:factor:)``.
    func caption(_ drawn: DrawnEpisodes) -> String {
        var text =
            count == 1
            ? " in the only training episode" : " in each of {{ figure.n | grouped }} training episodes"
        if isSmoothed {
            text +=
                " (faint), and smoothed by a Savitzky–Golay filter of order 3 over "
                + "{{ figure.window | grouped }} episodes (line, which starts and ends on the cubic fits to the "
                + "first and the last {{ figure.window | grouped }})"
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
        return text + drawn.caption
    }

    /// The facts that ``caption(_:)`` needs, and the means that ``course(of:_:)`` tells.
    func facts(_ drawn: DrawnEpisodes, factor: Double = 1) -> [String: Value] {
        [
            "n": .integer(count), "window": .integer(window), "omitted": .integer(omitted),
            "stretch": .integer(stretch), "first": .number(first * factor), "last": .number(last * factor),
            "drawn": .integer(drawn.episodes.count), "neighbours": .integer(drawn.neighbours),
        ]
    }

    /// The course in a sentence or two, for somebody who cannot see it.
    func course(of words: String, _ text: (Double) -> String) -> String {
        let episodes = Phrase.count(count, "training episode")
        guard count > 1 else { return "\(words) in \(episodes): \(text(first))." }
        let change = Phrase.change(
            from: text(first), to: text(last), rises: last > first,
            start: stretch > 1 ? ", the mean of the first \(stretch)," : "",
            end: stretch > 1 ? ", the mean of the last \(stretch)" : "")
        return "\(words) over \(episodes): it \(change). Single episodes lie between "
            + "\(text(range.lowerBound)) and \(text(range.upperBound))."
    }

    /// The numbers drawn. Where the axis cannot show an episode they are NaN.
    func columns(_ name: String, at drawn: DrawnEpisodes, factor: Double = 1) -> [DataTable.Column] {
        zip([name, name + "_smoothed"], lines).map { name, line in
            DataTable.Column(name, drawn.values(of: line).map { $0 * factor })
        }
    }

    private static func mean(_ values: ArraySlice<Double>) -> Double {
        values.reduce(0) { $0 + $1 / Double(values.count) }
    }
}
