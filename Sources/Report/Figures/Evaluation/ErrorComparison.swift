import BOHP
import Document
import Plot
import Text

/// Bit error rates of the trained network and its yardsticks under several conditions. Shared by the figures of curves.
struct ErrorComparison {
    /// What is measured at every condition, for one network.
    private struct Curve {
        /// The beginning of its columns' names.
        let column: String
        let label: RichText?
        /// Its name in the alternative text.
        let words: String
        let ink: Ink
        let form: MarkerForm
        /// Whether it is one of the further curves, which are dashed with hollow markers.
        var isFurther = false
        let conditions: [Double]
        let estimates: [Estimate]
    }

    /// Further curves of the trained and the Hopfield network, under other circumstances.
    struct Further {
        /// The circumstances, which label the curve of the trained network and follow the names of networks: `orthogonal`.
        let words: String
        let points: [Evaluation.CurvePoint]
    }

    /// The conditions, on the x axis.
    let conditions: [Double]
    private let curves: [Curve]
    private let bestGuess: [Double]?
    /// How many fresh episodes were measured at each point.
    let episodes: Int

    /// `nil` if no curve has a finite value.
    ///
    /// - Parameters:
    ///   - points: those without a finite condition are left out.
    ///   - hasYardsticks: whether the untrained network and the best guess are shown.
    ///   - scale: what a condition is multiplied by for the axis.
    init?(
        _ points: [Evaluation.CurvePoint], further: Further? = nil, hasYardsticks: Bool = true,
        scale: Double = 1
    ) {
        func finite(_ points: [Evaluation.CurvePoint]) -> [Evaluation.CurvePoint] {
            points.filter { ($0.condition * scale).isFinite }
        }
        let points = finite(points)
        guard let first = points.first else { return nil }
        conditions = points.map { $0.condition * scale }
        let guesses = points.compactMap(\.bitErrorRate.bestGuess)
        bestGuess = hasYardsticks && guesses.count == points.count ? guesses.map { $0 * 100 } : nil
        episodes = first.bitErrorRate.trained.episodes
        func curves(_ points: [Evaluation.CurvePoint], _ circumstances: String?) -> [Curve] {
            let rates = points.map(\.bitErrorRate)
            let conditions = points.map { $0.condition * scale }
            func curve(
                _ column: String, _ label: RichText?, _ words: String, _ ink: Ink, _ form: MarkerForm,
                _ estimates: [Estimate]
            ) -> Curve {
                Curve(
                    column: column + (circumstances.map { "_" + $0.replacing(" ", with: "_") } ?? ""),
                    label: label,
                    words: words + (circumstances.map { ", \($0)," } ?? ""), ink: ink, form: form,
                    isFurther: circumstances != nil, conditions: conditions, estimates: estimates)
            }
            // A Hopfield network may not have been measured.
            let all = [
                curve(
                    "trained", circumstances.map { RichText(plain: $0) } ?? "trained", "the trained network",
                    .trained, .disc, rates.map(\.trained)),
                curve(
                    "hopfield", circumstances == nil ? "Hopfield" : nil, "a Hopfield network", .hopfield,
                    .square,
                    rates.compactMap(\.hopfield)),
                curve(
                    "untrained", "untrained", "before training", .untrained, .triangle,
                    circumstances == nil && hasYardsticks ? rates.map(\.untrained) : []),
            ]
            return all.filter { !$0.estimates.isEmpty && $0.estimates.count == points.count }
        }
        self.curves =
            curves(points, nil) + (further.map { curves(finite($0.points), $0.words) } ?? [])
        guard self.curves.contains(where: { $0.estimates.contains { $0.mean.isFinite } }) else { return nil }
    }

