import Analysis
import Document
import RunRecord

/// The trained baseline weights.
struct WeightsFigure: CatalogueFigure {
    let name = "weights"
    let summary = "Heatmap of the baseline weights w from every neuron to every neuron."
    let options = ConnectionHeatmap.options

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let network = run.network,
            let connections = ConnectionMatrix(
                network.w, biasNeuron: run.configuration.task.biasNeuron)
        else { return nil }
        return try ConnectionHeatmap(
            connections: connections,
            lead: "Baseline weights *w* after {{ run.episodes | count(\"episode\") }} of training",
            plainName: "the baseline weights w", barTitle: "Baseline weight *w*", column: "w"
        ).content(request)
    }
}
