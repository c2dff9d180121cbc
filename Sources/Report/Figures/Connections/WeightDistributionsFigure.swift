import Analysis
import BOHP
import Document
import Plot
import RunRecord
import Text

/// Histograms of the weights by kind of connection.
struct WeightDistributionsFigure: CatalogueFigure {
    let name = "weight-distributions"
    let summary =
        "Histograms of the trained weights: w of neurons to themselves, w and alpha between neurons."

    private static let bias = DirectiveOption.flag(
        "bias", false, "whether connections from and to the bias neuron are drawn, in grey")

    var options: [any AnyDirectiveOption] { [Self.bias] }

    /// The weights of one kind of connection.
    private struct Kind {
        let title: RichText
        /// Its name in the caption, in Markdown.
        let caption: String
        /// Its name in the data and the alternative text.
        let words: String
        let ink: Ink
        let weights: [Double]
        /// The weights from and to the bias neuron, if they are drawn.
        var biasWeights: [Double] = []
    }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let network = run.network else { return nil }
        let kinds = Self.kinds(of: network, run.configuration, showsBias: request.settings[Self.bias])
        // A kind without a finite weight has no histogram and no mean.
        let drawn = kinds.compactMap { kind in
            WeightStatistics.Summary(kind.weights.filter(\.isFinite)).map { (kind, $0) }
        }
        guard !drawn.isEmpty else { return nil }

        let histograms = drawn.map { kind, _ in Self.histograms(of: kind) }
        let edges = histograms.flatMap { $0.flatMap(\.histogram.edges) }
        let panels = drawn.indices.map { index in
            Self.panel(
                of: drawn[index].0, drawn[index].1, histograms[index],
                over: Extent(edges).range.map { [$0.lowerBound, $0.upperBound, 0] } ?? [0],
                isLast: index == drawn.count - 1)
        }
        let rows = histograms.joined()
        return try FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn), panels: panels,
                letters: panels.count > 1),
            caption: Self.caption(drawn.map(\.0), of: run.run),
            facts: [
                "episodes": .integer(run.information.episodesDone), "neurons": .integer(network.neurons),
            ],
            alternativeText: Self.description(drawn),
            data: DataTable([
                .init(
                    "weights", rows.flatMap { Array(repeating: $0.words, count: $0.histogram.heights.count) }),
                .init("from", rows.flatMap { Array($0.histogram.edges.dropLast()) }),
                .init("to", rows.flatMap { Array($0.histogram.edges.dropFirst()) }),
                .init("connections", rows.flatMap { $0.histogram.heights.map { Int($0) } }),
            ]))
    }

    /// The kinds of connections to draw.
    private static func kinds(
        of network: PlasticNetwork<Double>, _ configuration: Configuration, showsBias: Bool
    ) -> [Kind] {
        let bias = configuration.task.biasNeuron
        func between(_ matrix: Matrix<Double>) -> [Double] { matrix.connections(.between, biasNeuron: bias) }
        func withBias(_ matrix: Matrix<Double>) -> [Double] {
            guard showsBias else { return [] }
            return matrix.connections(.fromBias, biasNeuron: bias)
                + matrix.connections(.toBias, biasNeuron: bias)
        }
        var kinds = [
            Kind(
                title: "*w*, self-connections",
                caption:
                    "baseline weights *w* from each of the {{ figure.neurons | grouped }} neurons to itself",
                words: "w, self-connections", ink: .wSelf,
                weights: network.w.connections(.own, biasNeuron: bias)),
            Kind(
                title: "*w*, between neurons", caption: "baseline weights *w* between different neurons",
                words: "w, between neurons", ink: .wBetween, weights: between(network.w),
                biasWeights: withBias(network.w)),
        ]
        if configuration.plastic {
            kinds.append(
                Kind(
                    title: "*α*, between neurons",
                    caption: "plasticity coefficients *α* between different neurons",
                    words: "alpha, between neurons", ink: .alpha,
                    weights: between(network.alpha),
                    biasWeights: withBias(network.alpha)))
        }
        return kinds
    }

    private static func histograms(of kind: Kind) -> [(words: String, histogram: Histogram)] {
        let edges = Histogram.edges(for: [kind.weights, kind.biasWeights])
        var histograms = [(words: kind.words, histogram: Histogram(kind.weights, edges: edges))]
        if !kind.biasWeights.isEmpty {
            histograms.append((kind.words + ", bias neuron", Histogram(kind.biasWeights, edges: edges)))
        }
        return histograms
    }

    private static func panel(
        of kind: Kind, _ summary: WeightStatistics.Summary,
        _ histograms: [(words: String, histogram: Histogram)], over range: [Double], isLast: Bool
    ) -> Panel {
        let numbers =
            " = \(NumberText.grouped(summary.count)), mean \(NumberText.significant(summary.mean, digits: 3))"
        let inks = [kind.ink, .biasNeuron]
        let labels: [RichText?] = histograms.count > 1 ? ["between pattern neurons", "bias neuron"] : [nil]
        var marks: [Mark] = zip(zip(histograms, inks), labels).map { part, label in
            .bars(
                part.0.histogram, ink: part.1.faded(0.55), outline: part.1, width: 0.6, label: label)
        }
        marks.append(.rule(x: summary.mean, ink: .ink, width: 0.8, dash: [3, 2]))
        return Panel(
            title: kind.title + " (*n*\(numbers))",
            x: .linear(title: isLast ? "Weight" : nil, including: range),
            y: .linear(title: "Connections", wholeNumbers: true), marks: marks, aspect: .ratio(0.3))
    }

    // MARK: Words

    private static func caption(_ kinds: [Kind], of run: Run) -> String {
        let letters = "abc".map { "**\($0)** " }
        let parts = zip(letters, kinds).map { (kinds.count > 1 ? $0 : "") + $1.caption }
        var sentences = [
            "Histograms of the weights after {{ figure.episodes | count(\"episode\") }}: "
                + parts.joined(separator: ", ") + ". Dashed lines: means."
        ]
        if run.configuration.task.biasNeuron != nil {
            sentences.append(
                kinds.contains { !$0.biasWeights.isEmpty }
                    ? "Connections between the bias neuron and the others are grey and not part of the means."
                    : "Connections between the bias neuron and the others are left out.")
        }
        return sentences.joined(separator: " ")
    }

    private static func description(_ drawn: [(Kind, WeightStatistics.Summary)]) -> String {
        let parts = drawn.map { kind, summary in
            func number(_ value: Double) -> String { NumberText.significant(value, digits: 3) }
            return
                "\(kind.words): \(Phrase.count(summary.count, "connection")) from \(number(summary.minimum)) "
                + "to \(number(summary.maximum)), mean \(number(summary.mean)), the middle half between "
                + "\(number(summary.lowerQuartile)) and \(number(summary.upperQuartile)), "
                + "\(NumberText.percent(summary.positiveShare, digits: 0)) above zero"
        }
        return "Histograms of weights. " + parts.joined(separator: ". ") + "."
    }
}
