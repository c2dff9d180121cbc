import BOHP

/// The kinds of connection that statistics and figures tell apart.
public enum ConnectionKind: CaseIterable, Sendable {
    /// From a neuron to itself, without the bias neuron; none in a feed-forward network.
    case own
    /// From an input to a neuron, or between different neurons, neither of which is the bias neuron.
    case between
    /// From the bias neuron to another neuron.
    case fromBias
    /// From another neuron to the bias neuron.
    case toBias
    /// From the bias neuron to itself.
    case ofBias
}

extension Matrix<Double> {
    /// The elements of one kind of connection, row by row; empty if there is none. The bias neuron, if the network has
    /// one, is `biasNeuron`. Row = target neuron, column = source neuron.
    ///
    /// - Parameter isRecurrent: whether sources are the neurons themselves; the matrix is then square. Otherwise all
    ///   connections are of the kind `between`.
    public func connections(
        _ kind: ConnectionKind, biasNeuron: Int?, isRecurrent: Bool = true
    ) -> [Double] {
        guard isRecurrent else { return kind == .between ? elements : [] }
        let others = (0..<rows).filter { $0 != biasNeuron }
        let bias = biasNeuron.flatMap { (0..<rows).contains($0) ? $0 : nil }
        return switch kind {
        case .own: others.map { self[$0, $0] }
        case .between:
            others.flatMap { target in others.compactMap { $0 == target ? nil : self[target, $0] } }
        case .fromBias: bias.map { bias in others.map { self[$0, bias] } } ?? []
        case .toBias: bias.map { bias in others.map { self[bias, $0] } } ?? []
        case .ofBias: bias.map { [self[$0, $0]] } ?? []
        }
    }
}
