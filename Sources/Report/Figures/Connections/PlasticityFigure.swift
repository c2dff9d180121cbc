import Analysis
import Document
import RunRecord

/// The trained plasticity coefficients.
struct PlasticityFigure: CatalogueFigure {
    let name = "plasticity"
    let summary = "Heatmap of the plasticity coefficients alpha from every neuron to every neuron."
    let options = ConnectionHeatmap.options

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard run.configuration.plastic, let network = run.network,
            let connections = ConnectionMatrix(
                network.alpha, biasNeuron: run.configuration.task.biasNeuron)
        else { return nil }
        return try ConnectionHeatmap(
            connections: connections,
            lead: "Plasticity coefficients *α* after {{ run.episodes | count(\"episode\") }} of training",
            plainName: "the plasticity coefficients alpha", barTitle: "Plasticity coefficient *α*",
            column: "alpha",
            hasOwn: false
        ).content(request)
    }
}
