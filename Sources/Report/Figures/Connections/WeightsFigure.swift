import Analysis
import Document
import RunRecord

/// The trained fixed weights.
struct WeightsFigure: CatalogueFigure {
    let name = "weights"
    let summary = "Heatmap of the fixed weights w from every neuron to every neuron."
    let options = ConnectionHeatmap.options

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let network = run.network,
            let connections = ConnectionMatrix(
                network.w, biasNeuron: run.configuration.task.biasNeuron)
        else { return nil }
        return try ConnectionHeatmap(
            connections: connections,
            lead: "Fixed weights *w* after {{ run.episodes | count(\"episode\") }} of training",
            plainName: "the fixed weights w", barTitle: "Fixed weight *w*", column: "w"
        ).content(request)
    }
}
