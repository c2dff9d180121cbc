import Analysis
import BOHP
import Document
import Foundation
import Plot
import Text

/// A heatmap of one matrix of connections.
struct ConnectionHeatmap: CatalogueFigure {
    let name: String
    let summary: String
    /// The first words of the caption in Markdown, which say what the numbers are: `Baseline weights *w* after …`.
    let lead: String
    /// The same for the alternative text: `the baseline weights w`.
    let plainName: String
    /// The title of the colour bar.
    let barTitle: RichText
    /// The name of the column that holds the numbers in the data.
    let column: String
    /// Whether neurons have such connections to themselves.
    var hasOwn = true
    /// Whether the numbers are from the end of an episode, whose outputs can order the neurons.
    var isOfEpisode = false
    /// From how many neurons on rows and columns are too many to be seen one by one, so that the caption says whether they
    /// differ.
    private static let manyNeurons = 100
    /// The numbers of a run, row = target neuron, column = source neuron; `nil` if the run has none.
    let matrix: @Sendable (AnalysedRun) -> Matrix<Double>?

    /// All heatmaps of the catalogue.
    static let all = [
        ConnectionHeatmap(
            name: "weights",
            summary: "Heatmap of the baseline weights w of every connection.",
            lead: "Baseline weights *w* after {{ run.episodes | count(\"episode\") }} of training",
            plainName: "the baseline weights w", barTitle: "Baseline weight *w*", column: "w",
            matrix: { $0.network?.w }),
        ConnectionHeatmap(
            name: "plasticity",
            summary: "Heatmap of the plasticity coefficients alpha of every connection.",
            lead: "Plasticity coefficients *α* after {{ run.episodes | count(\"episode\") }} of training",
            plainName: "the plasticity coefficients alpha", barTitle: "Plasticity coefficient *α*",
            column: "alpha", hasOwn: false, matrix: { $0.configuration.plastic ? $0.network?.alpha : nil }),
        ConnectionHeatmap(
            name: "effective-weights",
            summary:
                "Heatmap of the effective weights at the end of an episode: w + alpha times the Hebbian trace.",
            lead: "Effective weights *w* + *α* ∘ hebb at the last step of a fresh episode",
            plainName: "the effective weights, w + alpha times the Hebbian trace, at the end of an episode",
            barTitle: "Effective weight", column: "effective_weight", isOfEpisode: true
        ) { run in
            guard run.configuration.plastic, let network = run.network else { return nil }
            return run.evaluation?.episode?.effectiveWeights(of: network)
        },
        ConnectionHeatmap(
            name: "hebbian-trace",
            summary:
                "Heatmap of the Hebbian trace of every connection at the end of an episode.",
            lead: "Hebbian trace at the last step of a fresh episode",
            plainName: "the Hebbian trace at the end of an episode", barTitle: "Hebbian trace",
            column: "hebb", isOfEpisode: true, matrix: { $0.evaluation?.episode?.trace }),
    ]

    private static let limit = DirectiveOption.number(
        "limit", 0, in: 0...1e6,
        "the magnitude at which the colours end; 0 takes the 99th percentile of the magnitudes off the diagonal"
    )
    private static let order = DirectiveOption.choice(
        "order", ["automatic", "neuron", "pattern"],
        "the order of neurons: by index, or in groups by the sign of their last outputs; automatic takes the pattern "
            + "unless some neurons are hidden")

