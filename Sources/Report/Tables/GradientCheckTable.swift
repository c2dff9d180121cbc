import Analysis
import BOHP
import Document
import Text

/// Differences between the methods that compute the gradient.
struct GradientCheckTable: CatalogueTable {
    let name = "gradient-check"
    let summary =
        "Largest differences between the exact gradients and central differences, and their connections."

    func content(of subject: AnalysedRun, _ settings: DirectiveSettings) -> TableContent? {
        guard let check = subject.gradientCheck else { return nil }
        let rows: [[Value]] = check.differences.map { difference in
            func number(_ number: Double) -> Value { .text(NumberText.scientific(number, digits: 1)) }
            return [
                .text("\(Self.words(for: difference.first)) and \(Self.words(for: difference.second))"),
                .text(difference.parameter == "alpha" ? "α" : difference.parameter),
                number(difference.largestAbsolute), number(difference.largestRelative),
                .text("\(difference.source) → \(difference.target)"), number(difference.tolerance),
                .text(difference.passes ? "yes" : "no"),
            ]
        }
        return TableContent(
            caption:
                "Gradients of one episode compared: {{ table.neurons }} neurons, {{ table.steps }} steps, "
                + "central differences of step {{ table.step | scientific(0) }} at {{ table.probes | grouped }} "
                + "connections.",
            facts: [
                "neurons": .integer(check.neurons), "steps": .integer(check.steps),
                "probes": .integer(check.probes), "step": .number(check.perturbation),
            ],
            columns: [
                .init("Compared"), .init("Weights"), .init("Largest difference", isNumeric: true),
                .init("Relative", isNumeric: true), .init("From → to", isNumeric: true),
                .init("Tolerance", isNumeric: true), .init("Within it"),
            ], rows: rows)
    }

    private static func words(for engine: String) -> String {
        ["bptt", "rtrl"].contains(engine) ? engine.uppercased() : engine.replacing("-", with: " ")
    }
}
