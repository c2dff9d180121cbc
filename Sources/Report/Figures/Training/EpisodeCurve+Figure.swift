import Analysis
import Document
import Plot
import Text

/// The marks, axes, words and columns of an ``EpisodeCurve`` in a figure.
extension EpisodeCurve {
    /// The option of all figures of episodes.
    static let windowOption = DirectiveOption.integer(
        "window", 0, in: 0...1_000_001,
        "window of the smoothing filter in episodes, rounded up to an odd number; 0 takes 51, or a two-hundredth of a "
            + "run longer than 10,000"
    )

    /// Runs up to this length are drawn as dots, because lines suggest more values than there are.
    private static var mostDots: Int { 100 }

    /// The axis of episodes. It starts at 0, a round number, and ends at the last episode, with room behind the dots of
    /// a short run.
    func axis(title: RichText?) -> Axis {
        .linear(title: title, domain: 0...Double(count > 20 ? count : count + 1), wholeNumbers: true)
    }

    /// The range of an axis of errors. It starts at 0, because errors are not negative, even if a smoothing polynomial
    /// is beside a peak.
    static func errors(upTo greatest: Double) -> ClosedRange<Double>? {
        let top = greatest * 1.04
        return top > 0 && top.isFinite ? 0...top : nil
    }

    /// The values in a faint colour, and the smooth curve over them, all multiplied by `factor`.
    func marks(at drawn: DrawnEpisodes, ink: Ink, factor: Double = 1) -> [Mark] {
        let raw: RichText = "each episode"
        // Lines skip the values that the axis cannot show, because a gap on either side would hide a single value
        // between two of them.
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

    /// The sentences of a caption on the curve. They follow the quantity's name and need
    /// ``facts(_:factor:)``.
    func caption(_ drawn: DrawnEpisodes) -> String {
        var text =
            count == 1
            ? " in the only training episode" : " in each of {{ figure.n | grouped }} training episodes"
        if isSmoothed {
            text +=
                " (faint), and smoothed by a Savitzky–Golay filter of order 3 over "
                + "{{ figure.window | grouped }} episodes (line)"
        }
        text += "."
        if isSmoothed, scale == .log {
            text += " Smoothing was applied to the logarithm."
        }
        if omitted > 0 {
            text +=
                " Not shown: {{ figure.omitted | count(\"episode\") }} without a finite"
                + (scale == .log ? ", positive" : "") + " value."
        }
        return text + drawn.caption
    }

    /// The facts for ``caption(_:)``, and the means that ``course(of:_:)`` prints.
    func facts(_ drawn: DrawnEpisodes, factor: Double = 1) -> [String: Value] {
        [
            "n": .integer(count), "window": .integer(window), "omitted": .integer(omitted),
            "stretch": .integer(stretch), "first": .number(first * factor), "last": .number(last * factor),
            "drawn": .integer(drawn.episodes.count), "neighbours": .integer(drawn.neighbours),
        ]
    }

    /// The course of the curve for the alternative text.
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

    /// The numbers drawn, NaN for episodes that the axis cannot show.
    func columns(_ name: String, at drawn: DrawnEpisodes, factor: Double = 1) -> [DataTable.Column] {
        zip([name, name + "_smoothed"], lines).map { name, line in
            DataTable.Column(name, drawn.values(of: line).map { $0 * factor })
        }
    }
}
