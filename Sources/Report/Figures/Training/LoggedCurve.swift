import Analysis
import Document
import Plot
import Text

/// The curve of a logged quantity: its panel, words and numbers.
struct LoggedCurve {
    private let quantity: LoggedQuantity
    private let curve: EpisodeCurve
    /// The last episode of training.
    private let lastEpisode: Int
    /// What the best answer without memory would have, and what that answer is.
    private let bestGuess: (value: Double, words: String)?
    /// What one value belongs to: an episode, or an update.
    private let unit: String

    /// The option of all figures of episodes.
    static let window = DirectiveOption.integer(
        "window", 0, in: 0...1_000_001,
        "window of the smooth curve in episodes, or in updates for the norm of the gradient, rounded up to an odd number; "
            + "0 takes 2 % of the run, and more of a short one")

    /// Up to this many values are drawn one by one; of more, quantiles say more than a block of colour.
    private static let mostDots = 2000

    /// The curve of a run; `nil` if the axis can show no value.
    ///
    /// - Parameter scale: `nil` is logarithmic for a quantity that spans a decade.
    init?(
        _ quantity: LoggedQuantity, of run: AnalysedRun, scale: EpisodeCurve.Scale?, _ request: FigureRequest
    ) {
        let values = run.metrics[quantity.logged]
        let batch = quantity.isOfUpdate ? run.configuration.batch : 1
        guard
            let curve = EpisodeCurve(
                values, statistic: quantity.statistic, scale: scale, window: request.settings[Self.window],
                episodesPerValue: batch)
        else { return nil }
        self.quantity = quantity
        self.curve = curve
        lastEpisode = values.count
        let task = run.configuration.task
        bestGuess = quantity.bestGuess(task).map { ($0, task.bestGuessWords) }
        unit = batch == 1 ? "episode" : "update"
    }

