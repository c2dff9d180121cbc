import RunRecord

/// What the plastic connections remember of an episode at its end.
struct HebbianTraceFigure: ReportFigure {
    let name = "hebbian-trace"
    let summary = "Heatmap of the Hebbian trace from every neuron to every neuron at the end of an episode."
    let options = ConnectionHeatmap.options

    func content(of run: Run, _ request: FigureRequest) throws -> FigureContent? {
        guard let trace = run.evaluation?.episode?.trace,
            let connections = ConnectionMatrix(trace, biasNeuron: run.configuration.task.value.biasNeuron)
        else { return nil }
        return try ConnectionHeatmap(
            connections: connections, opening: "Hebbian trace at the last step of a fresh episode",
            spoken: "the Hebbian trace at the end of an episode", barTitle: "Hebbian trace", column: "hebb"
        ).content(request)
    }
}
