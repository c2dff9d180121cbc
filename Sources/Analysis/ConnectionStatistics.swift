import BOHP

/// A matrix of connections in numbers: each kind's moments, the strongest connection, and what is not finite.
public struct ConnectionStatistics: Sendable {
    private var moments: [ConnectionKind: Moments] = [:]
    /// The connection of the largest magnitude; `nil` if no finite one differs from zero.
    public private(set) var strongest: (target: Int, source: Int, value: Double)?
    /// How many elements are infinite or NaN.
    public private(set) var notFinite = 0

    /// The statistics of a square matrix: row = target neuron, column = source neuron.
    public init(of matrix: Matrix<Double>, biasNeuron: Int?) {
        var own = Moments()
        var between = Moments()
        var fromBias = Moments()
        var toBias = Moments()
        for target in 0..<matrix.rows {
            for source in 0..<matrix.columns {
                let value = matrix[target, source]
                switch ConnectionKind(target: target, source: source, biasNeuron: biasNeuron) {
                case .own: own.add(value)
                case .between: between.add(value)
                case .fromBias: fromBias.add(value)
                case .toBias: toBias.add(value)
                }
                if !value.isFinite {
                    notFinite += 1
                } else if abs(value) > abs(strongest?.value ?? 0) {
                    strongest = (target, source, value)
                }
            }
        }
        moments = [.own: own, .between: between, .fromBias: fromBias, .toBias: toBias]
    }

    /// The moments of a kind of connection, without a value if the matrix has none of that kind.
    public subscript(_ kind: ConnectionKind) -> Moments { moments[kind] ?? Moments() }
}

extension Matrix<Double> {
    /// The largest magnitude of the finite elements; 0 if there is none.
    public var largestMagnitude: Double { elements.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 } }
}
