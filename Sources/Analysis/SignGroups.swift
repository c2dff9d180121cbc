import BOHP

/// Neurons by the sign of their outputs. After a recall these are the two halves of the recalled pattern.
public struct SignGroups: Equatable, Sendable {
    /// Neurons whose output is above zero, in ascending order, without the bias neuron.
    public let positive: [Int]
    /// All other neurons, in ascending order, without the bias neuron. An output that is NaN counts here.
    public let negative: [Int]

    /// Groups the neurons by `outputs`, which has one element per neuron.
    public init(outputs: [Double], biasNeuron: Int?) {
        let neurons = outputs.indices.filter { $0 != biasNeuron }
        positive = neurons.filter { outputs[$0] > 0 }
        negative = neurons.filter { !(outputs[$0] > 0) }
    }

    /// Mean connections between two different neurons: of the same sign, and of opposite signs. Elements that are not
    /// finite are ignored; a mean of no element is 0.
    public func means(of matrix: Matrix<Double>) -> (sameSign: Double, oppositeSigns: Double) {
        var (sameSign, oppositeSigns) = (Moments(), Moments())
        for (targets, sources) in [(positive, positive), (negative, negative)] {
            for target in targets {
                for source in sources where source != target { sameSign.add(matrix[target, source]) }
            }
        }
        for (targets, sources) in [(positive, negative), (negative, positive)] {
            for target in targets { for source in sources { oppositeSigns.add(matrix[target, source]) } }
        }
        return (sameSign.mean, oppositeSigns.mean)
    }
}