    /// The curves in one panel, with a pale vertical line at the condition of training.
    ///
    /// - Parameters:
    ///   - condition: that of training, if it is among those on the axis.
    ///   - isFurther: whether the network was trained under the circumstances of the further curves.
    ///   - caption: its beginning; a sentence on the intervals follows.
    ///   - column: the name of the column of conditions.
    func content(
        of task: any EpisodicTask, _ request: FigureRequest, x: Axis, trainedAt condition: Double?,
        isFurther: Bool = false,
        caption: String, facts: [String: Value], alternativeText: String, column: String
    ) throws -> FigureContent {
        let training: [Mark] = condition.map { [.rule(x: $0, ink: .grid, width: 0.8)] } ?? []
        let panel = Panel(
            x: x,
            y: .linear(
                title: RichText(plain: task.objective.words.rateTitle),
                including: [0]),
            marks: training + marks(trainedAt: condition, isFurther: isFurther), aspect: .ratio(0.7),
            legend: .direct)
        return FigureContent(
            Plot.Figure(width: request.width(.singleColumn), panels: [panel]),
            caption: caption + guessCaption + Self.caption,
            facts: facts.merging([
                "episodes": .integer(episodes), "best_guess": .text(task.bestGuessWords),
            ]) { $1 },
            alternativeText: alternativeText, data: data(column))
    }

    /// What the dashed line is, for the caption.
    private var guessCaption: String {
        bestGuess == nil ? "" : "Dashed line: {{ figure.best_guess }}. "
    }

    /// Bit error rates in percent: lines with markers at the conditions and bands for the intervals.
    private func marks(trainedAt condition: Double?, isFurther: Bool) -> [Mark] {
        var marks: [Mark] = curves.map { curve in
            .band(
                x: curve.conditions, lower: curve.estimates.map { $0.low * 100 },
                upper: curve.estimates.map { $0.high * 100 }, ink: curve.ink.faded(0.2))
        }
        if let bestGuess {
            marks.append(
                .line(
                    x: conditions, y: bestGuess, ink: .bestGuess, width: 0.8, dash: [3, 2],
                    label: "best guess"))
        }
        // The trained network is drawn last, over the others.
        for curve in curves.reversed() {
            let means = curve.estimates.map { $0.mean * 100 }
            marks.append(
                .line(
                    x: curve.conditions, y: means, ink: curve.ink, width: 1,
                    dash: curve.isFurther ? [2.5, 1.5] : [], label: curve.label))
            marks.append(
                .dots(
                    x: curve.conditions, y: means, ink: curve.ink, form: curve.form, radius: 1.6,
                    isHollow: curve.isFurther))
            // A larger marker where the network was trained.
            if curve.ink == .trained, curve.isFurther == isFurther,
                let index = curve.conditions.firstIndex(where: { $0 == condition })
            {
                marks.append(
                    .dots(
                        x: [curve.conditions[index]], y: [means[index]], ink: curve.ink, form: curve.form,
                        radius: 2.6, isHollow: curve.isFurther))
            }
        }
        return marks
    }

    /// The numbers drawn. The first column has the given name and holds the conditions.
    private func data(_ condition: String) -> DataTable {
        var columns: [DataTable.Column] = []
        for isFurther in [false, true] {
            let members = curves.filter { $0.isFurther == isFurther }
            guard let first = members.first else { continue }
            let name = isFurther ? first.column.replacing("trained_", with: "") + "_" + condition : condition
            columns.append(.init(name, first.conditions))
            for curve in members {
                columns += [
                    .init(curve.column + "_percent", curve.estimates.map { $0.mean * 100 }),
                    .init(curve.column + "_low_percent", curve.estimates.map { $0.low * 100 }),
                    .init(curve.column + "_high_percent", curve.estimates.map { $0.high * 100 }),
                ]
            }
            if let bestGuess, !isFurther { columns.append(.init("best_guess_percent", bestGuess)) }
        }
        return DataTable(columns)
    }

    /// The value of every curve at the condition nearest to `condition`: `the trained network 0.7 %, …`.
    func words(at condition: Double) -> String {
        func nearest(_ conditions: [Double]) -> Int? {
            conditions.indices.min { abs(conditions[$0] - condition) < abs(conditions[$1] - condition) }
        }
        guard let index = nearest(conditions) else { return "" }
        var parts = curves.compactMap { curve in
            curve.conditions.firstIndex(of: conditions[index]).map {
                "\(curve.words) \(NumberText.percent(curve.estimates[$0].mean, digits: 1))"
            }
        }
        if let bestGuess {
            let rate = NumberText.fixed(bestGuess[index], digits: 1)
            parts.append("the best guess \(rate)\u{A0}%")
        }
        return parts.joined(separator: ", ")
    }

    /// What the bands are; the methods say how intervals are computed.
    private static let caption =
        "Bands: 95 % confidence intervals (Wilson) from {{ figure.episodes | count(\"fresh episode\") }} at each point."
}
