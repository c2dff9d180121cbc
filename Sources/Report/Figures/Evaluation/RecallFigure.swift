import Analysis
import BOHP
import Document
import Plot
import RunRecord
import Text

/// The bit error rate as a function of the share of the cue that is erased.
struct RecallFigure: CatalogueFigure {
    let name = "recall-vs-degradation"
    let summary =
        "Bit error rate against the fraction of erased bits: trained, before training, a Hopfield network, guessing."

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let points = run.evaluation?.degradation,
            let comparison = ErrorComparison(points, scale: 100), comparison.isFinite,
            let memory = run.configuration.task as? any RecallTask
        else { return nil }
        let trained = 100 * Double(memory.degradedBits) / Double(memory.patternSize)
        let axis = Axis.linear(title: "Erased bits of the cue (%)", domain: -3...103)
        return try FigureContent(
            comparison.figure(request, x: axis, trainedAt: trained),
            caption: Self.caption,
            facts: [
                "bits": .integer(memory.patternSize), "patterns": .integer(memory.patterns),
                "trained_percent": .number(trained), "episodes": .integer(comparison.episodes),
            ],
            alternativeText: Self.description(comparison, trained: trained),
            data: comparison.data("erased_percent"))
    }

    // MARK: Words

    private static let caption =
        "Bit error rate ({{ figure.bits | count(\"bit\") }}) as a function of the fraction of the cue that is erased, with "
        + "{{ figure.patterns | count(\"pattern\") }} stored. Vertical line: training condition "
        + "({{ figure.trained_percent | fixed(0) }} % erased). " + ErrorComparison.caption

    private static func description(_ comparison: ErrorComparison, trained: Double) -> String {
        "Line chart of the bit error rate as a function of the fraction of erased bits. With nothing erased: "
            + "\(comparison.words(at: 0)). With \(NumberText.fixed(trained, digits: 0)) % erased, as in training: "
            + "\(comparison.words(at: trained)). With everything erased: \(comparison.words(at: 100))."
    }
}
