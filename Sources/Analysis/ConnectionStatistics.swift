import BOHP

/// A matrix of connections in numbers: each kind's moments, the strongest connection, and what is not finite.
public struct ConnectionStatistics: Sendable {
    private var moments: [ConnectionKind: Moments] = [:]
    /// The connection of the largest magnitude; `nil` if no finite one differs from zero.
    public private(set) var strongest: (target: Int, source: Int, value: Double)?
    /// How many elements are infinite or NaN.
    public private(set) var notFinite = 0

    /// The statistics of a matrix: row = target neuron, column = source neuron.
    ///
    /// - Parameter isRecurrent: whether sources are the neurons themselves; the matrix is then square.
    public init(of matrix: Matrix<Double>, biasNeuron: Int?, isRecurrent: Bool = true) {
        for kind in ConnectionKind.allCases {
            moments[kind] = Moments(
                of: matrix.connections(kind, biasNeuron: biasNeuron, isRecurrent: isRecurrent))
        }
        for (index, value) in matrix.elements.enumerated() {
            if !value.isFinite {
                notFinite += 1
            } else if abs(value) > abs(strongest?.value ?? 0) {
                strongest = (index / matrix.columns, index % matrix.columns, value)
            }
        }
    }

    /// The moments of a kind of connection, without a value if the matrix has none of that kind.
    public subscript(_ kind: ConnectionKind) -> Moments { moments[kind] ?? Moments() }
}

extension Matrix<Double> {
    /// How far the means of rows and of columns scatter: their standard deviation over that expected of independent
    /// numbers. About 1 is no structure of rows or columns; the ratio of n rows of such numbers scatters by 1/√(2n).
    /// Counted are connections between different neurons without the bias neuron. `nil` if these are fewer than three
    /// neurons, all equal, or not finite.
    ///
    /// - Precondition: the matrix is square.
    public func scatterOfMeans(biasNeuron: Int?) -> (rows: Double, columns: Double)? {
        let neurons = (0..<rows).filter { $0 != biasNeuron }
        let spread = Moments(of: connections(.between, biasNeuron: biasNeuron)).standardDeviation
        func scatter(_ element: (Int, Int) -> Double) -> Double {
            let means = neurons.map { neuron in
                arithmeticMean(of: neurons.filter { $0 != neuron }.map { element(neuron, $0) })
            }
            return Moments(of: means).standardDeviation * Double(neurons.count).squareRoot() / spread
        }
        guard neurons.count > 2, spread > 0, spread.isFinite, elements.allSatisfy(\.isFinite) else {
            return nil
        }
        return (scatter { self[$0, $1] }, scatter { self[$1, $0] })
    }

    /// The largest magnitude of the finite elements; 0 if there is none.
    public var largestMagnitude: Double { elements.reduce(0) { $1.isFinite ? max($0, abs($1)) : $0 } }

    /// A magnitude that suits the ends of a colour scale: the 99th percentile of the finite elements off the diagonal,
    /// because a few strong connections would bleach all others; or the largest magnitude, if it is little larger, or if
    /// that percentile is 0.
    public var typicalMagnitude: Double {
        let others = elements.indices.filter { $0 / columns != $0 % columns }
            .map { abs(elements[$0]) }.filter(\.isFinite).sorted()
        let percentile = others.isEmpty ? 0 : quantile(0.99, ofSorted: others)
        return percentile == 0 || largestMagnitude <= 1.3 * percentile ? largestMagnitude : percentile
    }
}
