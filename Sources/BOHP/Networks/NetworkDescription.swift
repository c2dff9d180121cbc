/// The parameters of a network, which of them are learned, and their constraints.
public struct NetworkDescription: Equatable, Sendable {
    /// The number of neurons, N.
    public let neurons: Int
    /// The share of the Hebbian trace that a step keeps, 0...1; its initial value if it is learned.
    public let eta: Double
    /// The arrays of parameters, in the order in which kernels, checkpoints and norms take them.
    public let parts: [Part]

    /// A network of `neurons` neurons.
    ///
    /// - Parameters:
    ///   - plastic: whether connections are plastic; if not, alpha stays zero.
    ///   - learnsEta: whether training changes eta.
    public init(neurons: Int, plastic: Bool = true, eta: Double, learnsEta: Bool = false) {
        self.neurons = neurons
        self.eta = eta
        parts = [
            Part(shape: ParameterShape("w", [neurons, neurons]), isLearned: true, constraint: .none),
            Part(
                shape: ParameterShape("alpha", [neurons, neurons]), isLearned: true,
                constraint: plastic ? .zeroDiagonal : .zero),
            Part(shape: ParameterShape("eta", []), isLearned: learnsEta, constraint: .range(0...1)),
        ]
    }

    /// A constraint that an array of parameters meets after every update.
    public enum Constraint: Equatable, Sendable {
        case none
        /// All elements are zero.
        case zero
        /// The diagonal is zero: no neuron has such a connection to itself.
        case zeroDiagonal
        /// Every element lies in a range.
        case range(ClosedRange<Double>)
    }

    /// One array of parameters.
    public struct Part: Equatable, Sendable {
        /// Its name and shape.
        public var shape: ParameterShape
        /// Whether training changes it.
        public var isLearned: Bool
        /// The constraint that it meets after every update.
        public var constraint: Constraint
    }

    /// A network before training, as the 2017 program draws it: alpha uniform in [0, 0.01), w normal with standard
    /// deviation 1.1/√N.
    ///
    /// Draws `rand(N,N)` for alpha, `randn(N,N)` for w, and then `rand(N)`, which that program threw away.
    public func draw<Scalar: NetworkScalar>(using random: inout RandomState) -> PlasticNetwork<Scalar> {
        let count = neurons * neurons
        let scale = 1.1 / Double(neurons).squareRoot()
        let alpha = random.rand(count).map { Scalar($0 * 0.01) }
        let w = random.randn(count).map { Scalar($0 * scale) }
        _ = random.rand(neurons)
        var network = PlasticNetwork(
            w: Matrix(rows: neurons, columns: neurons, elements: w),
            alpha: Matrix(rows: neurons, columns: neurons, elements: alpha), eta: Scalar(eta))
        constrain(&network.parameters)
        return network
    }

    /// Enforces the constraints.
    public func constrain<Scalar: NetworkScalar>(_ parameters: inout Parameters<Scalar>) {
        parameters.makeUnique()
        for (index, part) in parts.enumerated() {
            let base = parameters.base(index)
            let layout = parameters.layout(index)
            switch part.constraint {
            case .none: break
            case .zero: base.update(repeating: 0, count: layout.count)
            case .zeroDiagonal:
                for neuron in 0..<layout.rows { base[layout.offset(target: neuron, source: neuron)] = 0 }
            case .range(let range):
                guard part.isLearned else { continue }
                for row in 0..<layout.rows {
                    for column in 0..<layout.columns {
                        let offset = layout.offset(target: row, source: column)
                        base[offset] = min(
                            max(base[offset], Scalar(range.lowerBound)), Scalar(range.upperBound))
                    }
                }
            }
        }
    }

    /// Reduces the magnitude of every weight and plasticity coefficient by `penalty`: the gradient step of an L1 penalty.
    /// A number of a smaller magnitude changes its sign.
    func penalize<Scalar: NetworkScalar>(_ parameters: inout Parameters<Scalar>, by penalty: Scalar) {
        parameters.makeUnique()
        for (index, part) in parts.enumerated() where part.shape.shape.count == 2 {
            let base = parameters.base(index)
            for index in 0..<parameters.layout(index).count where base[index] != 0 {
                base[index] -= base[index] > 0 ? penalty : -penalty
            }
        }
    }
}

/// The place of each array in `NetworkDescription.parts`.
enum ParameterPlace {
    static let w = 0
    static let alpha = 1
    static let eta = 2
}
