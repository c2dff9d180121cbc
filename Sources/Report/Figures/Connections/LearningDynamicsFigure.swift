import Analysis
import BOHP
import Document
import Plot
import RunRecord
import Text

/// Mean and quartiles of the weights during training, by kind of connection.
struct LearningDynamicsFigure: CatalogueFigure {
    let name = "learning-dynamics"
    let summary =
        "Means and quartiles of w of neurons to themselves, w and alpha between neurons, over training."

    /// One kind of connection.
    private struct Kind: Sendable {
        let column: String
        let label: RichText
        let words: String
        let ink: Ink
        let read: @Sendable (WeightSample) -> WeightSample.Spread
    }

    private static func kinds(_ isRecurrent: Bool) -> [Kind] {
        let own = Kind(
            column: "w_self", label: "*w*, self", words: "w of neurons to themselves", ink: .wSelf,
            read: { $0.wSelf })
        let others = isRecurrent ? "between neurons" : "from inputs"
        return (isRecurrent ? [own] : []) + [
            Kind(
                column: "w_between", label: isRecurrent ? "*w*, between" : "*w*", words: "w \(others)",
                ink: .wBetween, read: { $0.wBetween }),
            Kind(
                column: "alpha_between", label: isRecurrent ? "*α*, between" : "*α*",
                words: "alpha \(others)", ink: .alpha, read: { $0.alphaBetween }),
        ]
    }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        let samples = run.history.samples
        // A single sample shows no change.
        guard samples.count > 1, let first = samples.first, let last = samples.last else { return nil }
        let isRecurrent = run.configuration.architecture.isRecurrent
        let kinds = Self.kinds(isRecurrent).filter {
            run.configuration.plastic || $0.column != "alpha_between"
        }
        let episodes = samples.map { Double($0.episode) }
        var marks: [Mark] = [.rule(y: 0, ink: .grid, width: 0.6)]
        var columns = [DataTable.Column("episode", samples.map(\.episode))]
        for kind in kinds {
            let spreads = samples.map(kind.read)
            let mean = spreads.map(\.mean)
            let (lower, upper) = (spreads.map(\.lowerQuartile), spreads.map(\.upperQuartile))
            marks += [
                .band(x: episodes, lower: lower, upper: upper, ink: kind.ink.faded(0.25), label: kind.label),
                .line(x: episodes, y: mean, ink: kind.ink, width: 1, label: kind.label),
            ]
            columns += [
                .init(kind.column + "_mean", mean), .init(kind.column + "_lower_quartile", lower),
                .init(kind.column + "_upper_quartile", upper),
            ]
        }
        guard kinds.contains(where: { kind in samples.contains { kind.read($0).mean.isFinite } }) else {
            return nil
        }
        let panel = Panel(
            x: .linear(title: "Episode", wholeNumbers: true), y: .linear(title: "Weight"), marks: marks,
            aspect: .ratio(0.62), legend: .direct)
        return FigureContent(
            Plot.Figure(width: request.width(.singleColumn), panels: [panel]),
            caption: Self.caption(run.configuration),
            facts: ["moments": .integer(samples.count), "last_episode": .integer(last.episode)],
            alternativeText: Self.description(kinds, first, last),
            data: DataTable(columns))
    }

    // MARK: Words

    private static func caption(_ configuration: Configuration) -> String {
        (configuration.architecture.isRecurrent
            ? "Baseline weights *w* from neurons to themselves and between different neurons"
                + (configuration.plastic
                    ? ", and plasticity coefficients *α* between different neurons," : "")
            : "Baseline weights *w*" + (configuration.plastic ? " and plasticity coefficients *α*" : "")
                + " of the connections from inputs to neurons")
            + " during training: means (lines) and interquartile ranges (bands) at "
            + "{{ figure.moments | count(\"moment\") }} up to episode {{ figure.last_episode | grouped }}."
            + (configuration.task.biasNeuron == nil
                ? "" : " Connections between the bias neuron and the others are left out.")
    }

    private static func description(_ kinds: [Kind], _ first: WeightSample, _ last: WeightSample) -> String {
        func number(_ value: Double) -> String { NumberText.significant(value, digits: 3) }
        let changes = kinds.map { kind in
            let (start, end) = (kind.read(first), kind.read(last))
            let change = Phrase.change(
                from: number(start.mean), to: number(end.mean), rises: end.mean > start.mean)
            return "the mean of \(kind.words) \(change), with quartiles of \(number(end.lowerQuartile)) and "
                + "\(number(end.upperQuartile)) at the end"
        }
        return "Over \(Phrase.count(last.episode, "episode")) \(changes.joined(separator: "; "))."
    }
}
