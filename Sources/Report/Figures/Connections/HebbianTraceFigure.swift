import Analysis
import Document
import RunRecord

/// The Hebbian trace at the end of an episode.
struct HebbianTraceFigure: CatalogueFigure {
    let name = "hebbian-trace"
    let summary = "Heatmap of the Hebbian trace from every neuron to every neuron at the end of an episode."
    let options = ConnectionHeatmap.optionsOfEpisodes

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let record = run.evaluation?.episode, let trace = record.trace,
            let connections = ConnectionMatrix(trace, biasNeuron: run.configuration.task.biasNeuron)
        else { return nil }
        return try ConnectionHeatmap(
            connections: connections, lead: "Hebbian trace at the last step of a fresh episode",
            plainName: "the Hebbian trace at the end of an episode", barTitle: "Hebbian trace",
            column: "hebb",
            outputs: record.outputs.last
        ).content(request)
    }
}
