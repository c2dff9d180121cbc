import Analysis
import BOHP
import Document
import Plot
import Text

/// Histograms of the weights by kind of connection.
struct WeightDistributionsFigure: CatalogueFigure {
    let name = "weight-distributions"
    let summary =
        "Histograms of the trained weights: w of neurons to themselves, w and alpha between neurons or from inputs."

    private static let bias = DirectiveOption.flag(
        "bias", false, "whether connections from and to the bias neuron are drawn, in grey")

    var options: [any AnyDirectiveOption] { [Self.bias] }

    /// The weights of one kind of connection.
    private struct Kind {
        let title: RichText
        /// Its name in the caption, in Markdown.
        let caption: String
        /// Its name in the alternative text.
        let words: String
        let ink: Ink
        let summary: WeightStatistics.Summary
        /// The weights, and those from and to the bias neuron if they are drawn, with their names in the data.
        let sets: [(words: String, weights: [Double])]

        /// `nil` without a finite weight, because there is no histogram and no mean then.
        init?(
            _ title: RichText, caption: String, words: String, ink: Ink, _ weights: [Double],
            bias: [Double] = []
        ) {
            guard let summary = WeightStatistics.Summary(weights.filter(\.isFinite)) else { return nil }
            self.title = title
            self.caption = caption
            self.words = words
            self.ink = ink
            self.summary = summary
            sets = [(words, weights)] + (bias.isEmpty ? [] : [(words + ", bias neuron", bias)])
        }

        /// One histogram for each set, with those of the given bins that hold any weight of the kind.
        func histograms(_ edges: [Double]) -> [(words: String, histogram: Histogram)] {
            let range = Extent(sets.flatMap(\.weights)).range ?? 0...0
            let first = edges.lastIndex { $0 <= range.lowerBound } ?? 0
            let last = edges.firstIndex { $0 > range.upperBound } ?? edges.count - 1
            return sets.map { ($0.words, Histogram($0.weights, edges: Array(edges[first...last]))) }
        }
    }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let network = run.network else { return nil }
        let kinds = Self.kinds(of: network, run.configuration, showsBias: request.settings[Self.bias])
        guard !kinds.isEmpty else { return nil }
        // One width of bins makes heights comparable.
        let edges = Histogram.edges(for: kinds.flatMap(\.sets).map(\.weights))
        let rows = kinds.flatMap { $0.histograms(edges) }
        let panels = kinds.enumerated().map { index, kind in
            Self.panel(of: kind, edges: edges, isLast: index == kinds.count - 1)
        }
        return FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn), panels: panels, letters: panels.count > 1),
            caption: Self.caption(kinds, hasBias: run.configuration.task.biasNeuron != nil),
            facts: [
                "bin_width": .number(edges[1] - edges[0]),
                "episodes": .integer(run.information.episodesDone),
                "neurons": .integer(
                    network.neurons - (run.configuration.task.biasNeuron == nil ? 0 : 1)),
            ],
            alternativeText: Self.description(kinds),
            data: DataTable([
                .init("weights", rows.flatMap { repeatElement($0.words, count: $0.histogram.heights.count) }),
                .init("from", rows.flatMap { $0.histogram.edges.dropLast() }),
                .init("to", rows.flatMap { $0.histogram.edges.dropFirst() }),
                .init("connections", rows.flatMap { $0.histogram.heights.map { Int($0) } }),
            ]))
    }

    /// The kinds of connections to draw.
    private static func kinds(
        of network: PlasticNetwork<Double>, _ configuration: Configuration, showsBias: Bool
    ) -> [Kind] {
        let isRecurrent = network.description.architecture.isRecurrent
        let between = isRecurrent ? "between neurons" : "from inputs"
        let betweenDifferent = isRecurrent ? "between different neurons" : "from inputs to neurons"
        func weights(_ matrix: Matrix<Double>, _ kinds: ConnectionKind...) -> [Double] {
            kinds.flatMap {
                matrix.connections($0, biasNeuron: configuration.task.biasNeuron, isRecurrent: isRecurrent)
            }
        }
        func biasWeights(_ matrix: Matrix<Double>) -> [Double] {
            showsBias ? weights(matrix, .fromBias, .toBias) : []
        }
        let (w, alpha) = (network.w, network.alpha)
        let kinds = [
            Kind(
                "*w*, self-connections",
                caption:
                    "baseline weights *w* from each of the {{ figure.neurons | grouped }} neurons to itself",
                words: "w, self-connections", ink: .wSelf, weights(w, .own)),
            Kind(
                "*w*, " + RichText(plain: between), caption: "baseline weights *w* \(betweenDifferent)",
                words: "w, \(between)", ink: .wBetween, weights(w, .between), bias: biasWeights(w)),
            configuration.plastic
                ? Kind(
                    "*α*, " + RichText(plain: between),
                    caption: "plasticity coefficients *α* \(betweenDifferent)",
                    words: "alpha, \(between)", ink: .alpha, weights(alpha, .between),
                    bias: biasWeights(alpha)) : nil,
        ]
        return kinds.compactMap(\.self)
    }

    private static func panel(of kind: Kind, edges: [Double], isLast: Bool) -> Panel {
        let numbers =
            " = \(NumberText.grouped(kind.summary.count)), mean "
            + NumberText.significant(kind.summary.mean, digits: 3)
        let inks = [kind.ink, .biasNeuron]
        let labels: [RichText?] =
            kind.sets.count > 1 ? ["between pattern neurons", "bias neuron"] : [nil]
        let bars = zip(zip(kind.histograms(edges), inks), labels).map { part, label in
            Mark.bars(part.0.histogram, ink: part.1.faded(0.55), outline: part.1, width: 0.6, label: label)
        }
        return Panel(
            title: kind.title + " (*n*\(numbers))",
            // All panels show the same range, and the last one labels it.
            x: .linear(
                title: isLast ? "Weight" : nil, domain: min(0, edges[0])...max(0, edges[edges.count - 1]),
                ticks: isLast ? .automatic : .none),
            y: .linear(title: "Connections", wholeNumbers: true),
            marks: bars + [.rule(x: kind.summary.mean, ink: .ink, width: 0.8, dash: [3, 2])],
            aspect: .ratio(0.3))
    }

    // MARK: Words

    private static func caption(_ kinds: [Kind], hasBias: Bool) -> String {
        let letters = "abc".map { "**\($0)** " }
        let parts = zip(letters, kinds).map { (kinds.count > 1 ? $0 : "") + $1.caption }
        var sentences = [
            "Histograms of the weights after {{ figure.episodes | count(\"episode\") }}: "
                + parts.joined(separator: ", ")
                + ". Bins are {{ figure.bin_width | significant(2) }} wide. Dashed lines: means."
        ]
        if hasBias {
            sentences.append(
                kinds.contains { $0.sets.count > 1 }
                    ? "Connections between the bias neuron and the others are grey and not part of the means."
                    : "Connections of the bias neuron are left out.")
        }
        return sentences.joined(separator: " ")
    }

    private static func description(_ kinds: [Kind]) -> String {
        let parts = kinds.map { kind in
            let summary = kind.summary
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
