import Analysis
import BOHP
import Document
import Plot
import RunRecord
import Text

/// How far the gradients that different ways compute are apart, connection by connection.
struct GradientAgreementFigure: CatalogueFigure {
    let name = "gradient-agreement"
    let summary =
        "Differences of backpropagation's gradient from central differences and from RTRL, by magnitude."

    /// A way to compute the gradient that backpropagation is compared with.
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

    private static let parameters: [(name: String, label: RichText, ink: Ink)] = [
        ("w", "*w*", .wBetween), ("alpha", "*α*", .alpha),
    ]

    /// What a logarithmic plot shows of a connection: nothing if one of the two numbers is zero.
    private struct Point {
        let magnitude: Double
        let difference: Double

        var isShown: Bool {
            magnitude > 0 && difference > 0 && magnitude.isFinite && difference.isFinite
        }
    }

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let check = run.evaluation?.gradientCheck else { return nil }
        let others = Self.others.filter { other in
            check.samples.contains { other.read($0) != nil }
        }
        let points = others.map { other in
            Self.parameters.map { parameter in
                check.samples.filter { $0.parameter == parameter.name }.compactMap { sample in
                    other.read(sample).map {
                        Point(magnitude: abs(sample.bptt), difference: abs(sample.bptt - $0))
                    }
                }
            }
        }
        let all = points.joined().joined()
        guard all.contains(where: \.isShown) else { return nil }
        let panels = zip(others, points).map { Self.panel(of: $0, $1, check) }
        let hidden = all.count { !$0.isShown }
        return try FigureContent(
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
            alternativeText: Self.description(others, points, check),
            data: Self.data(check))
    }

    private static func panel(of other: Other, _ points: [[Point]], _ check: GradientCheck) -> Panel {
        var marks: [Mark] = []
        for (parameter, points) in zip(parameters, points) {
            if let allowed = allowed(other, parameter.name, check) {
                marks.append(.rule(y: allowed, ink: parameter.ink, width: 0.8, dash: [3, 2]))
            }
            let shown = points.filter(\.isShown)
            marks.append(
                .dots(
                    x: shown.map(\.magnitude), y: shown.map(\.difference), ink: parameter.ink.faded(0.6),
                    radius: 1.1, label: parameter.label))
        }
        return Panel(
            x: .log(title: "Magnitude of the gradient, |∂*E*/∂*θ*|"), y: .log(title: other.title),
            marks: marks, aspect: .ratio(0.7), legend: .above)
    }

    /// The largest difference that the check lets pass: its tolerance is relative to the largest magnitude.
    private static func allowed(_ other: Other, _ parameter: String, _ check: GradientCheck) -> Double? {
        guard
            let difference = check.differences.first(where: {
                $0.second == other.name && $0.parameter == parameter
            })
        else { return nil }
        let largest =
            difference.largestRelative > 0
            ? difference.largestAbsolute / difference.largestRelative
            : check.samples.filter { $0.parameter == parameter }.map { abs($0.bptt) }.max() ?? 0
        let allowed = difference.tolerance * largest
        return allowed > 0 && allowed.isFinite ? allowed : nil
    }

    private static func caption(_ others: [Other], _ check: GradientCheck, hidden: Int) -> String {
        let letters = others.count > 1 ? ["**a** ", "**b** "] : [""]
        let names = zip(letters, others).map { $0 + $1.words }
        let relative = others.compactMap { other in
            check.differences.first { $0.second == other.name }.map {
                NumberText.general($0.tolerance) + " for " + other.words
            }
        }
        return "How far the gradient by backpropagation through time (BPTT) is from that by "
            + names.joined(separator: " and ")
            + ", at {{ figure.probes | count(\"connection\") }} each of *w* and *α* drawn at random, for an untrained "
            + "network of {{ figure.neurons | count(\"neuron\") }} and one episode of "
            + "{{ figure.steps | count(\"step\") }}. Central differences have a step of "
            + "{{ figure.step_size | scientific(0) }}. Dashed lines show what is tolerated, relative to the largest "
            + "magnitude: \(relative.joined(separator: ", "))."
            + (hidden > 0
                ? " {{ figure.hidden | count(\"difference\") }} of exactly zero, or of gradients that are zero, lie "
                    + "outside the logarithmic axes." : "")
    }

    private static func description(
        _ others: [Other], _ points: [[[Point]]], _ check: GradientCheck
    ) -> String {
        let parts = zip(others, points).map { other, points in
            let shown = points.joined().filter(\.isShown)
            func number(_ value: Double?) -> String { NumberText.scientific(value ?? 0, digits: 0) }
            let passes = check.differences.filter { $0.second == other.name }.allSatisfy(\.passes)
            return "from \(other.words) up to \(number(shown.map(\.difference).max())), "
                + (passes ? "within the tolerance" : "beyond the tolerance")
        }
        let magnitudes = points.joined().joined().filter(\.isShown).map(\.magnitude)
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
