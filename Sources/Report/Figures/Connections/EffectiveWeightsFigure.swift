import Analysis
import Document
import RunRecord

/// The effective weights w + alpha ∘ hebb at the end of an episode.
struct EffectiveWeightsFigure: CatalogueFigure {
    let name = "effective-weights"
    let summary =
        "Heatmap of the effective weights at the end of an episode: w + alpha times the Hebbian trace."
    let options = ConnectionHeatmap.optionsOfEpisodes

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard run.configuration.plastic, let network = run.network,
            let record = run.evaluation?.episode, let effective = record.effectiveWeights(of: network),
            let connections = ConnectionMatrix(
                effective, biasNeuron: run.configuration.task.biasNeuron)
        else { return nil }
        return try ConnectionHeatmap(
            connections: connections,
            lead: "Effective weights *w* + *α* ∘ hebb at the last step of a fresh episode",
            plainName: "the effective weights, w + alpha times the Hebbian trace, at the end of an episode",
            barTitle: "Effective weight", column: "effective_weight", outputs: record.outputs.last
        ).content(request)
    }
}
