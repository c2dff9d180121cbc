import BOHPKernels

/// The kernels for Hebb's rule with decay, hebb(t) = eta · hebb(t-1) + (1-eta) · y(t-1) ⊗ y(t-2), in which all connections
/// keep the same share: what is carried from step to step are the effective weights w + alpha ∘ hebb(t).
final class DecayingTrace<Scalar: NetworkScalar>: TraceKernels {
    /// Kept here, because it is a large value to copy in every step.
    private let functions = Scalar.kernels.functions
    private let neurons: Int
    private let learnsEta: Bool
    /// (1-eta) · w.
    private let gainW: BlockedMatrices<Scalar>
    /// The gradient for eta, a part for each row.
    private let etaParts: VectorSequence<Scalar>
    private var w: UnsafePointer<Scalar>
    /// The network as the kernels take it.
    private(set) var network: bohp_network

    init(_ network: NetworkDescription) {
        neurons = network.neurons
        learnsEta = network.parts[ParameterPlace.rule].isLearned
        gainW = BlockedMatrices(neurons: neurons)
        etaParts = VectorSequence(1, neurons: neurons)
        w = UnsafePointer(gainW.base)
        self.network = bohp_network(
            neurons: neurons, stride: etaParts.stride, eta: 1, gainW: gainW.base, alpha: gainW.base)
    }

    var decay: Double { network.eta }
    /// The recurrence itself gives hebb(0) = 0, because it starts from the effective weights w and y(-2) = 0.
    var start: UnsafePointer<Scalar> { w }

    func load(_ network: PlasticNetwork<Scalar>, alpha: UnsafePointer<Scalar>, steps: Int) {
        w = UnsafePointer(network.parameters.base(ParameterPlace.w))
        self.network.eta = Double(network.parameters.base(ParameterPlace.rule)[0])
        self.network.alpha = UnsafeRawPointer(alpha)
    }

    // Specialized by hand, because it is called through an existential.
    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func begin(rows: Range<Int>) {
        let gain = 1 - Scalar(network.eta)
        for index in gainW.layout.elements(rows: rows) { gainW.base[index] = gain * w[index] }
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func forward(
        _ step: Int, rows: Range<Int>, from: UnsafePointer<Scalar>, to: UnsafeMutablePointer<Scalar>,
        y: VectorSequence<Scalar>, input: UnsafePointer<Scalar>, x: UnsafeMutablePointer<Scalar>,
        output: UnsafeMutablePointer<Scalar>
    ) {
        functions.forward(
            network, rows.lowerBound, rows.upperBound, from, to, y[step + 1], y[step], input, x, output)
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func backward(
        _ step: Int, rows: Range<Int>, scale: Double, matrix: UnsafeMutablePointer<Scalar>,
        before: UnsafePointer<Scalar>?, p: UnsafeMutablePointer<Scalar>, y: VectorSequence<Scalar>,
        dx: UnsafePointer<Scalar>, column1: UnsafeMutablePointer<Scalar>,
        column2: UnsafeMutablePointer<Scalar>, row: UnsafeMutablePointer<Scalar>
    ) {
        functions.backward(
            network, rows.lowerBound, rows.upperBound, scale, matrix, before == nil ? matrix : nil, p,
            y[step + 1], y[step], dx, column1, column2, row)
    }

    @_specialize(where Scalar == Double)
    @_specialize(where Scalar == Float)
    func gradients(
        rows: Range<Int>, steps: Int, y: VectorSequence<Scalar>, dx: VectorSequence<Scalar>,
        w: UnsafeMutablePointer<Scalar>, alpha: UnsafeMutablePointer<Scalar>
    ) {
        functions.gradients(network, rows.lowerBound, rows.upperBound, steps, y.base, dx.base, w, alpha)
        if learnsEta {
            functions.etaGradient(
                network, rows.lowerBound, rows.upperBound, steps, y.base, dx.base, etaParts.base)
        }
    }

    func storeRuleGradient(in gradient: Parameters<Scalar>) {
        guard learnsEta else { return }
        gradient.base(ParameterPlace.rule)[0] = (0..<neurons).reduce(0) { $0 + etaParts.base[$1] }
    }
}
