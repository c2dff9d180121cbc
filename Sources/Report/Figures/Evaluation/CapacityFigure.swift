import Analysis
import BOHP
import Document
import Text

/// The bit error rate as a function of the number of stored patterns, overlapping and orthogonal ones.
struct CapacityFigure: CatalogueFigure {
    let name = "capacity"
    let summary =
        "Bit error rate against the number of stored patterns, overlapping and orthogonal: trained, before training, a Hopfield network, best guess."

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let evaluation = run.evaluation, let memory = run.configuration.task as? any RecallTask else {
            return nil
        }
        let further = evaluation.curves["capacity-orthogonal"].map {
            ErrorComparison.Further(words: "orthogonal", points: $0)
        }
        guard let comparison = ErrorComparison(evaluation.capacity, further: further) else { return nil }
        let most = max(1, comparison.conditions.max() ?? 1)
        let trained = Double(memory.patterns)
        let isOrthogonal = memory.orthogonal && memory.patterns > 1
        return try comparison.content(
            of: memory, request,
            x: .linear(title: "Stored patterns", domain: 0.5...most + 0.5, wholeNumbers: true),
            trainedAt: trained, isFurther: memory.orthogonal,
            caption:
                "Bit error rate ({{ figure.bits | count(\"bit\") }}) as a function of the number of patterns that an "
                + "episode stores, with {{ figure.erased | count(\"bit\") }} of the cue erased. Filled markers: patterns "
                + "are drawn independently, so they may overlap"
                + (isOrthogonal && further == nil ? "; those of training were orthogonal" : "")
                + (further == nil ? "" : ". Open markers: all patterns are orthogonal")
                + ". Vertical line"
                + (isOrthogonal && further == nil ? "" : " and large marker")
                + ": training condition ({{ figure.patterns | count(\"pattern\") }}"
                + (isOrthogonal && further != nil ? ", orthogonal" : "") + "). ",
            facts: [
                "erased": .integer(memory.degradedBits), "bits": .integer(memory.patternSize),
                "patterns": .integer(memory.patterns),
            ],
            alternativeText:
                "Line chart of the bit error rate as a function of the number of stored patterns. With 1: "
                + "\(comparison.words(at: 1)). With \(memory.patterns), as in training: "
                + "\(comparison.words(at: trained)). With \(NumberText.general(most)): "
                + "\(comparison.words(at: most)).",
            column: "patterns")
    }
}
