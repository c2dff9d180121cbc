import Analysis
import Document
import Foundation
import Plot
import Text

/// A heatmap of a matrix of connections with its caption, alternative text and data.
struct ConnectionHeatmap {
    let connections: ConnectionMatrix
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
    /// The outputs at the end of the episode from which the numbers are, one a neuron, if they are from an episode.
    var outputs: [Double]?

    /// The option of all heatmaps.
    static let limit = DirectiveOption.number(
        "limit", 0, in: 0...1e6, "the magnitude at which the colours end; 0 takes the largest one")

    static let options: [any AnyDirectiveOption] = [limit]

    /// A further option of heatmaps from the end of an episode.
    static let order = DirectiveOption.choice(
        "order", ["neuron", "pattern"],
        "the order of neurons: by index, or in groups by the sign of their last outputs")

    static let optionsOfEpisodes = options + [order]

    func content(_ request: FigureRequest) throws -> FigureContent {
        let chosen = request.settings[Self.limit]
        let limit = ConnectionMatrix.colorLimit(chosen > 0 ? chosen : connections.matrix.largestMagnitude)
        let beyond = connections.matrix.elements.count { $0.isFinite && abs($0) > limit }
        let statistics = connections.statistics
        let order = signGroups(request)
        var connections = connections
        connections.groups = order
        let figure = Plot.Figure(
            width: request.width(.singleColumn),
            panels: [connections.panel(barTitle: barTitle, limit: limit)])
        return try FigureContent(
            figure, caption: caption(statistics, order, isChosen: chosen > 0, beyond: beyond),
            facts: facts(statistics, limit: limit, beyond: beyond).merging(facts(order)) { $1 },
            alternativeText: description(statistics, order), data: DataTable(connections.columns(column)))
    }

    private func signGroups(_ request: FigureRequest) -> SignGroups? {
        guard let outputs, outputs.count == connections.neurons, request.settings[Self.order] == "pattern"
        else { return nil }
        return SignGroups(outputs: outputs, biasNeuron: connections.biasNeuron)
    }

    // MARK: Words

    private func facts(
        _ statistics: ConnectionStatistics, limit: Double, beyond: Int
    ) -> [String: Value] {
        [
            "neurons": .integer(connections.neurons), "limit": .number(limit), "beyond": .integer(beyond),
            "not_finite": .integer(statistics.notFinite), "bias_width": .integer(connections.biasWidth),
            "self": .text(Self.text(statistics[.own])), "between": .text(Self.text(statistics[.between])),
            "between_positive": .text(Self.share(statistics[.between])),
            "self_n": .integer(statistics[.own].count), "self_mean": .number(statistics[.own].mean),
            "self_sd": .number(statistics[.own].standardDeviation),
            "between_n": .integer(statistics[.between].count),
            "between_mean": .number(statistics[.between].mean),
            "between_sd": .number(statistics[.between].standardDeviation),
            "between_positive_share": .number(statistics[.between].positiveShare),
            "from_bias_mean": statistics[.fromBias].count > 0
                ? .number(statistics[.fromBias].mean) : .missing,
            "to_bias_mean": statistics[.toBias].count > 0 ? .number(statistics[.toBias].mean) : .missing,
        ]
    }

    private func facts(_ order: SignGroups?) -> [String: Value] {
        guard let order else { return [:] }
        let means = order.means(of: connections.matrix)
        return [
            "positive": .integer(order.positive.count), "negative": .integer(order.negative.count),
            "one_sign_mean": .number(means.sameSign), "opposite_signs_mean": .number(means.oppositeSigns),
        ]
    }

    /// Mean ± standard deviation, with as many decimals as give the latter two significant digits.
    private static func text(_ group: Moments) -> String {
        let spread = group.standardDeviation
        let decimals = spread > 0 ? 1 - Int(log10(spread).rounded(.down)) : 3
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
        _ statistics: ConnectionStatistics, _ order: SignGroups?, isChosen: Bool, beyond: Int
    ) -> String {
        var sentences = [lead + ", from each source neuron (column) to each target neuron (row)."]
        var means: [String] = []
        if hasOwn, statistics[.own].count > 0 {
            means.append(
                "{{ figure.self }} from a neuron to itself (the diagonal, *n*\u{A0}=\u{A0}{{ figure.self_n | grouped }})"
            )
        }
        if statistics[.between].count > 0 {
            means.append(
                "{{ figure.between }} between different neurons"
                    + (connections.biasNeuron == nil ? " (" : ", without the bias neuron (")
                    + "*n*\u{A0}=\u{A0}{{ figure.between_n | grouped }}, {{ figure.between_positive }} of them positive)"
            )
        }
        if !means.isEmpty {
            sentences.append("Mean ± standard deviation: " + means.joined(separator: "; ") + ".")
        }
        if order != nil {
            sentences.append(
                "Neurons are grouped by the sign of their outputs at that step: positive (+, *n*\u{A0}=\u{A0}"
                    + "{{ figure.positive | grouped }}), then negative (−, *n*\u{A0}=\u{A0}"
                    + "{{ figure.negative | grouped }}). Between different neurons of the same sign the mean is "
                    + "{{ figure.one_sign_mean | significant(2) }}, of opposite signs "
                    + "{{ figure.opposite_signs_mean | significant(2) }}.")
        }
        var colors = "Colours are centred on zero and end at ±{{ figure.limit | significant(3) }}"
        if !isChosen, beyond == 0 { colors += statistics.strongest == nil ? "" : ", the largest magnitude" }
        if beyond > 0 { colors += "; {{ figure.beyond | grouped }} numbers lie beyond" }
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

    private func description(_ statistics: ConnectionStatistics, _ order: SignGroups?) -> String {
        // Means below 1e-12 of the strongest weight are printed as 0; they are rounding error.
        let rounding = 1e-12 * abs(statistics.strongest?.value ?? 0)
        func number(_ value: Double) -> String {
            NumberText.significant(abs(value) < rounding ? 0 : value, digits: 3)
        }
        func name(_ neuron: Int) -> String {
            neuron == connections.biasNeuron ? "the bias neuron" : "neuron \(neuron)"
        }
        let size = NumberText.grouped(connections.neurons)
        var sentences = [
            "Heatmap of \(plainName), \(size) by \(size): columns are source neurons, rows target neurons."
        ]
        if let order {
            let means = order.means(of: connections.matrix)
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
                "Between different neurons the mean is \(number(statistics[.between].mean)); "
                    + "\(Self.share(statistics[.between])) of them are positive.")
        }
        if statistics[.fromBias].count > 0, statistics[.toBias].count > 0 {
            sentences.append(
                "From the bias neuron the mean is \(number(statistics[.fromBias].mean)), to it "
                    + "\(number(statistics[.toBias].mean)).")
        }
        sentences.append(
            "The strongest is \(number(strongest.value)), from \(name(strongest.source)) to "
                + "\(name(strongest.target)).")
        return sentences.joined(separator: " ")
    }
}
