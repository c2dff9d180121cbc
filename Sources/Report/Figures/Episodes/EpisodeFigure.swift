import Analysis
import BOHP
import Document
import Plot
import RunRecord
import Text

/// One episode: the input and output of every neuron at every step.
struct EpisodeFigure: CatalogueFigure {
    let name = "episode"
    let summary = "Inputs and outputs of every neuron at every step of an episode, with its phases above."

    func content(of run: AnalysedRun, _ request: FigureRequest) throws -> FigureContent? {
        guard let record = run.evaluation?.episode,
            let outputs = EpisodeRaster(
                steps: record.outputs, biasNeuron: run.configuration.task.biasNeuron),
            let inputs = EpisodeRaster(
                steps: record.inputs, biasNeuron: run.configuration.task.biasNeuron),
            inputs.steps == outputs.steps
        else { return nil }
        let width = request.width(.doubleColumn).millimetres
        let limit = inputs.limit
        // Rows are at least 0.6 mm high, and a panel at least 12 mm, because the title of its axis needs
        // that room.
        let rowHeight = min(1.2, max(0.6, 36 / Double(outputs.neurons)))
        let strips = EpisodeStrips(record.phases, steps: outputs.steps, width: width - 24)
        let around = 14 + 4.5 * Double(strips.strips.count)
        // Inputs repeat the same bits for many steps, so that 20 mm show those of a large network.
        let inputHeight = max(12, min(inputs.height * rowHeight, inputs.neurons > 60 ? 20 : .infinity))
        let room = request.sheet.height - around - inputHeight
        let heights = [inputHeight, max(12, min(outputs.height * rowHeight, room))]
        let figure = Plot.Figure(
            width: .millimetres(width),
            height: .millimetres(heights.reduce(0, +) + around),
            panels: [
                inputs.panel(barTitle: "Input", limit: limit, strips: strips.strips),
                outputs.panel(barTitle: "Output *y*", limit: 1, xTitle: "Step"),
            ], rowHeights: heights, letters: true)
        return FigureContent(
            figure, caption: Self.caption(inputs, outputs, hasBareNumbers: strips.hasBareNumbers),
            facts: [
                "neurons": .integer(outputs.neurons), "input_neurons": .integer(inputs.neurons),
                "steps": .integer(outputs.steps), "input_limit": .number(limit),
                "bias_input": inputs.bias.value { .number($0) },
                "strength": .number(run.configuration.task.inputStrength),
                "saturated": .number(record.saturatedShare),
            ],
            alternativeText: Self.description(inputs, outputs, record),
            data: DataTable(inputs.columns("input", of: outputs.neurons) + [outputs.column("output")]))
    }

    // MARK: Words

    private static func caption(
        _ inputs: EpisodeRaster, _ outputs: EpisodeRaster, hasBareNumbers: Bool
    ) -> String {
        var sentences = [
            "One fresh episode of {{ figure.steps | count(\"step\") }}. Bars above mark its phases"
                + (hasBareNumbers ? " (with the numbers of patterns)" : "") + ". **a** Inputs of "
                + (inputs.neurons < outputs.neurons
                    ? "the first {{ figure.input_neurons | count(\"neuron\") }}" : "all neurons")
                + ", before multiplication by {{ figure.strength }}."
        ]
        if let bias = inputs.bias, abs(bias) > inputs.limit {
            sentences.append(
                "The bias neuron's input is {{ figure.bias_input }} at every step, beyond the colour scale.")
        }
        sentences.append(
            "**b** Outputs of all {{ figure.neurons | count(\"neuron\") }}; {{ figure.saturated | percent(0) }} of "
                + "the outputs are beyond ±0.9.")
        return sentences.joined(separator: " ")
    }

    private static func description(
        _ inputs: EpisodeRaster, _ outputs: EpisodeRaster, _ record: Evaluation.EpisodeRecord
    ) -> String {
        let phases = record.phases
        let course = phases.prefix(24).map {
            "\($0.label) from step \($0.start) to \(max($0.start, $0.end - 1))"
        }
        var text =
            "Two rasters, neurons by steps: inputs of \(NumberText.grouped(inputs.neurons)) and outputs of "
            + "\(NumberText.grouped(outputs.neurons)) neurons over \(NumberText.grouped(outputs.steps)) steps."
        if !course.isEmpty {
            text += " Phases: " + course.joined(separator: ", ") + (phases.count > 24 ? ", and so on." : ".")
        }
        return text
            + " \(NumberText.percent(record.saturatedShare, digits: 0)) of the outputs are beyond ±0.9."
    }
}