    var options: [any AnyDirectiveOption] { isOfEpisode ? [Self.limit, Self.order] : [Self.limit] }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let matrix = matrix(run),
            var connections = ConnectionMatrix(matrix, of: run.configuration)
        else { return nil }
        let order = request.settings[Self.order]
        if isOfEpisode, connections.isRecurrent,
            order == "pattern" || order == "automatic" && !connections.hasHidden,
            let outputs = run.evaluation?.episode?.outputs.last, outputs.count == connections.neurons
        {
            connections.groups = SignGroups(outputs: outputs, biasNeuron: connections.biasNeuron)
        }
        let chosen = request.settings[Self.limit]
        let limit = ConnectionMatrix.colorLimit(chosen > 0 ? chosen : matrix.typicalMagnitude)
        let beyond = matrix.elements.count { $0.isFinite && abs($0) > limit }
        let statistics = connections.statistics
        let facts = Self.facts(connections, statistics, limit: limit, beyond: beyond)
        return FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn),
                panels: [
                    connections.panel(
                        bar: ColorBar(title: barTitle), limit: limit, titles: titles(connections))
                ]),
            caption: caption(connections, statistics, facts, isChosen: chosen > 0, beyond: beyond),
            facts: facts,
            alternativeText: description(connections, statistics),
            data: DataTable(connections.columns(column)))
    }

    private func titles(_ connections: ConnectionMatrix) -> (target: RichText?, source: RichText?) {
        let names = connections.names
        return (
            RichText(plain: Phrase.sentenceStart(names.target) + " (to)"),
            RichText(plain: Phrase.sentenceStart(names.source) + " (from)")
        )
    }

    // MARK: Words

    private static func facts(
        _ connections: ConnectionMatrix, _ statistics: ConnectionStatistics, limit: Double, beyond: Int
    ) -> [String: Value] {
        let (own, between) = (statistics[.own], statistics[.between])
        func mean(_ group: Moments) -> Value { group.count > 0 ? .number(group.mean) : .missing }
        var facts: [String: Value] = [
            "neurons": .integer(connections.neurons), "limit": .number(limit), "beyond": .integer(beyond),
            "not_finite": .integer(statistics.notFinite), "bias_width": .integer(connections.biasWidth),
            "self": .text(text(own)), "self_n": .integer(own.count), "self_mean": .number(own.mean),
            "self_sd": .number(own.standardDeviation), "between": .text(text(between)),
            "between_positive": .text(share(between)), "between_n": .integer(between.count),
            "between_mean": .number(between.mean), "between_sd": .number(between.standardDeviation),
            "between_positive_share": .number(between.positiveShare),
            "from_bias_mean": mean(statistics[.fromBias]), "to_bias_mean": mean(statistics[.toBias]),
        ]
        if connections.isRecurrent,
            let scatter = connections.matrix.scatterOfMeans(biasNeuron: connections.biasNeuron)
        {
            facts["row_scatter"] = .number(scatter.rows)
            facts["column_scatter"] = .number(scatter.columns)
        }
        if connections.hasHidden {
            facts["visible"] = .integer(connections.visibleNeurons)
            for block in VisibleBlock.allCases {
                facts[block.fact] = .text(text(connections[block]))
                facts[block.fact + "_mean"] = mean(connections[block])
            }
        }
        if let groups = connections.groups {
            let means = groups.means(of: connections.matrix)
            facts["positive"] = .integer(groups.positive.count)
            facts["negative"] = .integer(groups.negative.count)
            facts["one_sign_mean"] = .number(means.sameSign)
            facts["opposite_signs_mean"] = .number(means.oppositeSigns)
        }
        return facts
    }

    /// Mean ± standard deviation, with as many decimals as give the latter two significant digits.
    private static func text(_ group: Moments) -> String {
        let spread = group.standardDeviation
        let decimals = spread > 0 && spread.isFinite ? 1 - Int(log10(spread).rounded(.down)) : 3
        guard (0...5).contains(decimals) else {
            return NumberText.significant(group.mean, digits: 3) + " ± "
                + NumberText.significant(spread, digits: 2)
        }
        return NumberText.fixed(group.mean, digits: decimals) + " ± "
            + NumberText.fixed(spread, digits: decimals)
    }

    /// The share of positive numbers; `all` and `none` mean exactly that.
    private static func share(_ group: Moments) -> String {
        if group.positive == group.count { return "all" }
        if group.positive == 0 { return "none" }
        let isExtreme = !(0.01...0.99).contains(group.positiveShare)
        return NumberText.percent(group.positiveShare, digits: isExtreme ? 2 : 0)
    }

    private func caption(
        _ connections: ConnectionMatrix, _ statistics: ConnectionStatistics, _ facts: [String: Value],
        isChosen: Bool, beyond: Int
    ) -> String {
        var sentences = [
            lead
                + ", from each \(connections.names.source) (column) to each \(connections.names.target) (row)."
        ]
        var means: [String] = []
        if hasOwn, statistics[.own].count > 0 {
            means.append(
                "{{ figure.self }} from a neuron to itself (the diagonal, *n*\u{A0}=\u{A0}{{ figure.self_n | grouped }})"
            )
        }
        if statistics[.between].count > 0 {
            means.append(
                "{{ figure.between }}"
                    + (connections.isRecurrent ? " between different neurons" : "")
                    + (connections.biasNeuron == nil ? " (" : ", without the bias neuron (")
                    + "*n*\u{A0}=\u{A0}{{ figure.between_n | grouped }}, {{ figure.between_positive }} of them positive)"
            )
        }
        if !means.isEmpty {
            sentences.append("Mean ± standard deviation: " + means.joined(separator: "; ") + ".")
        }
        if connections.groups != nil {
            sentences.append(
                "Neurons are grouped by the sign of their outputs at that step: positive (+, *n*\u{A0}=\u{A0}"
                    + "{{ figure.positive | grouped }}), then negative (−, *n*\u{A0}=\u{A0}"
                    + "{{ figure.negative | grouped }}). Between different neurons of the same sign the mean is "
                    + "{{ figure.one_sign_mean | significant(2) }}, of opposite signs "
                    + "{{ figure.opposite_signs_mean | significant(2) }}.")
        }
        if connections.hasHidden {
            let blocks = VisibleBlock.allCases.filter { connections[$0].count > 0 }.map {
                "{{ figure.\($0.fact) }} \($0.words)"
            }
            sentences.append(
                "The first {{ figure.visible | count(\"neuron\") }} receive inputs and give answers (in/out); gaps set "
                    + "them apart from the hidden ones. By kind, without the diagonal: "
                    + blocks.joined(separator: "; ") + ".")
        }
        if !isOfEpisode, connections.neurons >= Self.manyNeurons, facts["row_scatter"] != nil {
            sentences.append(
                "The means of rows scatter {{ figure.row_scatter | significant(2) }} times, those of columns "
                    + "{{ figure.column_scatter | significant(2) }} times as much as means of independent numbers."
            )
        }
        var colors = "Colours are centred on zero and end at ±{{ figure.limit | significant(3) }}"
        if !isChosen, statistics.strongest != nil {
            colors +=
                beyond == 0
                ? ", the largest magnitude" : ", the 99th percentile of the magnitudes off the diagonal"
        }
        if beyond > 0 {
            colors +=
                "; {{ figure.beyond | grouped }} of the numbers lie beyond (pointed end of the colour bar)"
        }
        sentences.append(colors + ".")
        if statistics.notFinite > 0 {
            sentences.append(
                "Grey cells ({{ figure.not_finite | grouped }}) are infinite or undefined (NaN).")
        }
        if connections.biasNeuron != nil {
            sentences.append(
                "The bias neuron is set apart by gaps"
                    + (connections.biasWidth > 1
                        ? " and drawn {{ figure.bias_width }} times as wide as the others." : "."))
        }
        return sentences.joined(separator: " ")
    }

    private func description(
        _ connections: ConnectionMatrix, _ statistics: ConnectionStatistics
    ) -> String {
        // Means below 1e-12 of the strongest weight are printed as 0; they are rounding error.
        let rounding = 1e-12 * abs(statistics.strongest?.value ?? 0)
        func number(_ value: Double) -> String {
            NumberText.significant(abs(value) < rounding ? 0 : value, digits: 3)
        }
        func name(_ neuron: Int) -> String {
            neuron == connections.biasNeuron ? "the bias neuron" : "neuron \(neuron)"
        }
        let size =
            "\(NumberText.grouped(connections.neurons)) by \(NumberText.grouped(connections.matrix.columns))"
        let names = connections.names
        var sentences = [
            "Heatmap of \(plainName), \(size): columns are \(names.source)s, rows \(names.target)s."
        ]
        if let groups = connections.groups {
            let means = groups.means(of: connections.matrix)
            sentences[0] += " Neurons with positive outputs come first, then those with negative outputs."
            sentences.append(
                "Between neurons of the same sign the mean is \(number(means.sameSign)), of opposite signs "
                    + "\(number(means.oppositeSigns)).")
        }
        guard let strongest = statistics.strongest else {
            return sentences[0]
                + (statistics.notFinite > 0 ? " All finite numbers are zero." : " All are zero.")
        }
        if hasOwn, statistics[.own].count > 0 {
            sentences.append("On the diagonal the mean is \(number(statistics[.own].mean)).")
        }
        if statistics[.between].count > 0 {
            sentences.append(
                (connections.isRecurrent ? "Between different neurons the" : "The")
                    + " mean is \(number(statistics[.between].mean)); "
                    + "\(Self.share(statistics[.between])) of them are positive.")
        }
        if statistics[.fromBias].count > 0, statistics[.toBias].count > 0 {
            sentences.append(
                "From the bias neuron the mean is \(number(statistics[.fromBias].mean)), to it "
                    + "\(number(statistics[.toBias].mean)).")
        }
        sentences.append(
            "The strongest is \(number(strongest.value)), from "
                + (connections.isRecurrent ? name(strongest.source) : "input \(strongest.source)")
                + " to \(name(strongest.target)).")
        return sentences.joined(separator: " ")
    }
}
