import Analysis
import Document
import Plot
import Text

/// The curve of a logged quantity: its panel, words and numbers.
struct LoggedCurve {
    private let quantity: LoggedQuantity
    private let curve: EpisodeCurve

    /// The option of all figures of episodes.
    static let window = DirectiveOption.integer(
        "window", 0, in: 0...1_000_001,
        "window of the smoothing filter in episodes, rounded up to an odd number; 0 takes "
            + "\(EpisodeCurve.publishedWindow), or a two-hundredth of a run longer than 10,000"
    )

    /// Runs up to this length are drawn as dots, because lines suggest more values than there are.
    private static let mostDots = 100

    /// The curve of a run; `nil` if the axis can show no value.
    init?(
        _ quantity: LoggedQuantity, of run: AnalysedRun, scale: EpisodeCurve.Scale = .linear,
        _ request: FigureRequest
    ) {
        let values = quantity.read(run.metrics)
        guard let curve = EpisodeCurve(values, scale: scale, window: request.settings[Self.window]) else {
            return nil
        }
        self.quantity = quantity
        self.curve = curve
    }

    /// The mean of the last episodes as a sentence of a caption; `nil` if it is the mean of a single one.
    var meanSentence: String? {
        guard curve.stretch > 1 else { return nil }
        return "The mean over the last {{ figure.stretch | grouped }} episodes is "
            + "{{ figure.last | significant(3) }}\(quantity.isShare ? " %" : "")."
    }

    /// Curves of one run in panels below each other. The caption's numbers are those of the first.
    ///
    /// - Parameter sentence: ends the caption.
    static func content(
        _ first: LoggedCurve, _ others: [LoggedCurve] = [], sentence: String?, _ request: FigureRequest
    ) throws -> FigureContent {
        let curves = [first] + others
        let drawn = DrawnEpisodes(of: curves.flatMap(\.curve.lines))
        let panels = curves.enumerated().map { index, curve in
            Panel(
                x: curve.axis(title: index == curves.count - 1 ? "Episode" : nil),
                y: curve.quantity.axis(
                    upTo: curve.curve.range.upperBound * curve.quantity.factor,
                    isLogarithmic: curve.curve.scale == .log),
                marks: curve.marks(at: drawn), aspect: .ratio(curves.count == 1 ? 0.6 : 0.4),
                legend: index == 0 ? .above : .none)
        }
        let letters = curves.count > 1 ? ["**a** ", "**b** "] : [""]
        let names = zip(letters, curves.map(\.quantity)).map { "\($0)\($1.words) (\($1.definition))" }
        let caption = names.joined(separator: "; ") + first.caption + drawn.caption
        let (curve, factor) = (first.curve, first.quantity.factor)
        return try FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn), panels: panels, letters: panels.count > 1),
            caption: [caption, sentence].compactMap(\.self).joined(separator: " "),
            facts: [
                "n": .integer(curve.count), "window": .integer(curve.window),
                "omitted": .integer(curve.omitted), "stretch": .integer(curve.stretch),
                "first": .number(curve.first * factor), "last": .number(curve.last * factor),
                "drawn": .integer(drawn.episodes.count), "neighbours": .integer(drawn.neighbours),
            ],
            alternativeText: curves.map(\.description).joined(separator: " "),
            data: DataTable([drawn.column] + curves.flatMap { $0.columns(at: drawn) }))
    }

    /// The axis of episodes. It starts at 0, a round number, and ends at the last episode, with room behind the dots of
    /// a short run.
    private func axis(title: RichText?) -> Axis {
        let count = curve.count
        return .linear(
            title: title, domain: 0...Double(count > 20 ? count : count + 1), wholeNumbers: true)
    }

    /// The values in a faint colour, and the smooth curve over them.
    private func marks(at drawn: DrawnEpisodes) -> [Mark] {
        let (ink, raw): (Ink, RichText) = (.trained, "each episode")
        // Lines skip the values that the axis cannot show, because a gap on either side would hide a single value
        // between two of them.
        let episodes = drawn.episodes.filter { !curve.values[$0 - 1].isNaN }
        let places = episodes.map(Double.init)
        func heights(_ line: [Double]) -> [Double] { episodes.map { line[$0 - 1] * quantity.factor } }
        var marks: [Mark] =
            curve.count - curve.omitted <= Self.mostDots
            ? [.dots(x: places, y: heights(curve.values), ink: ink.faded(0.45), radius: 1.2, label: raw)]
            : [.line(x: places, y: heights(curve.values), ink: ink.faded(0.28), width: 0.4, label: raw)]
        if curve.isSmoothed {
            marks.append(
                .line(
                    x: places, y: heights(curve.smoothed), ink: ink, width: 0.8,
                    label: "smoothed over \(NumberText.grouped(curve.window)) episodes"))
        }
        return marks
    }

    /// The sentences of a caption on the curve, which follow the quantity's name.
    private var caption: String {
        var text =
            curve.count == 1
            ? " in the only training episode" : " in each of {{ figure.n | grouped }} training episodes"
        if curve.isSmoothed {
            text +=
                " (faint), and smoothed by a Savitzky–Golay filter of order 3 over "
                + "{{ figure.window | grouped }} episodes (line)"
        }
        text += "."
        if curve.isSmoothed, curve.scale == .log {
            text += " Smoothing was applied to the logarithm."
        }
        if curve.omitted > 0 {
            text +=
                " Not shown: {{ figure.omitted | count(\"episode\") }} without a finite"
                + (curve.scale == .log ? ", positive" : "") + " value."
        }
        return text
    }

    /// The course of the curve for the alternative text.
    private var description: String {
        func text(_ value: Double) -> String {
            NumberText.significant(value * quantity.factor, digits: 3) + (quantity.isShare ? " %" : "")
        }
        let episodes = Phrase.count(curve.count, "training episode")
        guard curve.count > 1 else { return "\(quantity.words) in \(episodes): \(text(curve.first))." }
        let change = Phrase.change(
            from: text(curve.first), to: text(curve.last), rises: curve.last > curve.first,
            start: curve.stretch > 1 ? ", the mean of the first \(curve.stretch)," : "",
            end: curve.stretch > 1 ? ", the mean of the last \(curve.stretch)" : "")
        return "\(quantity.words) over \(episodes): it \(change). Single episodes lie between "
            + "\(text(curve.range.lowerBound)) and \(text(curve.range.upperBound))."
    }

    /// The numbers drawn, NaN for episodes that the axis cannot show.
    private func columns(at drawn: DrawnEpisodes) -> [DataTable.Column] {
        zip([quantity.column, quantity.column + "_smoothed"], curve.lines).map { name, line in
            DataTable.Column(name, drawn.values(of: line).map { $0 * quantity.factor })
        }
    }
}
