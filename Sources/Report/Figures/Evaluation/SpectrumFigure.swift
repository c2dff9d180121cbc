import Analysis
import BOHP
import Document
import Plot
import Text

/// The eigenvalues of the effective weights after the recorded episode.
struct SpectrumFigure: CatalogueFigure {
    let name = "spectrum"
    let summary =
        "Eigenvalues of the effective weights between pattern neurons after an episode, and of the baseline weights alone."

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard run.configuration.plastic, let network = run.network, let record = run.evaluation?.episode,
            let patterns = record.patterns, let size = patterns.first?.count,
            let effective = record.effectiveWeights(of: network)
        else { return nil }
        let eigenvalues = effective.leading(size).symmetricEigenvalues
        let baseline = network.w.leading(size).symmetricEigenvalues
        guard !eigenvalues.isEmpty, !baseline.isEmpty, (eigenvalues + baseline).allSatisfy(\.isFinite)
        else { return nil }
        let places = eigenvalues.indices.map { $0 + 1 }
        let ranks = places.map(Double.init)
        let count = patterns.count
        let radius = size > 60 ? 0.9 : 1.6
        func number(_ value: Double) -> String { NumberText.significant(value, digits: 3) }
        var text =
            "Dot plot of \(size) eigenvalues in descending order. The \(count) largest of the effective weights go from "
            + "\(number(eigenvalues[0])) to \(number(eigenvalues[min(count, size) - 1]))"
        if count < size { text += "; the next is \(number(eigenvalues[count]))" }
        text += ". The largest of the baseline weights is \(number(baseline[0]))."
        return FigureContent(
            Plot.Figure(
                width: request.width(.singleColumn),
                panels: [
                    Panel(
                        x: .linear(title: "Rank", domain: 0...Double(size + 1), wholeNumbers: true),
                        y: .linear(title: "Eigenvalue"),
                        marks: [
                            .rule(x: Double(count) + 0.5, ink: .grid, width: 0.8),
                            .rule(y: 0, ink: .grid, width: 0.5),
                            .dots(
                                x: ranks, y: baseline, ink: .wBetween, form: .square, radius: radius,
                                isHollow: true, label: "*w*"),
                            .dots(
                                x: ranks, y: eigenvalues, ink: .trained, radius: radius,
                                label: "*w* + *α* ∘ hebb"),
                        ], aspect: .ratio(0.6), legend: .topRight)
                ]),
            caption:
                "Eigenvalues, in descending order, of the symmetric part of the effective weights between the "
                + "{{ figure.size | grouped }} pattern neurons at the end of one episode, and of that of the baseline weights. "
                + "Left of the vertical line: as many as there are stored patterns ({{ figure.patterns }}).",
            facts: ["size": .integer(size), "patterns": .integer(count)],
            alternativeText: text,
            data: DataTable([
                .init("rank", places), .init("effective", eigenvalues),
                .init("baseline", baseline),
            ]))
    }
}
