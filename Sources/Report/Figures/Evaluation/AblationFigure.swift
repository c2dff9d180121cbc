import Analysis
import BOHP
import Document
import Plot
import Text

/// The bit error rate without parts of the network.
struct AblationFigure: CatalogueFigure {
    let name = "ablation"
    let summary =
        "Bit error rate without plasticity, without baseline weights, without the bias neuron and with simpler weights."

    /// The rows of the finding in words, for the figure and for the alternative text.
    private static let words: [String: (label: RichText, plain: String)] = [
        "trained": ("trained network", "the trained network"),
        "alpha_zero": ("*α* = 0", "without plasticity"),
        "w_zero": ("*w* = 0", "without baseline weights"),
        "w_diagonal": ("*w* diagonal only", "with the diagonal of w only"),
        "alpha_mean": ("*α* at its mean", "with alpha at its mean"),
        "w_diagonal_alpha_mean": (
            "*w* diagonal, *α* mean", "with the diagonal of w only and alpha at its mean"
        ),
        "no_bias": ("no bias neuron", "without the bias neuron"),
    ]

    private struct Row {
        var name: String
        var mean: Double
        var low: Double
        var high: Double
    }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let finding = run.evaluation?.findings["ablation"] else { return nil }
        let (means, lows, highs) = (
            finding["bit_error_rate"], finding["bit_error_rate_low"], finding["bit_error_rate_high"]
        )
        guard means.count == finding.rows.count, lows.count == means.count, highs.count == means.count
        else { return nil }
        let rows = finding.rows.indices.map {
            Row(name: finding.rows[$0], mean: means[$0] * 100, low: lows[$0] * 100, high: highs[$0] * 100)
        }.filter { [$0.mean, $0.low, $0.high].allSatisfy((0...100).contains) }
        guard let trained = rows.first(where: { $0.name == "trained" }) else { return nil }
        let words = run.configuration.task.objective.words
        return FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn),
                height: .millimetres(16 + 5.5 * Double(rows.count)),
                panels: [
                    panel(
                        of: rows, trained, bestGuess: run.evaluation?.bitErrorRate.bestGuess, words.rateTitle)
                ]),
            caption:
                "\(words.rate) without parts of the network, on the same "
                + "{{ figure.episodes | count(\"fresh episode\") }}; lines: 95 % confidence intervals (Wilson); band: "
                + "that of the trained network. *α* = 0: no plasticity. *w* diagonal only: all baseline weights "
                + "between different neurons are zero. *α* at its mean: all plasticity coefficients between "
                + (run.configuration.task.biasNeuron == nil ? "" : "pattern ")
                + "neurons have the same value."
                + (run.configuration.task.biasNeuron == nil
                    ? "" : " No bias neuron: all connections from and to it are zero."),
            facts: ["episodes": .integer(finding.episodes)],
            alternativeText: "Dot plot of the \(words.errorRate) without parts of the network. "
                + rows.map {
                    "\(Self.words[$0.name]?.plain ?? $0.name): \(NumberText.fixed($0.mean, digits: 2))\u{A0}%"
                }.joined(separator: "; ") + ".",
            data: DataTable([
                .init("network", rows.map(\.name)), .init("bit_error_rate_percent", rows.map(\.mean)),
                .init("low_percent", rows.map(\.low)), .init("high_percent", rows.map(\.high)),
            ]))
    }

    private func panel(of rows: [Row], _ trained: Row, bestGuess: Double?, _ title: String) -> Panel {
        let bands = Bands(
            count: rows.count, labels: rows.map { Self.words[$0.name]?.label ?? RichText(plain: $0.name) })
        let (top, bottom) = (bands.domain.lowerBound, bands.domain.upperBound)
        let guess = bestGuess.map { $0 * 100 }.flatMap { (0...100).contains($0) ? $0 : nil }
        let seen = rows.flatMap { [$0.mean, $0.high] } + [guess].compactMap(\.self)
        let (least, most) = (seen.filter { $0 > 0 }.min() ?? 1, seen.max() ?? 1)
        // On a logarithmic axis, intervals that begin at zero go to its end.
        let isLogarithmic = most > 10 * least
        let start = isLogarithmic ? min(least, rows.map(\.low).filter { $0 > 0 }.min() ?? least) / 1.5 : 0
        func shown(_ value: Double) -> Double { max(value, start) }
        var marks: [Mark] = [
            .band(
                x: [shown(trained.low), trained.high], lower: [top, top], upper: [bottom, bottom],
                ink: Ink.trained.faded(0.16))
        ]
        if let guess {
            marks += [
                .rule(x: guess, ink: .bestGuess, width: 0.8, dash: [3, 2]),
                .text(
                    "best guess", x: guess, y: top, anchor: .bottomRight, offset: (4, -4), ink: .bestGuess,
                    size: 6.5),
            ]
        }
        for (index, row) in rows.enumerated() {
            let height = bands.center(index)
            let ink = row.name == "trained" ? Ink.trained : .ink
            marks.append(
                .line(x: [shown(row.low), shown(row.high)], y: [height, height], ink: ink, width: 0.9))
            if row.mean >= start {
                marks.append(
                    .dots(
                        x: [row.mean], y: [height], ink: ink, form: row.name == "trained" ? .disc : .diamond,
                        radius: 2))
            }
        }
        let title = RichText(plain: title)
        let end = most * (isLogarithmic ? 1.3 : 1.05)
        // The numbers stand in a column at the right of the plot.
        marks += rows.enumerated().map { index, row in
            .text(
                RichText(plain: NumberText.fixed(row.mean, digits: 2) + "\u{A0}%"), x: end,
                y: bands.center(index), anchor: .left, offset: (5, 0), size: 6.5)
        }
        return Panel(
            x: isLogarithmic
                ? .log(title: title, domain: start...end)
                : .linear(title: title, domain: 0...end),
            y: .bands(bands, reversed: true), marks: marks, legend: .none)
    }
}