    /// The mean over the last episodes as a sentence of a caption; `nil` if it is the mean of a single one.
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
        let panels = curves.enumerated().map { index, curve in
            Panel(
                x: curve.axis(title: index == curves.count - 1 ? "Episode" : nil), y: curve.valueAxis,
                marks: curve.marks, aspect: .ratio(curves.count == 1 ? 0.6 : 0.45))
        }
        let letters = curves.count > 1 ? ["**a** ", "**b** "] : [""]
        let captions = zip(letters, curves).map { $0 + $1.caption }
        let (curve, factor) = (first.curve, first.quantity.factor)
        let shown = curve.shown
        return FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn), panels: panels, letters: panels.count > 1),
            caption: (captions + [sentence].compactMap(\.self)).joined(separator: " "),
            facts: [
                "n": .integer(curve.values.count), "window": .integer(curve.window),
                "omitted": .integer(curve.omitted), "stretch": .integer(curve.stretch),
                "first": .number(arithmeticMean(of: shown.prefix(curve.stretch)) * factor),
                "last": .number(arithmeticMean(of: shown.suffix(curve.stretch)) * factor),
            ],
            alternativeText: curves.map(\.description).joined(separator: " "),
            data: DataTable(first.places + curves.flatMap(\.columns)))
    }

    // MARK: The picture

    /// The axis of episodes. It starts at 0, a round number, and ends at the last episode, with room behind the dots of
    /// a short run.
    private func axis(title: RichText?) -> Axis {
        .linear(
            title: title, domain: 0...Double(lastEpisode > 20 ? lastEpisode : lastEpisode + 1),
            wholeNumbers: true)
    }

    private var hasDots: Bool { curve.smooth == nil || curve.values.count <= Self.mostDots }

    private var valueAxis: Axis {
        let shown =
            (hasDots ? curve.values : []) + (bestGuess.map { [$0.value] } ?? [])
            + (curve.smooth?.middle ?? [])
            + (curve.smooth?.quantiles.last ?? [])
        let finite = shown.filter(\.isFinite)
        return quantity.axis(
            from: finite.min() ?? 0, upTo: (finite.max() ?? 0) * quantity.factor,
            isLogarithmic: curve.scale == .log)
    }

    /// The values of a short run, and the smooth curve with its quantiles.
    private var marks: [Mark] {
        let ink = Ink.trained
        func scaled(_ values: [Double]) -> [Double] { values.map { $0 * quantity.factor } }
        var marks: [Mark] = []
        if hasDots {
            // Single values are pale only beneath a curve.
            let dots = Mark.dots(
                x: curve.episodes.map(Double.init), y: scaled(curve.values),
                ink: curve.smooth == nil ? ink : .muted.faded(0.45),
                radius: curve.values.count > 200 ? 0.5 : 1.2, label: "each \(unit)")
            marks.append(curve.smooth == nil ? dots : dots.beneath)
        }
        if let bestGuess {
            marks.append(
                // A line, because the legend keeps clear of lines.
                .line(
                    x: [0, Double(lastEpisode)], y: scaled([bestGuess.value, bestGuess.value]),
                    ink: .bestGuess,
                    width: 0.8, dash: [3, 2], label: "best guess"))
        }
        guard let smooth = curve.smooth else { return marks }
        let places = smooth.episodes.map(Double.init)
        let quantiles = smooth.quantiles.map(scaled)
        func band(_ lower: Int, _ upper: Int, _ opacity: Double, _ label: RichText) -> Mark {
            .band(
                x: places, lower: quantiles[lower], upper: quantiles[upper], ink: ink.faded(opacity),
                label: label)
        }
        if quantiles.count == 4 {
            // Dots show what lies outside the middle half.
            if !hasDots { marks += [band(0, 1, 0.16, "middle 80 %"), band(2, 3, 0.16, "middle 80 %")] }
            marks.append(band(1, 2, 0.3, "middle half"))
        }
        marks.append(
            .line(
                x: places, y: scaled(smooth.middle), ink: ink, width: 1,
                label: "\(statistic) of \(NumberText.grouped(curve.window)) \(unit)s"))
        return marks
    }

    // MARK: Words

    private var statistic: String { quantity.statistic == .mean ? "mean" : "median" }

    private var caption: String {
        var text = "\(quantity.words) (\(quantity.definition)) "
        switch (curve.smooth, hasDots) {
        case (nil, _) where curve.values.count == 1: text += "in the only training \(unit)."
        case (nil, _): text += "in each of {{ figure.n | grouped }} training \(unit)s."
        case (_?, _):
            text +=
                "in {{ figure.n | grouped }} training \(unit)s: \(statistic) of a moving window of "
                + "{{ figure.window | grouped }} \(unit)s (line)"
            if quantity.statistic == .median {
                text += hasDots ? ", its middle half (band)" : ", its middle half and its middle 80 % (bands)"
            }
            text += hasDots ? " and each \(unit) (dots)." : "."
        }
        if let bestGuess { text += " Dashed line: \(bestGuess.words)." }
        if curve.omitted > 0 {
            text +=
                " Not shown: \(Phrase.count(curve.omitted, unit)) without a finite"
                + (curve.scale == .log ? ", positive" : "") + " value."
        }
        return text
    }

    /// The course of the curve for the alternative text.
    private var description: String {
        func text(_ value: Double) -> String {
            NumberText.significant(value * quantity.factor, digits: 3) + (quantity.isShare ? " %" : "")
        }
        let count = Phrase.count(curve.values.count, "training \(unit)")
        guard curve.values.count > 1 else { return "\(quantity.words) in \(count): \(text(curve.first))." }
        let change = Phrase.change(
            from: text(curve.first), to: text(curve.last), rises: curve.last > curve.first,
            start: curve.stretch > 1 ? ", the \(statistic) of the first \(curve.stretch)," : "",
            end: curve.stretch > 1 ? ", the \(statistic) of the last \(curve.stretch)" : "")
        return "\(quantity.words) over \(count): it \(change). Single \(unit)s lie between "
            + "\(text(curve.range.lowerBound)) and \(text(curve.range.upperBound))."
    }

    // MARK: The numbers

    /// The episodes of the values and of the windows' centres, which all curves of a figure share.
    private var places: [DataTable.Column] {
        (hasDots ? [.init("episode", curve.episodes)] : [])
            + (curve.smooth.map { [.init("window_center", $0.episodes)] } ?? [])
    }

    /// The numbers drawn, NaN where the axis cannot show one.
    private var columns: [DataTable.Column] {
        func column(_ name: String, _ values: [Double]) -> DataTable.Column {
            DataTable.Column("\(quantity.column)\(name)", values.map { $0 * quantity.factor })
        }
        var columns: [DataTable.Column] = []
        if hasDots { columns.append(column("", curve.values)) }
        guard let smooth = curve.smooth else { return columns }
        columns.append(column("_\(statistic)", smooth.middle))
        let names = ["_lower_decile", "_lower_quartile", "_upper_quartile", "_upper_decile"]
        let drawn = hasDots ? 1..<3 : 0..<4
        for (name, values) in zip(names, smooth.quantiles)
        where names[drawn].contains(name) {
            columns.append(column(name, values))
        }
        return columns
    }
}
