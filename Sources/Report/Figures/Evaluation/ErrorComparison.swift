import BOHP
import Document
import Plot
import Text

/// Bit error rates of the trained network and its yardsticks under several conditions. Shared by the figures
/// of degradation and capacity.
struct ErrorComparison {
    /// What is measured at every condition, for one network.
    private struct Curve {
        /// The beginning of its columns' names.
        let column: String
        let label: RichText
        /// Its name in the alternative text.
        let words: String
        let ink: Ink
        let estimates: [Estimate]
    }

    /// The conditions, on the x axis.
    let conditions: [Double]
    private let curves: [Curve]
    private let bestGuess: [Double]?
    /// How many fresh episodes were measured at each point.
    private let episodes: Int

    /// `nil` if no curve has a finite value.
    ///
    /// - Parameter scale: what a condition is multiplied by for the axis.
    init?(_ points: [Evaluation.CurvePoint], scale: Double = 1) {
        guard let first = points.first else { return nil }
        conditions = points.map { $0.condition * scale }
        let rates = points.map(\.bitErrorRate)
        let guesses = rates.compactMap(\.bestGuess)
        // A Hopfield network may not have been measured.
        curves = [
            Curve(
                column: "trained", label: "trained", words: "the trained network", ink: .trained,
                estimates: rates.map(\.trained)),
            Curve(
                column: "hopfield", label: "Hopfield", words: "a Hopfield network", ink: .hopfield,
                estimates: rates.compactMap(\.hopfield)),
            Curve(
                column: "untrained", label: "untrained", words: "before training", ink: .untrained,
                estimates: rates.map(\.untrained)),
        ].filter { $0.estimates.count == points.count }
        bestGuess = guesses.count == points.count ? guesses.map { $0 * 100 } : nil
        episodes = first.bitErrorRate.trained.episodes
        guard curves.contains(where: { $0.estimates.contains { $0.mean.isFinite } }) else { return nil }
    }

    /// The curves in one panel, with a pale vertical line at the condition of training.
    ///
    /// - Parameters:
    ///   - caption: its beginning; a sentence on the intervals follows.
    ///   - column: the name of the column of conditions.
    func content(
        of memory: any RecallTask, _ request: FigureRequest, x: Axis, trainedAt condition: Double,
        caption: String, facts: [String: Value], alternativeText: String, column: String
    ) throws -> FigureContent {
        let panel = Panel(
            x: x, y: .linear(title: "Bit error rate (%)", including: [0]),
            marks: [.rule(x: condition, ink: .grid, width: 0.8)] + marks, aspect: .ratio(0.7), legend: .above)
        let shared: [String: Value] = [
            "bits": .integer(memory.patternSize), "patterns": .integer(memory.patterns),
            "episodes": .integer(episodes),
        ]
        return try FigureContent(
            Plot.Figure(width: request.width(.singleColumn), panels: [panel]),
            caption: caption + Self.caption, facts: shared.merging(facts) { $1 },
            alternativeText: alternativeText, data: data(column))
    }

    /// Bit error rates in percent: lines with dots at the conditions and bands for the intervals.
    private var marks: [Mark] {
        var marks: [Mark] = curves.map { curve in
            .band(
                x: conditions, lower: curve.estimates.map { $0.low * 100 },
                upper: curve.estimates.map { $0.high * 100 }, ink: curve.ink.faded(0.25), label: curve.label)
        }
        if let bestGuess {
            marks.append(
                .line(
                    x: conditions, y: bestGuess, ink: .bestGuess, width: 0.8, dash: [3, 2],
                    label: "best guess without memory"))
        }
        // The trained network is drawn last, over the others.
        for curve in curves.reversed() {
            let means = curve.estimates.map { $0.mean * 100 }
            marks.append(.line(x: conditions, y: means, ink: curve.ink, width: 1, label: curve.label))
            marks.append(.dots(x: conditions, y: means, ink: curve.ink, radius: 1.3))
        }
        return marks
    }

    /// The numbers drawn. The first column has the given name and holds the conditions.
    private func data(_ condition: String) -> DataTable {
        var columns = [DataTable.Column(condition, conditions)]
        for curve in curves {
            columns += [
                .init(curve.column + "_percent", curve.estimates.map { $0.mean * 100 }),
                .init(curve.column + "_low_percent", curve.estimates.map { $0.low * 100 }),
                .init(curve.column + "_high_percent", curve.estimates.map { $0.high * 100 }),
            ]
        }
        if let bestGuess { columns.append(.init("best_guess_percent", bestGuess)) }
        return DataTable(columns)
    }

    /// The value of every curve at the condition nearest to `condition`: `the trained network 0.7 %, …`.
    func words(at condition: Double) -> String {
        guard
            let index = conditions.indices.min(by: {
                abs(conditions[$0] - condition) < abs(conditions[$1] - condition)
            })
        else { return "" }
        var parts = curves.map {
            "\($0.words) \(NumberText.percent($0.estimates[index].mean, digits: 1))"
        }
        if let bestGuess {
            let rate = NumberText.fixed(bestGuess[index], digits: 1)
            parts.append("the best guess without memory \(rate)\u{A0}%")
        }
        return parts.joined(separator: ", ")
    }

    /// How the intervals were computed.
    private static let caption =
        "Bands are 95 % confidence intervals (Wilson) from {{ figure.episodes | count(\"fresh episode\") }} at each point. "
        + "They allow for correlated errors within an episode by an effective sample size, which comes from the variance "
        + "between episodes, or from the average over the other conditions where that variance is zero."
}
