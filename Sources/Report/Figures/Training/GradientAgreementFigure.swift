import Analysis
import BOHP
import Document
import Plot
import RunRecord
import Text

/// Differences between the gradients of several methods, connection by connection.
struct GradientAgreementFigure: CatalogueFigure {
    let name = "gradient-agreement"
    let summary =
        "Differences of backpropagation's gradient from central differences and from RTRL, by magnitude."

    /// A method with which backpropagation is compared.
    private struct Other: Sendable {
        let name: String
        let title: RichText
        let words: String
        let read: @Sendable (GradientCheck.Sample) -> Double?
    }

    private static let others = [
        Other(
            name: "central-differences", title: "|BPTT − central difference|", words: "central differences",
            read: { $0.centralDifference }),
        Other(name: "rtrl", title: "|BPTT − RTRL|", words: "RTRL", read: { $0.rtrl }),
    ]

    private static let parameters:
        [(name: String, label: RichText, ink: Ink, form: MarkerForm, dash: [Double])] = [
            ("w", "*w*", .wBetween, .disc, [3, 2]), ("alpha", "*α*", .alpha, .triangle, [1.2, 1.6]),
        ]

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let check = run.gradientCheck else { return nil }
        let others = Self.others.filter { other in
            check.samples.contains { other.read($0) != nil }
        }
        let agreements = others.map { other in
            Self.parameters.map {
                GradientAgreement(check, with: other.name, parameter: $0.name, derivative: other.read)
            }
        }
        let hidden = agreements.joined().reduce(0) { $0 + $1.points.count - $1.shown.count }
        guard agreements.joined().contains(where: { !$0.shown.isEmpty }) else { return nil }
        let panels = zip(others, agreements).map(Self.panel)
        return FigureContent(
            Plot.Figure(
                width: request.width(panels.count > 1 ? .doubleColumn : .singleColumn), panels: panels,
                columns: panels.count,
                letters: panels.count > 1),
            caption: Self.caption(others, check, hidden: hidden),
            facts: [
                "probes": .integer(check.probes), "neurons": .integer(check.neurons),
                "steps": .integer(check.steps), "step_size": .number(check.perturbation),
                "hidden": .integer(hidden),
            ],
            alternativeText: Self.description(others, agreements, check),
            data: Self.data(check))
    }

    private static func panel(of other: Other, _ agreements: [GradientAgreement]) -> Panel {
        var marks: [Mark] = []
        for (parameter, agreement) in zip(parameters, agreements) {
            if let allowed = agreement.allowed {
                marks.append(
                    .rule(
                        y: allowed, ink: parameter.ink, width: 0.8, dash: parameter.dash,
                        label: parameter.label + ", tolerance"))
            }
            marks.append(
                .dots(
                    x: agreement.shown.map(\.magnitude), y: agreement.shown.map(\.difference),
                    ink: parameter.ink.faded(0.6), form: parameter.form, radius: 1.1, label: parameter.label))
        }
        return Panel(
            x: .log(title: "Magnitude of the gradient, |∂*E*/∂*θ*|"), y: .log(title: other.title),
            marks: marks, aspect: .ratio(0.55), legend: .above)
    }

    // MARK: Words

    private static func caption(_ others: [Other], _ check: GradientCheck, hidden: Int) -> String {
        let letters = others.count > 1 ? ["**a** ", "**b** "] : [""]
        let names = zip(letters, others).map { $0 + $1.words }
        let relative = others.compactMap { other in
            check.differences.first { $0.second == other.name }.map {
                NumberText.general($0.tolerance) + " for " + other.words
            }
        }
        return "Differences between the gradient from backpropagation through time (BPTT) and that from "
            + names.joined(separator: " and ")
            + ", for {{ figure.probes | count(\"randomly drawn connection\") }} each of *w* and *α*, in an untrained network "
            + "of {{ figure.neurons | count(\"neuron\") }} and one episode of {{ figure.steps | count(\"step\") }}. The step "
            + "of the central differences is {{ figure.step_size | scientific(0) }}. Dashed lines: tolerance relative to "
            + "the largest magnitude (\(relative.joined(separator: ", ")))."
            + (hidden > 0
                ? " Not shown: {{ figure.hidden | count(\"connection\") }} whose difference or gradient is zero."
                : "")
    }

    private static func description(
        _ others: [Other], _ agreements: [[GradientAgreement]], _ check: GradientCheck
    ) -> String {
        let parts = zip(others, agreements).map { other, agreements in
            let shown = agreements.flatMap(\.shown)
            func number(_ value: Double?) -> String { NumberText.scientific(value ?? 0, digits: 0) }
            let passes = check.differences.filter { $0.second == other.name }.allSatisfy(\.passes)
            return "from \(other.words) up to \(number(shown.map(\.difference).max())), "
                + (passes ? "within the tolerance" : "beyond the tolerance")
        }
        let magnitudes = agreements.joined().flatMap(\.shown).map(\.magnitude)
        return "Scatter plots of the differences between gradients: "
            + parts.joined(separator: "; ") + ". Magnitudes of the gradient lie between "
            + "\(NumberText.scientific(magnitudes.min() ?? 0, digits: 0)) and "
            + "\(NumberText.scientific(magnitudes.max() ?? 0, digits: 0))."
    }

    private static func data(_ check: GradientCheck) -> DataTable {
        let samples = check.samples
        var columns: [DataTable.Column] = [
            .init("parameter", samples.map(\.parameter)), .init("target", samples.map(\.target)),
            .init("source", samples.map(\.source)), .init("bptt", samples.map(\.bptt)),
            .init("central_difference", samples.map(\.centralDifference)),
            .init("bptt_minus_central_difference", samples.map { abs($0.bptt - $0.centralDifference) }),
        ]
        if samples.contains(where: { $0.rtrl != nil }) {
            columns += [
                .init("rtrl", samples.map { $0.rtrl ?? .nan }),
                .init("bptt_minus_rtrl", samples.map { abs($0.bptt - ($0.rtrl ?? .nan)) }),
            ]
        }
        return DataTable(columns)
    }
}
