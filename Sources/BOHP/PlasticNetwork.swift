/// A recurrent network whose every connection has a baseline weight and a plasticity coefficient.
///
/// With N neurons, outputs y and a Hebbian trace that is zero when an episode begins (Miconi, Clune &
/// Stanley, arXiv:1804.02464; Miconi 2016, arXiv:1609.02228):
///
///     hebb(t) = eta · hebb(t-1) + (1-eta) · y(t-1) ⊗ y(t-2)      hebb(0) = 0, y(-2) = 0
///     x(t)    = (w + alpha ∘ hebb(t)) · y(t-1) + input(t)         y(-1) = initial state, 0 unless given
///     y(t)    = tanh(x(t))
public struct PlasticNetwork<Scalar: NetworkScalar>: Equatable, Sendable {
    /// Baseline weights, N × N; row = target neuron, column = source neuron.
    public var w: Matrix<Scalar>
    /// Plasticity coefficients, N × N; the diagonal is zero: no neuron has a plastic connection to itself.
    public var alpha: Matrix<Scalar>
    /// Time constant of the Hebbian trace, 0...1: the share of the trace that a step keeps.
    public var eta: Scalar

    /// The number of neurons, N.
    public var neurons: Int { w.rows }

    /// A network of the given parameters.
    ///
    /// - Precondition: `w` and `alpha` are square and of one size.
    public init(w: Matrix<Scalar>, alpha: Matrix<Scalar>, eta: Scalar) {
        precondition(
            w.rows == w.columns && alpha.rows == w.rows && alpha.columns == w.rows,
            "w and alpha are square matrices of one size")
        self.w = w
        self.alpha = alpha
        self.eta = eta
    }

    /// A network as the 2017 program draws it: alpha uniform in [0, 0.01) with a zero diagonal, w normal
    /// with standard deviation 1.1/√N.
    ///
    /// Draws `rand(N,N)` for alpha, `randn(N,N)` for w, and then `rand(N)`, which that program threw away.
    public init(neurons: Int, eta: Scalar, using random: inout RandomState) {
        let count = neurons * neurons
        let scale = 1.1 / Double(neurons).squareRoot()
        let alphaElements = random.rand(count).map { Scalar($0 * 0.01) }
        let wElements = random.randn(count).map { Scalar($0 * scale) }
        _ = random.rand(neurons)
        self.init(
            w: Matrix(rows: neurons, columns: neurons, elements: wElements),
            alpha: Matrix(rows: neurons, columns: neurons, elements: alphaElements),
            eta: eta)
        alpha.setDiagonal(to: 0)
    }

    /// The same network in another precision, rounded to nearest.
    public func converted<Other: NetworkScalar>(to type: Other.Type) -> PlasticNetwork<Other> {
        PlasticNetwork<Other>(w: w.converted(to: type), alpha: alpha.converted(to: type), eta: Other(eta))
    }

    /// The network without plasticity: the same w, alpha all zero.
    public var withoutPlasticity: PlasticNetwork {
        PlasticNetwork(w: w, alpha: Matrix(rows: neurons, columns: neurons), eta: eta)
    }
}

/// A gradient of a number with respect to a network's parameters, of the parameters' own shape.
public struct NetworkGradient<Scalar: NetworkScalar>: Equatable, Sendable {
    /// With respect to the baseline weights, N × N.
    public var w: Matrix<Scalar>
    /// With respect to the plasticity coefficients, N × N.
    public var alpha: Matrix<Scalar>

    /// A gradient of the given parts.
    public init(w: Matrix<Scalar>, alpha: Matrix<Scalar>) {
        self.w = w
        self.alpha = alpha
    }

    /// A gradient of zero for a network of `neurons` neurons.
    public init(neurons: Int) {
        w = Matrix(rows: neurons, columns: neurons)
        alpha = Matrix(rows: neurons, columns: neurons)
    }

    /// The Euclidean norm over all elements of both parts.
    public var norm: Double {
        var sum = 0.0
        for element in w.elements { sum += Double(element) * Double(element) }
        for element in alpha.elements { sum += Double(element) * Double(element) }
        return sum.squareRoot()
    }
}
