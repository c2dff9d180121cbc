import BOHP

/// The kinds of connection that statistics and figures tell apart.
public enum ConnectionKind: CaseIterable, Sendable {
    /// From a neuron to itself, without the bias neuron.
    case own
    /// Between different neurons, neither of which is the bias neuron.
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
    /// one, is `biasNeuron`.
    ///
    /// - Precondition: the matrix is square: row = target neuron, column = source neuron.
    public func connections(_ kind: ConnectionKind, biasNeuron: Int?) -> [Double] {
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
