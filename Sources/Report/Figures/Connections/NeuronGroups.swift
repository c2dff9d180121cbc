import BOHP
import Plot

/// Neurons in groups, in the order in which a heatmap draws them if that is not the order of their numbers.
struct NeuronGroups: Sendable {
    struct Group: Sendable {
        /// What stands at the axes.
        let label: RichText
        /// In the order of their numbers.
        let neurons: [Int]
    }

    /// None is empty; the bias neuron, if there is one, is the last group.
    let groups: [Group]
    /// Neurons whose output is positive, and those whose output is not; the bias neuron is in neither.
    let positive: [Int]
    let negative: [Int]

    /// Neurons by the sign of their outputs: when a pattern has been recalled, they hold it.
    ///
    /// - Parameter outputs: one a neuron.
    init(outputs: [Double], biasNeuron: Int?) {
        let neurons = outputs.indices.filter { $0 != biasNeuron }
        positive = neurons.filter { outputs[$0] > 0 }
        negative = neurons.filter { !(outputs[$0] > 0) }
        let bias = biasNeuron.flatMap { outputs.indices.contains($0) ? [$0] : nil } ?? []
        groups = [
            Group(label: "+", neurons: positive), Group(label: "−", neurons: negative),
            Group(label: "bias", neurons: bias),
        ].filter { !$0.neurons.isEmpty }
    }

    /// Means over the connections between two different neurons: whose outputs have one sign, and whose have
    /// opposite signs. Numbers that are not finite do not count.
    func means(of matrix: Matrix<Double>) -> (oneSign: Double, oppositeSigns: Double) {
        var (oneSign, oppositeSigns) = (ConnectionMatrix.Group(), ConnectionMatrix.Group())
        for (targets, sources) in [(positive, positive), (negative, negative)] {
            for target in targets {
                for source in sources where source != target { oneSign.add(matrix[target, source]) }
            }
        }
        for (targets, sources) in [(positive, negative), (negative, positive)] {
            for target in targets { for source in sources { oppositeSigns.add(matrix[target, source]) } }
        }
        return (oneSign.mean, oppositeSigns.mean)
    }
}
