import Analysis
import BOHP
import Document
import Text

/// The bit error rate as a function of the share of the cue that is erased.
struct RecallFigure: CatalogueFigure {
    let name = "recall-vs-degradation"
    let summary =
        "Bit error rate against the fraction of erased bits: trained, before training, a Hopfield network, best guess."

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let points = run.evaluation?.degradation,
            let comparison = ErrorComparison(points, scale: 100),
            let memory = run.configuration.task as? any RecallTask
        else { return nil }
        let trained = 100 * Double(memory.degradedBits) / Double(memory.patternSize)
        return try comparison.content(
            of: memory, request, x: .linear(title: "Erased bits of the cue (%)", domain: -3...103),
            trainedAt: trained,
            caption:
                "Bit error rate ({{ figure.bits | count(\"bit\") }}) as a function of the fraction of the cue that is "
                + "erased, with {{ figure.patterns | count(\"pattern\") }} stored. Vertical line and large marker: training condition "
                + "({{ figure.trained_percent | fixed(0) }} % erased). ",
            facts: [
                "trained_percent": .number(trained), "bits": .integer(memory.patternSize),
                "patterns": .integer(memory.patterns),
            ],
            alternativeText:
                "Line chart of the bit error rate as a function of the fraction of erased bits. With nothing erased: "
                + "\(comparison.words(at: 0)). With \(NumberText.fixed(trained, digits: 0)) % erased, as in training: "
                + "\(comparison.words(at: trained)). With everything erased: \(comparison.words(at: 100)).",
            column: "erased_percent")
    }
}
