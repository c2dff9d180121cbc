import Analysis
import BOHP
import Document
import Text

/// The bit error rate as a function of the number of stored patterns.
struct CapacityFigure: CatalogueFigure {
    let name = "capacity"
    let summary =
        "Bit error rate against the number of stored patterns: trained, before training, a Hopfield network, best guess."

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let points = run.evaluation?.capacity, let comparison = ErrorComparison(points),
            let memory = run.configuration.task as? any RecallTask
        else { return nil }
        let most = comparison.conditions.max() ?? 1
        let trained = Double(memory.patterns)
        return try comparison.content(
            of: memory, request,
            x: .linear(title: "Stored patterns", domain: 0.5...most + 0.5, wholeNumbers: true),
            trainedAt: trained,
            caption:
                "Bit error rate ({{ figure.bits | count(\"bit\") }}) as a function of the number of patterns that an "
                + "episode stores, with {{ figure.erased | count(\"bit\") }} of the cue erased. Patterns are drawn "
                + "independently, so they may overlap"
                + (memory.orthogonal && memory.patterns > 1 ? "; those of training were orthogonal" : "")
                + ". Vertical line: training condition ({{ figure.patterns | count(\"pattern\") }}). ",
            facts: ["erased": .integer(memory.degradedBits)],
            alternativeText:
                "Line chart of the bit error rate as a function of the number of stored patterns. With 1: "
                + "\(comparison.words(at: 1)). With \(memory.patterns), as in training: "
                + "\(comparison.words(at: trained)). With \(NumberText.general(most)): "
                + "\(comparison.words(at: most)).",
            column: "patterns")
    }
}
