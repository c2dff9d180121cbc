import Analysis
import BOHP
import Document
import Plot
import Text

/// The bit error rate under the conditions of one of the task's variations. A client that adds a variation to a task adds
/// such a figure to the catalogue.
public struct VariationFigure: CatalogueFigure {
    /// The name of the figure and of the variation: `retention`.
    public let name: String
    public let summary: String
    /// The title of the axis of conditions.
    public var title: RichText
    /// What the rate is a function of, for the caption.
    public var words: String
    /// The name of the column of conditions.
    public var column: String
    /// What a condition is multiplied by for the axis: 100 for shares in percent.
    public var scale = 1.0
    /// Whether the axis is logarithmic, if all conditions are above zero.
    public var isLogarithmic = false
    /// Whether conditions are whole numbers.
    public var isWhole = false
    /// A second variation, drawn with open markers, and what tells it from the first.
    public var further: (name: String, words: String)?
    /// Whether the untrained network and the best guess are shown.
    public var hasYardsticks = true
    /// A sentence for the caption, with a space behind it.
    public var remark = ""

    /// A figure of the variation `name`.
    public init(_ name: String, summary: String, title: RichText, words: String, column: String) {
        self.name = name
        self.summary = summary
        self.title = title
        self.words = words
        self.column = column
    }

    public func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let curves = run.evaluation?.curves else { return nil }
        let other = further.flatMap { further in
            curves[further.name].map { points in
                // A Hopfield network has no time, so that it is shown once.
                ErrorComparison.Further(
                    words: further.words,
                    points: points.map {
                        var point = $0
                        point.bitErrorRate.hopfield = nil
                        return point
                    })
            }
        }
        guard
            let comparison = ErrorComparison(
                curves[name] ?? [], further: other, hasYardsticks: hasYardsticks, scale: scale),
            let least = comparison.conditions.min(), let most = comparison.conditions.max(),
            comparison.conditions.allSatisfy({ abs($0) < 1e9 })
        else { return nil }
        let trained = run.configuration.task.variations.first { $0.name == name }?.trained.map { $0 * scale }
        let margin = most > least ? 0.04 * (most - least) : 1
        let axis =
            isLogarithmic && least > 1e-9 && most > least
            ? Axis.log(title: title, domain: least / 1.15...most * 1.15)
            : .linear(title: title, domain: least - margin...most + margin, wholeNumbers: isWhole)
        let rate = run.configuration.task.objective.words.errorRate
        var text = "Line chart of the \(rate) as a function of \(words). "
        let ends = [least, trained, most].compactMap(\.self)
        text += ends.enumerated().filter { ends.firstIndex(of: $1) == $0 }.map { _, condition in
            "At \(NumberText.general(condition))\(condition == trained ? ", as in training" : ""): "
                + "\(comparison.words(at: condition))."
        }.joined(separator: " ")
        return try comparison.content(
            of: run.configuration.task, request, x: axis, trainedAt: trained,
            caption:
                "\(Phrase.sentenceStart(rate)) as a function of \(words). \(remark)"
                + (trained == nil
                    ? "" : "Vertical line and large marker: training condition ({{ figure.trained }}). "),
            facts: ["trained": .text(trained.map { NumberText.general($0) } ?? "")],
            alternativeText: text, column: column)
    }
}

extension VariationFigure {
    /// The figures of the variations of this package's tasks.
    static let all = [retention, generalisation, noise]

    private static var retention: VariationFigure {
        var figure = VariationFigure(
            "retention", summary: "Bit error rate against the delay between the last input and the test.",
            title: "Delay before the test (steps)",
            words: "the number of steps between the last input and the test", column: "delay_steps")
        figure.isLogarithmic = true
        figure.isWhole = true
        return figure
    }

    private static var generalisation: VariationFigure {
        var figure = VariationFigure(
            "generalisation", summary: "Bit error rate against the number of cycles through the patterns.",
            title: "Cycles through the patterns", words: "how often every pattern is shown",
            column: "cycles")
        figure.isWhole = true
        return figure
    }

    private static var noise: VariationFigure {
        var figure = VariationFigure(
            "noise", summary: "Bit error rate against the fraction of inverted bits of a whole cue.",
            title: "Inverted bits of the cue (%)",
            words: "the fraction of the bits of the cue that are inverted; none is erased",
            column: "inverted_percent")
        figure.scale = 100
        figure.further = ("noise-released", "cue removed")
        figure.remark =
            "Filled markers: the cue is present until the end, and inverted inputs pass through. Open markers: the cue is "
            + "removed, and the network runs for as long again. "
        figure.hasYardsticks = false
        return figure
    }
}
